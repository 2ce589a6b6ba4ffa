import { firstReached } from '#core/bytes/bisect.ts';
import type { PlayedTime } from '#core/story/elastic-time.ts';
import type { FrameClock } from '#view/browser/frame-clock.ts';

export type PlaybackOptions = {
  readonly clock: FrameClock;
  /** How fast display time passes; read again for each frame. */
  readonly speed: () => number;
  /** With reduced motion each step appears as it ends, and nothing travels. */
  readonly isMotionReduced: () => boolean;
  /** Called when another step is shown, by the reader or by the clock. */
  readonly onstep?: (stepIndex: number) => void;
};

/**
 * Where in a story the reader is: a step, and a position in display time. Only the position decides
 * what is drawn, so that going back is as exact as going forward. The clock runs only while
 * something moves.
 */
export class Playback {
  readonly #timeNow: () => PlayedTime;
  readonly #options: PlaybackOptions;
  #stepIndex = $state(0);
  #positionMs = $state(0);
  /** Continues from step to step by itself, until the end or a pause. */
  #isPlaying = $state(false);
  #stopClock: (() => void) | null = null;
  #tickedAtMs = 0;

  /** `time` is a function because the reader can change the story that is played. */
  constructor(time: () => PlayedTime, options: PlaybackOptions, firstStep = 0) {
    this.#timeNow = time;
    this.#options = options;
    this.#stepIndex = this.#clamp(firstStep);
    this.#positionMs = this.#endOf(this.#stepIndex);
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

  /** Shows a step after it has happened. */
  showStep(index: number): void {
    this.#halt();
    const step = this.#clamp(index);
    this.#place(step, this.#endOf(step));
  }

  /** Plays the next step. With reduced motion it shows the end of it directly. */
  stepForward(): void {
    const next = this.#stepIndex + 1;
    if (next > this.#lastStep || this.#options.isMotionReduced()) return this.showStep(next);
    this.#halt();
    this.#place(next, this.#time.steps[next]?.startMs ?? 0);
    this.#run(() => this.#endOf(this.#stepIndex));
  }

  stepBack(): void {
    this.showStep(this.#stepIndex - 1);
  }

  /** Plays from here, or from the beginning if the end has been reached. */
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

  /** Goes to a position in display time, which can be between two steps. */
  scrubTo(positionMs: number): void {
    this.#halt();
    this.#moveTo(Math.min(Math.max(positionMs, 0), this.#time.durationMs));
  }

  /** How far a step is, from 0 before it begins to 1 after it has ended. Reduced: only 0 or 1. */
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

  #clamp(index: number): number {
    return Math.max(0, Math.min(index, this.#lastStep));
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

  /** Shows the last step that has begun; with reduced motion its end, until the next begins. */
  #moveTo(positionMs: number): void {
    const stepIndex = Math.max(0, lastBegun(this.#time.steps, positionMs));
    const isStill = this.#isPlaying && this.#options.isMotionReduced();
    this.#place(stepIndex, isStill ? this.#endOf(stepIndex) : positionMs);
  }

  #place(stepIndex: number, positionMs: number): void {
    const isOther = stepIndex !== this.#stepIndex;
    this.#stepIndex = stepIndex;
    this.#positionMs = positionMs;
    if (isOther) this.#options.onstep?.(stepIndex);
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
