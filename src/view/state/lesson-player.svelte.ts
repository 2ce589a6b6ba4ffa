/**
 * Plays one lesson: its story with the reader's changes, the step that is shown, and the address
 * that leads back to it. The address follows the step. The step follows the address only after
 * Back, Forward or a link.
 */

import type { Address } from '#core/sharing/address.ts';
import type { LearnLink } from '#core/sharing/learn-link.ts';
import {
  destinationOf,
  embeddedAddress,
  hasChanges,
  isEmbedded,
  lessonAddress,
  type MissingPlace,
} from '#core/sharing/lesson-address.ts';
import { stretchTime, type ElasticTime } from '#core/story/elastic-time.ts';
import { keptStep } from '#core/story/kept-step.ts';
import { statesAt } from '#core/story/states-at.ts';
import type { BothStates, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { watchPageVisibility } from '#view/browser/page-visibility.ts';
import { ChangedStory, type PlayableStory, type StoryChanger } from './changed-story.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import { Playback, type PlaybackOptions } from './playback.svelte.ts';
import { executeCommand, type PlayerCommand } from './player-command.ts';
import type { Preferences } from './preferences.svelte.ts';

export type LessonPlayerOptions<Changer> = Pick<PlaybackOptions, 'clock' | 'isMotionReduced'> & {
  readonly lessonId: string;
  readonly playable: PlayableStory;
  readonly address: Address;
  readonly navigation: Navigation;
  readonly preferences: Preferences;
  /** Whether an address leads to this lesson, and not to another or to another page. */
  readonly isAt: (address: Address) => boolean;
  readonly loadChanger: () => Promise<Changer>;
  /** Present from the beginning if `address` has changes. */
  readonly changer: Changer | null;
};

export class LessonPlayer<Changer extends StoryChanger = StoryChanger> {
  readonly changed: ChangedStory<Changer>;
  readonly playback: Playback;
  readonly #options: LessonPlayerOptions<Changer>;
  #missing: MissingPlace | null;
  #helpRequests = $state(0);
  #hasEnded = false;

  readonly #time = $derived.by(() => stretchTime(this.story));

  constructor(options: LessonPlayerOptions<Changer>) {
    const { lessonId, playable, address, preferences, loadChanger, changer } = options;
    this.#options = options;
    this.changed = new ChangedStory(playable, address, loadChanger, changer);
    const { stepIndex, missing } = destinationOf(address, lessonId, this.story);
    this.#missing = $state.raw(missing);
    this.playback = new Playback(
      () => this.#time,
      {
        ...options,
        speed: () => preferences.speed,
        onstep: () => this.#writeAddress(),
      },
      stepIndex,
    );
  }

  get story(): Story {
    return this.changed.story;
  }

  get time(): ElasticTime {
    return this.#time;
  }

  get stepIndex(): number {
    return this.playback.stepIndex;
  }

  /** Undefined in a story without steps. */
  get step(): Step | undefined {
    return this.story.steps[this.stepIndex];
  }

  /** Both endpoints' states at the position that is drawn. */
  get states(): BothStates | undefined {
    return statesAt(this.story, this.#time, this.playback.positionMs);
  }

  /** Whether another page shows the lesson in a frame. */
  get isEmbedded(): boolean {
    return isEmbedded({ query: this.changed.query });
  }

  /** What the address named that doesn't exist, until the next command. */
  get missing(): MissingPlace | null {
    return this.#missing;
  }

  /** How often the reader asked for the list of keys. */
  get helpRequests(): number {
    return this.#helpRequests;
  }

  /** Connects the player to the address bar and the page's visibility. Returns how to end it. */
  start(): () => void {
    const { changer, query } = this.changed;
    // The address may have got its changes after the loader decided what to load.
    if (changer === null && hasChanges({ query })) this.#arrive(this.#options.navigation.current);
    else this.#writeAddress();
    const stopListening = this.#options.navigation.onArrival((address) => this.#arrive(address));
    const stopWatching = watchPageVisibility((isVisible) => isVisible || this.playback.pause());
    return () => {
      this.#hasEnded = true;
      stopListening();
      stopWatching();
      this.playback.pause();
    };
  }

  execute(command: PlayerCommand): void {
    this.#missing = null;
    executeCommand(command, this.playback, this.#options.preferences);
    if (command === 'help') this.#helpRequests++;
  }

  /** Unlike a step, a chapter adds to the history. */
  enterChapter(firstStep: number): void {
    this.#options.navigation.go(this.#addressOf(firstStep));
    this.playback.showStep(firstStep);
  }

  /** The reader opens details: nothing moves while they read, and they might change something. */
  openDetails(): void {
    this.playback.pause();
    void this.changed.loadChanger();
  }

  /** Acts the scenario out again. Stays at the step, or at the last one before it that happens. */
  async change(wanted: Partial<LearnLink>): Promise<void> {
    const { lessonId, playable, navigation } = this.#options;
    const { scenario } = playable;
    if (scenario === null) return;
    this.playback.pause();
    const changer = await this.changed.loadChanger();
    if (this.#hasEnded) return;
    const before = this.story.steps;
    const next = { ...changer.read(this.changed.query, scenario), ...wanted };
    const plain = lessonAddress(lessonId, undefined, changer.write(next, scenario));
    this.changed.query = (this.isEmbedded ? embeddedAddress(plain) : plain).query;
    const kept = keptStep(before, this.stepIndex, this.story.steps);
    // Back undoes tampering. The many changes of a moving slider are one entry.
    if (wanted.tampering) navigation.go(this.#addressOf(kept));
    else navigation.replace(this.#addressOf(kept));
    this.playback.showStep(kept);
  }

  #arrive(address: Address): void {
    if (!this.#options.isAt(address)) return;
    if (!hasChanges(address) || this.changed.changer !== null) this.#show(address);
    else void this.changed.loadChanger().then(() => this.#showIfCurrent(address));
  }

  #showIfCurrent(address: Address): void {
    if (!this.#hasEnded && this.#options.navigation.current === address) this.#show(address);
  }

  #show(address: Address): void {
    this.changed.open(address);
    const { stepIndex, missing } = destinationOf(address, this.#options.lessonId, this.story);
    this.#missing = missing ?? this.#missing;
    // The words for it are loaded with what reads changes.
    if (missing !== null) void this.changed.loadChanger();
    this.playback.showStep(stepIndex);
    this.#writeAddress();
  }

  #writeAddress(): void {
    this.#options.navigation.replace(this.#addressOf(this.stepIndex));
  }

  #addressOf(stepIndex: number): Address {
    const { query } = this.changed;
    return lessonAddress(this.#options.lessonId, this.story.steps[stepIndex]?.id, query);
  }
}
