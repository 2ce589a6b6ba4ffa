import { begunStop, everyStep, stopTime, type PlayedStop } from '#core/story/played-stops.ts';
import { stopAt } from '#core/story/stops.ts';
import type { PlayedTime } from '#core/story/elastic-time.ts';
import type { FrameClock } from '#view/browser/frame-clock.ts';
import {
  begunAt,
  settledAt,
  spotAfter,
  spotBefore,
  spotIn,
  type Place,
  type PlayedPlaces,
  type Spot,
} from './playback-spots.ts';

export type PlaybackOptions = {
  readonly clock: FrameClock;
  /** How fast display time passes; read again for each frame. It doesn't change reading times. */
  readonly speed: () => number;
  /** With reduced motion each stop appears as it ends, and nothing travels. */
  readonly isMotionReduced: () => boolean;
  /** In order; absent if every step is a stop. */
  readonly stops?: () => readonly PlayedStop[];
  /** Whether there is a place before the first step. */
  readonly hasOpening?: boolean;
  /** Whether there is a place after the last step. */
  readonly hasEnding?: boolean;
  /**
   * How long playing on stays at a stop, in milliseconds. If absent it doesn't stay, but with
   * reduced motion it takes the time that the stop would have travelled.
   */
  readonly holdMs?: (stopIndex: number) => number;
  /** Whether playing on waits for an answer before it goes to a stop. */
  readonly asksBefore?: (stopIndex: number) => boolean;
  /** Called when another step or place is shown, by the reader or by the clock. */
  readonly onstep?: (stepIndex: number) => void;
};

/**
 * Where in a story the reader is: a place, a step, and a position in display time. Only the
 * position decides what is drawn, so that going back is as exact as going forward. The clock ticks
 * only while something moves; reading time is one timer.
 */
export class Playback {
  readonly #options: PlaybackOptions;
  readonly #timeNow: () => PlayedTime;
  // Three values, because what depends on the step isn't concerned by each frame of a flight.
  #place = $state<Place>('step');
  #stepIndex = $state(0);
  #positionMs = $state(0);
  #isPlaying = $state(false);
  #isAsking = $state(false);
  #stopClock: (() => void) | null = null;

  /** `time` is a function because the reader can change the story that is played. */
  constructor(time: () => PlayedTime, options: PlaybackOptions, firstStep = 0) {
    this.#timeNow = time;
    this.#options = options;
    this.#set(settledAt(this.#places, 'step', stopAt(this.stops, firstStep)));
  }

  get place(): Place {
    return this.#place;
  }

  /** The step at the position. Before the first step it is the first, after the last the last. */
  get stepIndex(): number {
    return this.#stepIndex;
  }

  /** Milliseconds of display time since the story began. */
  get positionMs(): number {
    return this.#positionMs;
  }

  get stops(): readonly PlayedStop[] {
    return this.#places.stops;
  }

  get stopIndex(): number {
    return stopAt(this.stops, this.stepIndex);
  }

  /** Whether it goes on from stop to stop by itself, until the end or a pause. */
  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** Whether playing on waits for an answer. */
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** Whether nothing is left to play. */
  get isAtEnd(): boolean {
    return (
      this.#isArrived && this.#next.place === this.place && this.#next.stepIndex === this.stepIndex
    );
  }

  /** Whether nothing comes before. */
  get isAtBeginning(): boolean {
    return this.place === 'opening' || (!this.#places.hasOpening && this.stopIndex === 0);
  }

  /** Shows the stop with a step after it has happened. */
  showStep(index: number): void {
    this.showStop(stopAt(this.stops, Math.max(0, index)));
  }

  showStop(index: number): void {
    this.#show(settledAt(this.#places, 'step', index));
  }

  /** Shows what comes before the first step or after the last; the nearest stop if nothing does. */
  showPlace(place: Exclude<Place, 'step'>): void {
    this.#show(settledAt(this.#places, place));
  }

  /** Shows the next stop or place as it ends. */
  forward(): void {
    this.#show(this.#next);
  }

  /** Shows the previous stop or place as it ends. */
  back(): void {
    this.#show(spotBefore(this.#places, this.place, this.stopIndex));
  }

  /**
   * Plays the next stop, then stays there. A flight that was paused is finished first. With reduced
   * motion it shows the end of it directly.
   */
  playStep(): void {
    const isUnderway = this.#stopClock !== null || this.#isAsking;
    this.#halt();
    if (isUnderway || this.#isArrived) this.#enterNext();
    if (!this.#isArrived) this.#fly();
  }

  /** Plays on from here, or from the beginning if the end has been reached. */
  playOn(): void {
    this.#halt();
    this.#isPlaying = true;
    if (this.isAtEnd) {
      this.#put(this.#places.hasOpening ? settledAt(this.#places, 'opening') : this.#entry(0));
      this.#goOn();
    } else if (this.#isArrived) this.#moveOn();
    else this.#fly();
  }

  pause(): void {
    this.#halt();
  }

  toggle(): void {
    if (this.#isPlaying) this.pause();
    else this.playOn();
  }

  /** Goes on after the question that playing on waits for. */
  resume(): void {
    if (!this.#isAsking) return;
    this.#isAsking = false;
    this.#enterNext();
    this.#goOn();
  }

  /** Goes to a position in display time, which can be between two stops. */
  scrubTo(positionMs: number): void {
    const { time, stops } = this.#places;
    const position = Math.min(Math.max(positionMs, 0), time.durationMs);
    this.scrubIn(begunStop(time, stops, position), position);
  }

  /** Goes to a position at a stop, which others may overlap. */
  scrubIn(stopIndex: number, positionMs: number): void {
    this.#show(spotIn(this.#places, stopIndex, positionMs));
  }

  /** How far a step is, from 0 before it begins to 1 after it has ended. */
  progressOf(index: number): number {
    if (this.place === 'opening') return 0;
    const time = this.#places.time.steps[index];
    if (time === undefined || this.positionMs < time.startMs) return 0;
    const length = time.endMs - time.startMs;
    return length === 0 ? 1 : Math.min(1, (this.positionMs - time.startMs) / length);
  }

  get #places(): PlayedPlaces {
    const { stops, hasOpening = false, hasEnding = false } = this.#options;
    const time = this.#timeNow();
    return { time, stops: stops?.() ?? everyStep(time.steps.length), hasOpening, hasEnding };
  }

  get #next(): Spot {
    return spotAfter(this.#places, this.place, this.stopIndex);
  }

  /** Whether everything of the place has happened. */
  get #isArrived(): boolean {
    return this.place !== 'step' || this.positionMs >= this.#endMs;
  }

  get #endMs(): number {
    return settledAt(this.#places, 'step', this.stopIndex).positionMs;
  }

  get #nextStop(): number {
    return this.place === 'opening' ? 0 : this.stopIndex + 1;
  }

  /** Where playing enters a stop: as it begins, or with reduced motion as it ends. */
  #entry(stopIndex: number): Spot {
    return this.#options.isMotionReduced()
      ? settledAt(this.#places, 'step', stopIndex)
      : begunAt(this.#places, stopIndex);
  }

  #enterNext(): void {
    const isStop = this.place !== 'ending' && this.#nextStop < this.stops.length;
    this.#put(isStop ? this.#entry(this.#nextStop) : this.#next);
  }

  /**
   * Finishes the stop, lets the reader read it, then goes to the next one. `sinceMs` is when the
   * clock reached the position, which is before now if a stop ended between two ticks.
   */
  #goOn(sinceMs = this.#options.clock.now()): void {
    if (!this.#isArrived) this.#fly(sinceMs);
    else if (this.place === 'opening') this.#moveOn();
    else if (this.isAtEnd) this.#halt();
    else this.#hold(sinceMs);
  }

  #hold(sinceMs: number): void {
    const { holdMs, isMotionReduced, clock, speed } = this.#options;
    if (holdMs === undefined && !isMotionReduced()) return this.#moveOn(sinceMs);
    const stop = this.stops[this.stopIndex];
    const { startMs, endMs } = stop ? stopTime(this.#places.time, stop) : { startMs: 0, endMs: 0 };
    const delayMs = holdMs?.(this.stopIndex) ?? (endMs - startMs) / speed();
    this.#stopClock = clock.after(delayMs, () => this.#moveOn());
  }

  #moveOn(sinceMs?: number): void {
    this.#stopClock = null;
    const isStop = this.#nextStop < this.stops.length;
    if (isStop && this.#options.asksBefore?.(this.#nextStop)) {
      this.#isAsking = true;
    } else {
      this.#enterNext();
      this.#goOn(sinceMs);
    }
  }

  /** Moves to the end of the stop. */
  #fly(sinceMs = this.#options.clock.now()): void {
    const { clock, speed, isMotionReduced } = this.#options;
    if (isMotionReduced()) return this.#land();
    const startedAtMs = clock.now();
    let tickedAtMs = sinceMs;
    let reachedMs = this.positionMs;
    const tick = (nowMs: number) => {
      reachedMs += (nowMs - tickedAtMs) * speed();
      tickedAtMs = nowMs;
      const lateMs = (reachedMs - this.#endMs) / speed();
      if (lateMs >= 0) this.#land(nowMs - lateMs);
      else this.#put(spotIn(this.#places, this.stopIndex, reachedMs));
    };
    this.#stopClock = clock.start(tick);
    if (sinceMs < startedAtMs) tick(startedAtMs);
  }

  #land(landedAtMs?: number): void {
    this.#stopClock?.();
    this.#stopClock = null;
    this.#put(settledAt(this.#places, 'step', this.stopIndex));
    if (this.#isPlaying) this.#goOn(landedAtMs);
  }

  #show(spot: Spot): void {
    this.#halt();
    this.#put(spot);
  }

  #put(spot: Spot): void {
    const isOther = spot.stepIndex !== this.stepIndex || spot.place !== this.place;
    this.#set(spot);
    if (isOther) this.#options.onstep?.(spot.stepIndex);
  }

  #set({ place, stepIndex, positionMs }: Spot): void {
    this.#place = place;
    this.#stepIndex = stepIndex;
    this.#positionMs = positionMs;
  }

  #halt(): void {
    this.#stopClock?.();
    this.#stopClock = null;
    this.#isPlaying = false;
    this.#isAsking = false;
  }
}
