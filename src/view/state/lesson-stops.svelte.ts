/** How deep a reader looks into a lesson, and where it stops because of that. */

import { asksForUnknownDepth, depthIn, withDepth } from '#core/sharing/lesson-address.ts';
import type { Address } from '#core/sharing/address.ts';
import type { Fold } from '#core/story/folds.ts';
import type { Depth } from '#core/story/depth.ts';
import { stopAt, stopsOf, type Stop } from '#core/story/stops.ts';
import type { Story } from '#core/story/story.ts';
import type { Preferences } from './preferences.svelte.ts';
import { unfoldedOf, withFold } from './unfolded.ts';

export class LessonStops {
  readonly #story: () => Story;
  readonly #preferences: Preferences;
  /** Null if neither the address nor the reader chose one here. */
  #depth = $state<Depth | null>(null);
  /** Ids of folds. What an address opens or closes isn't stored, because nobody chose it here. */
  #unfolded: ReadonlySet<string>;

  readonly #stops = $derived.by(() => stopsOf(this.#story(), this.depth, this.#unfolded));

  constructor(story: () => Story, preferences: Preferences) {
    this.#story = story;
    this.#preferences = preferences;
    this.#unfolded = $state.raw(unfoldedOf(preferences.unfolded));
  }

  /** That of the address, or the one that the reader prefers. */
  get depth(): Depth {
    return this.#depth ?? this.#preferences.depth;
  }

  /** The reader prefers it from now on. */
  set depth(depth: Depth) {
    this.#depth = depth;
    this.#preferences.depth = depth;
  }

  /** Takes the depth of an address. */
  open(query: Address['query']): void {
    this.#depth = depthIn(query);
  }

  /** An unknown depth stays, so that it's explained again after a reload. */
  writeTo(query: Address['query']): Address['query'] {
    if (asksForUnknownDepth(query)) return query;
    return withDepth(query, this.depth, this.#preferences.depth);
  }

  get current(): readonly Stop[] {
    return this.#stops;
  }

  /** Ids of the folds that are open at the depth of bytes. */
  get unfolded(): ReadonlySet<string> {
    return this.#unfolded;
  }

  /** Opens or closes a fold because its reader asked for it. */
  set(foldId: string, isUnfolded: boolean): void {
    this.#put(foldId, isUnfolded);
    const { unfolded } = this.#preferences;
    this.#preferences.unfolded = [...withFold(unfolded, foldId, isUnfolded)];
  }

  /** Opens the fold that a step of an address is in, if it is a stop. */
  showStep(stepIndex: number): void {
    const at = this.#stops[stopAt(this.#stops, stepIndex)];
    if (at?.fold && at.firstStep <= stepIndex) this.#put(at.fold.id, true);
  }

  /** Closes a fold that an address names. */
  showFold({ id }: Fold): void {
    this.#put(id, false);
  }

  #put(foldId: string, isUnfolded: boolean): void {
    this.#unfolded = withFold(this.#unfolded, foldId, isUnfolded);
  }
}
