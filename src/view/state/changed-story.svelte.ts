/** The story of a lesson with the reader's changes, which its address query contains. */

import type { Scenario } from '#core/scenarios/scenario.ts';
import type { Address } from '#core/sharing/address.ts';
import type { LearnCorrection, LearnLink } from '#core/sharing/learn-link.ts';
import type { Story } from '#core/story/story.ts';

/** A lesson without changes. */
const UNCHANGED: LearnLink = { values: {}, tampering: new Map() };

export type PlayableStory = {
  /** What can be changed and acted out again; null for a recording. */
  readonly scenario: Scenario | null;
  readonly storyWith: (changes: LearnLink) => Story;
};

/** What the reader changed, and what in the address had to be corrected. */
export type LessonChanges = LearnLink & { readonly corrections: readonly LearnCorrection[] };

/** Reads and writes changes. Loaded only for a reader who changes something. */
export type StoryChanger = {
  readonly read: (query: Address['query'], scenario: Scenario) => LessonChanges;
  readonly write: (changes: LearnLink, scenario: Scenario) => Address['query'];
  /** The first step of `changed` that differs from `original`; null if they are the same. */
  readonly firstChangedStep: (original: Story, changed: Story) => number | null;
};

export class ChangedStory<Changer extends StoryChanger> {
  readonly #playable: PlayableStory;
  readonly #load: () => Promise<Changer>;
  #changer: Changer | null;
  #query: Address['query'];

  readonly #changes = $derived.by(() => {
    const { scenario } = this.#playable;
    return this.#changer && scenario && this.#changer.read(this.#query, scenario);
  });
  readonly #story = $derived.by(() => this.#playable.storyWith(this.#changes ?? UNCHANGED));
  readonly #firstChangedStep = $derived.by(() => {
    if (this.#changer === null || this.#changes === null || !this.isTampered) return null;
    const untampered = { ...this.#changes, tampering: UNCHANGED.tampering };
    return this.#changer.firstChangedStep(this.#playable.storyWith(untampered), this.#story);
  });

  /** The story is unchanged until a `changer` is loaded. */
  constructor(
    playable: PlayableStory,
    query: Address['query'],
    load: () => Promise<Changer>,
    changer: Changer | null,
  ) {
    this.#playable = playable;
    this.#load = load;
    this.#changer = $state.raw(changer);
    this.#query = $state.raw(query);
  }

  get story(): Story {
    return this.#story;
  }

  /** Null until a changer is loaded, and for a recording. */
  get changes(): LessonChanges | null {
    return this.#changes;
  }

  get changer(): Changer | null {
    return this.#changer;
  }

  get isTampered(): boolean {
    return this.#changes !== null && this.#changes.tampering.size > 0;
  }

  /** The first step that tampering changed; null without tampering. */
  get firstChangedStep(): number | null {
    return this.#firstChangedStep;
  }

  /** The query of the lesson's address. Setting it derives the story again. */
  get query(): Address['query'] {
    return this.#query;
  }

  set query(query: Address['query']) {
    this.#query = query;
  }

  async loadChanger(): Promise<Changer> {
    this.#changer ??= await this.#load();
    return this.#changer;
  }
}
