import type { FrameClock } from '#view/browser/frame-clock.ts';

/** A clock that tests advance by hand. */
export class HandClock implements FrameClock {
  nowMs = 0;
  #tick: ((nowMs: number) => void) | null = null;

  get isRunning(): boolean {
    return this.#tick !== null;
  }

  now(): number {
    return this.nowMs;
  }

  start(tick: (nowMs: number) => void): () => void {
    this.#tick = tick;
    return () => (this.#tick = null);
  }

  pass(ms: number): void {
    for (let passed = 0; passed < ms; passed += 16) {
      this.nowMs += Math.min(16, ms - passed);
      this.#tick?.(this.nowMs);
    }
  }
}
