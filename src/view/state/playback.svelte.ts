import { firstReached } from '#core/bytes/bisect.ts';
import type { PlayedTime } from '#core/story/elastic-time.ts';
import type { FrameClock } from '#view/browser/frame-clock.ts';

export type PlaybackOptions = {
  readonly clock: FrameClock;
  /** How fast display time passes; read anew for each frame. */
  readonly speed: () => number;
  /** With reduced motion steps appear as they end up, without travelling. */
  readonly isMotionReduced: () => boolean;
};

/**
 * Where in a story the reader is: a step, and a position in display time. The position alone
 * decides what is drawn, so that going back is as exact as going forward. The clock runs only while
 * something moves.
 */
export class Playback {
  readonly #timeNow: () => PlayedTime;
  readonly #options: PlaybackOptions;
  #stepIndex = $state(0);
  #positionMs = $state(0);
  /** Going on by itself from step to step, until the end or a pause. */
  #isPlaying = $state(false);
  #stopClock: (() => void) | null = null;
  #tickedAtMs = 0;

  /**
   * `time` is asked anew whenever it matters: what is played may change under the reader's hands.
   */
  constructor(time: () => PlayedTime, options: PlaybackOptions, firstStep = 0) {
    this.#timeNow = time;
    this.#options = options;
    this.showStep(firstStep);
  }

  get stepIndex(): number {
    return this.#stepIndex;
  }

  /** Milliseconds of display time since the story began. */
  get positionMs(): number {
    return this.#positionMs;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get isAtEnd(): boolean {
    return this.#positionMs >= this.#time.durationMs;
  }

  /** Shows a step as it is when it has happened. */
  showStep(index: number): void {
    this.#halt();
    this.#stepIndex = Math.min(Math.max(index, 0), this.#lastStep);
    this.#positionMs = this.#endOf(this.#stepIndex);
  }

  /** Lets the next step happen; with reduced motion it has happened at once. */
  stepForward(): void {
    const next = this.#stepIndex + 1;
    if (next > this.#lastStep || this.#options.isMotionReduced()) return this.showStep(next);
    this.#halt();
    this.#stepIndex = next;
    this.#positionMs = this.#time.steps[next]?.startMs ?? 0;
    this.#run(() => this.#endOf(this.#stepIndex));
  }

  stepBack(): void {
    this.showStep(this.#stepIndex - 1);
  }

  /** Plays on from here; from the beginning where the end has been reached. */
  play(): void {
    this.#halt();
    if (this.isAtEnd) this.#moveTo(0);
    this.#isPlaying = true;
    this.#run(() => this.#time.durationMs);
  }

  pause(): void {
    this.#halt();
  }

  toggle(): void {
    if (this.#isPlaying) this.pause();
    else this.play();
  }

  /** Goes to a place in display time, wherever that is between two steps. */
  scrubTo(positionMs: number): void {
    this.#halt();
    this.#moveTo(Math.min(Math.max(positionMs, 0), this.#time.durationMs));
  }

  /**
   * How far a step has come, from 0 before it begins to 1 when it has arrived; with reduced motion
   * one or the other.
   */
  progressOf(index: number): number {
    if (this.#options.isMotionReduced()) return index <= this.#stepIndex ? 1 : 0;
    const time = this.#time.steps[index];
    if (time === undefined || this.#positionMs < time.startMs) return 0;
    const length = time.endMs - time.startMs;
    return length === 0 ? 1 : Math.min(1, (this.#positionMs - time.startMs) / length);
  }

  get #time(): PlayedTime {
    return this.#timeNow();
  }

  get #lastStep(): number {
    return this.#time.steps.length - 1;
  }

  #endOf(index: number): number {
    return this.#time.steps[index]?.endMs ?? 0;
  }

  #run(stopAtMs: () => number): void {
    const { clock, speed } = this.#options;
    this.#tickedAtMs = clock.now();
    let reachedMs = this.#positionMs;
    this.#stopClock = clock.start((nowMs) => {
      const passedMs = (nowMs - this.#tickedAtMs) * speed();
      this.#tickedAtMs = nowMs;
      const end = stopAtMs();
      reachedMs = Math.min(reachedMs + passedMs, end);
      if (this.#isPlaying) this.#moveTo(reachedMs);
      else this.#positionMs = reachedMs;
      if (reachedMs >= end) this.#halt();
    });
  }

  /**
   * The step shown is the last that has begun; with reduced motion it stands there until the next
   * begins.
   */
  #moveTo(positionMs: number): void {
    const stepIndex = Math.max(0, lastBegun(this.#time.steps, positionMs));
    const isStill = this.#isPlaying && this.#options.isMotionReduced();
    this.#stepIndex = stepIndex;
    this.#positionMs = isStill ? this.#endOf(stepIndex) : positionMs;
  }

  #halt(): void {
    this.#stopClock?.();
    this.#stopClock = null;
    this.#isPlaying = false;
  }
}

/** Steps are in the order in which they begin. −1 before the first. */
function lastBegun(steps: PlayedTime['steps'], positionMs: number): number {
  return firstReached(steps.length, (index) => steps[index]!.startMs > positionMs) - 1;
}
