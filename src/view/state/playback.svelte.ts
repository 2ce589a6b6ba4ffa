import type { ElasticTime } from '#core/story/elastic-time.ts';
import type { FrameClock } from '#view/browser/frame-clock.ts';

export type PlaybackOptions = {
  readonly clock: FrameClock;
  /** How fast display time passes; read anew for each frame. */
  readonly speed: () => number;
  /** With reduced motion steps appear as they end up, without travelling. */
  readonly isMotionReduced: () => boolean;
};

/**
 * Where in a story the reader is: a step, and a position in display time. The position alone decides what is
 * drawn, so that going back is as exact as going forward. The clock runs only while something moves.
 */
export class Playback {
  readonly #time: ElasticTime;
  readonly #options: PlaybackOptions;
  #stepIndex = $state(0);
  #positionMs = $state(0);
  /** Going on by itself from step to step, until the end or a pause. */
  #isPlaying = $state(false);
  #stopClock: (() => void) | null = null;
  #tickedAtMs = 0;

  constructor(time: ElasticTime, options: PlaybackOptions, firstStep = 0) {
    this.#time = time;
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
    if (this.isAtEnd) this.#positionMs = 0;
    this.#halt();
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

  /** How far a step has come, from 0 before it begins to 1 when it has arrived. */
  progressOf(index: number): number {
    const time = this.#time.steps[index];
    if (time === undefined || this.#positionMs < time.startMs) return 0;
    const length = time.endMs - time.startMs;
    return length === 0 ? 1 : Math.min(1, (this.#positionMs - time.startMs) / length);
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
    this.#stopClock = clock.start((nowMs) => {
      const passedMs = (nowMs - this.#tickedAtMs) * speed();
      this.#tickedAtMs = nowMs;
      const end = stopAtMs();
      const reached = Math.min(this.#positionMs + passedMs, end);
      if (this.#isPlaying) this.#moveTo(reached);
      else this.#positionMs = reached;
      if (reached >= end) this.#halt();
    });
  }

  /** The step shown is the last that has begun. */
  #moveTo(positionMs: number): void {
    this.#positionMs = positionMs;
    const begun = this.#time.steps.findLastIndex(({ startMs }) => startMs <= positionMs);
    this.#stepIndex = Math.max(0, begun);
  }

  #halt(): void {
    this.#stopClock?.();
    this.#stopClock = null;
    this.#isPlaying = false;
  }
}
