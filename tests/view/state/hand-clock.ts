import type { FrameClock } from '#view/browser/frame-clock.ts';

/** A clock that tests advance by hand. */
export class HandClock implements FrameClock {
  nowMs = 0;
  #tick: ((nowMs: number) => void) | null = null;
  #timer: { readonly atMs: number; readonly callback: () => void } | null = null;

  /** Whether it ticks with each frame. */
  get isRunning(): boolean {
    return this.#tick !== null;
  }

  /** Whether it waits, without a tick. */
  get isWaiting(): boolean {
    return this.#timer !== null;
  }

  now(): number {
    return this.nowMs;
  }

  start(tick: (nowMs: number) => void): () => void {
    this.#tick = tick;
    return () => (this.#tick = null);
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, callback };
    this.#timer = timer;
    return () => {
      if (this.#timer === timer) this.#timer = null;
    };
  }

  pass(ms: number): void {
    for (let passed = 0; passed < ms; passed += 16) {
      this.nowMs += Math.min(16, ms - passed);
      this.#tick?.(this.nowMs);
      if (this.#timer === null || this.#timer.atMs > this.nowMs) continue;
      const { callback } = this.#timer;
      this.#timer = null;
      callback();
    }
  }
}
