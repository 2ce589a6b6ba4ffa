/**
 * Plays one lesson: its story with the reader's changes, the stop that is shown, and the address
 * that leads back to it. The address follows the stop. The stop follows the address only after
 * Back, Forward or a link.
 */

import type { Address } from '#core/sharing/address.ts';
import type { LearnLink } from '#core/sharing/learn-link.ts';
import {
  asksForUnknownDepth,
  destinationOf,
  embeddedAddress,
  hasChanges,
  isEmbedded,
  lessonAddress,
  VIRTUAL_NAMES,
  withoutDepth,
  type LessonPlace,
  type MissingPlace,
} from '#core/sharing/lesson-address.ts';
import { stretchTime, type ElasticTime } from '#core/story/elastic-time.ts';
import { keptStep } from '#core/story/kept-step.ts';
import { statesAt } from '#core/story/states-at.ts';
import type { Depth } from '#core/story/depth.ts';
import { stopAt, type Stop } from '#core/story/stops.ts';
import type { BothStates, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { watchPageVisibility } from '#view/browser/page-visibility.ts';
import { ChangedStory, type PlayableStory, type StoryChanger } from './changed-story.svelte.ts';
import { LessonStops } from './lesson-stops.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import { Playback, type PlaybackOptions } from './playback.svelte.ts';
import type { Place } from './playback-spots.ts';
import { executeCommand, type PlayerCommand } from './player-command.ts';
import type { Preferences } from './preferences.svelte.ts';
import { readingMs } from './reading-time.ts';

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
  /** Whether there is a place before the first step: why this is told at all. */
  readonly hasOpening?: boolean;
  /** Whether there is a place after the last step: what was learned. */
  readonly hasEnding?: boolean;
  /** How many words a reader has to read at a stop. */
  readonly wordsOf?: (stop: Stop) => number;
  /** Whether a question about a step is open before it. */
  readonly questionBefore?: (stepIndex: number) => boolean;
};

export class LessonPlayer<Changer extends StoryChanger = StoryChanger> {
  readonly changed: ChangedStory<Changer>;
  readonly playback: Playback;
  readonly #options: LessonPlayerOptions<Changer>;
  readonly #stops: LessonStops;
  #missing: MissingPlace | null;
  #helpRequests = $state(0);
  /** Connected to the address bar. */
  #isConnected = false;

  readonly #time = $derived.by(() => stretchTime(this.story));

  constructor(options: LessonPlayerOptions<Changer>) {
    const { playable, address, preferences, loadChanger, changer } = options;
    this.#options = options;
    this.changed = new ChangedStory(playable, address, loadChanger, changer);
    this.#stops = new LessonStops(() => this.story, preferences);
    this.#missing = $state.raw(null);
    this.playback = new Playback(() => this.#time, {
      ...options,
      stops: () => this.stops,
      speed: () => preferences.speed,
      holdMs: (stopIndex) => this.#holdMs(stopIndex),
      asksBefore: (stopIndex) => this.#asksBefore(stopIndex),
      onstep: () => this.#isConnected && this.#writeAddress(),
    });
    this.#missing = this.#go(address);
  }

  get story(): Story {
    return this.changed.story;
  }

  get time(): ElasticTime {
    return this.#time;
  }

  /** Before the first step, at one, or after the last. */
  get place(): Place {
    return this.playback.place;
  }

  /** The step at the position; at a fold the last one that has begun. */
  get stepIndex(): number {
    return this.playback.stepIndex;
  }

  /** Undefined in a story without steps. */
  get step(): Step | undefined {
    return this.story.steps[this.stepIndex];
  }

  /** Where it stops at this depth: at steps, and at folds of them. */
  get stops(): readonly Stop[] {
    return this.#stops.current;
  }

  get stopIndex(): number {
    return this.playback.stopIndex;
  }

  /** Undefined in a story without steps. */
  get stop(): Stop | undefined {
    return this.stops[this.stopIndex];
  }

  get depth(): Depth {
    return this.#stops.depth;
  }

  /** Shows another depth at the nearest stop, in the address as well. The reader prefers it now. */
  set depth(depth: Depth) {
    this.#stops.depth = depth;
    // An unknown depth of a link is explained until the reader chooses one.
    if (asksForUnknownDepth(this.changed.query))
      this.changed.query = withoutDepth(this.changed.query);
    this.#settle();
  }

  /** Ids of the folds that are open at the depth of bytes. */
  get unfolded(): ReadonlySet<string> {
    return this.#stops.unfolded;
  }

  /** Both endpoints' states at the position that is drawn. */
  get states(): BothStates | undefined {
    return this.place === 'opening'
      ? this.story.start
      : statesAt(this.story, this.#time, this.playback.positionMs);
  }

  /** Whether another page shows the lesson in a frame. */
  get isEmbedded(): boolean {
    return isEmbedded({ query: this.changed.query });
  }

  /** Whether playing on waits until the question before the next step is answered or skipped. */
  get isAsking(): boolean {
    return this.playback.isAsking;
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
    const { changer, address } = this.changed;
    this.#isConnected = true;
    // The address may have got its changes after the loader decided what to load.
    if (changer === null && hasChanges(address)) this.#arrive(this.#options.navigation.current);
    else this.#writeAddress();
    const stopListening = this.#options.navigation.onArrival((arrived) => this.#arrive(arrived));
    const stopWatching = watchPageVisibility((isVisible) => isVisible || this.playback.pause());
    return () => {
      this.#isConnected = false;
      stopListening();
      stopWatching();
      this.playback.pause();
    };
  }

  execute(command: PlayerCommand): void {
    this.#missing = null;
    const { stops } = this;
    // A chapter whose steps are all in a fold, or at no stop, begins where another one does.
    const firstSteps = this.story.chapters.map(
      ({ firstStep }) => stops[stopAt(stops, firstStep)]?.firstStep ?? 0,
    );
    executeCommand(command, this.playback, this.#options.preferences, firstSteps);
    if (command === 'help') this.#helpRequests++;
  }

  /** Unlike a step, a chapter adds to the history. */
  enterChapter(firstStep: number): void {
    this.#missing = null;
    this.#options.navigation.go(this.#addressOf(stopAt(this.stops, firstStep), 'step'));
    this.playback.showStep(firstStep);
  }

  /** Makes each step of a fold a stop. The reader stays where they are. */
  unfold(foldId: string): void {
    this.#stops.set(foldId, true);
    this.#settle();
  }

  /** Makes the steps of a fold one stop. A reader who is at one of them is at the fold then. */
  fold(foldId: string): void {
    this.#stops.set(foldId, false);
    this.#settle();
  }

  /** The question that playing on waits for was answered or skipped. */
  answer(): void {
    this.playback.resume();
  }

  skip(): void {
    this.playback.resume();
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
    if (!this.#isConnected) return;
    const before = this.story.steps;
    const next = { ...changer.read(this.changed.query, scenario), ...wanted };
    const plain = lessonAddress(lessonId, undefined, changer.write(next, scenario));
    this.changed.query = (this.isEmbedded ? embeddedAddress(plain) : plain).query;
    const kept = keptStep(before, this.stepIndex, this.story.steps);
    const changed = this.#addressOf(stopAt(this.stops, kept));
    // Back undoes tampering. The many changes of a moving slider are one entry.
    if (wanted.tampering) navigation.go(changed);
    else navigation.replace(changed);
    this.#settle(kept);
  }

  /**
   * The story of an open connection has become longer. Whoever was at its last step sees the new
   * last one.
   *
   * @param before its number of steps
   */
  follow(before: number): void {
    const wasAtEnd = this.place === 'step' && this.stepIndex >= before - 1;
    if (wasAtEnd) this.#settle(this.story.steps.length - 1);
  }

  #arrive(address: Address): void {
    if (!this.#options.isAt(address)) return;
    if (!hasChanges(address) || this.changed.changer !== null) this.#show(address);
    else void this.changed.loadChanger().then(() => this.#showIfCurrent(address));
  }

  #showIfCurrent(address: Address): void {
    if (this.#isConnected && this.#options.navigation.current === address) this.#show(address);
  }

  #show(address: Address): void {
    this.changed.open(address);
    const missing = this.#go(address);
    this.#missing = missing ?? this.#missing;
    // The words for it are loaded with what reads changes.
    if (missing !== null) void this.changed.loadChanger();
    this.#writeAddress();
  }
  /** Shows where an address leads. Returns what it names that doesn't exist. */
  #go(address: Address): MissingPlace | null {
    const { lessonId, hasOpening = false, hasEnding = false } = this.#options;
    this.#stops.open(address.query);
    const lesson = { id: lessonId, hasOpening, hasEnding };
    const { place, missing } = destinationOf(address, lesson, this.story);
    this.#enter(place);
    return missing;
  }

  #enter(place: LessonPlace): void {
    switch (place.kind) {
      case 'step':
        this.#stops.showStep(place.stepIndex);
        return this.playback.showStep(place.stepIndex);
      case 'fold':
        this.#stops.showFold(place.fold);
        return this.playback.showStep(place.fold.endStep - 1);
      case 'first':
        return this.playback.showStop(0);
      case 'opening':
      case 'ending':
        return this.playback.showPlace(place.kind);
    }
  }

  /** Shows the same place after its stops have become others. */
  #settle(stepIndex = this.stepIndex): void {
    if (this.place === 'step') this.playback.showStep(stepIndex);
    else this.playback.showPlace(this.place);
    this.#writeAddress();
  }

  #holdMs(stopIndex: number): number {
    const stop = this.stops[stopIndex];
    return readingMs(stop === undefined ? 0 : (this.#options.wordsOf?.(stop) ?? 0));
  }

  #asksBefore(stopIndex: number): boolean {
    const stop = this.stops[stopIndex];
    const { preferences, questionBefore } = this.#options;
    if (stop === undefined || !preferences.asksFirst) return false;
    return questionBefore?.(stop.firstStep) ?? false;
  }

  #writeAddress(): void {
    this.#options.navigation.replace(this.#addressOf(this.stopIndex));
  }

  /** The address of a stop, or of the place that is shown if that isn't a stop. */
  #addressOf(stopIndex: number, place = this.place): Address {
    const stop = this.stops[stopIndex];
    const name = stop?.fold?.name ?? this.story.steps[stop?.firstStep ?? 0]?.id;
    return lessonAddress(
      this.#options.lessonId,
      place === 'step' ? name : VIRTUAL_NAMES[place],
      this.#stops.writeTo(this.changed.query),
    );
  }
}
