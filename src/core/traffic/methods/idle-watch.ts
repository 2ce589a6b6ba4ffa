/**
 * A connection that stays open for pushes: heartbeats keep it from being idle, and a silence longer
 * than the limit cuts it.
 */

import type { EventQueue } from '#core/simulation/event-queue.ts';

export type IdleWatchOptions = {
  /** 0 for no heartbeats. */
  readonly heartbeatMs: number;
  /** Infinity if nothing cuts idle connections. */
  readonly idleLimitMs: number;
  /** Neither happens from here on. */
  readonly endMs: number;
  readonly beat: () => void;
  readonly cut: () => void;
};

export class IdleWatch {
  readonly #queue: EventQueue;
  readonly #options: IdleWatchOptions;
  /** Counts openings, so that beats and checks of an earlier one do nothing. */
  #opening = 0;
  #isChecking = false;
  #activeMs = 0;

  constructor(queue: EventQueue, options: IdleWatchOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  /** The connection opens, so heartbeats begin. */
  open(): void {
    this.#opening++;
    this.#isChecking = false;
    this.#beatFrom(this.#opening);
  }

  /** Something is sent, in either direction. */
  active(): void {
    this.#activeMs = this.#queue.nowMs;
    if (this.#options.idleLimitMs !== Infinity && !this.#isChecking) this.#check(this.#opening);
  }

  #beatFrom(opening: number): void {
    const { heartbeatMs, endMs, beat } = this.#options;
    if (heartbeatMs <= 0 || this.#queue.nowMs + heartbeatMs >= endMs) return;
    this.#queue.schedule(heartbeatMs, () => {
      if (opening !== this.#opening) return;
      beat();
      this.#beatFrom(opening);
    });
  }

  #check(opening: number): void {
    const { idleLimitMs, endMs, cut } = this.#options;
    const dueMs = this.#activeMs + idleLimitMs;
    this.#isChecking = dueMs < endMs;
    if (!this.#isChecking) return;
    this.#queue.schedule(dueMs - this.#queue.nowMs, () => {
      if (opening !== this.#opening) return;
      if (this.#activeMs + idleLimitMs > this.#queue.nowMs) return this.#check(opening);
      this.#opening++;
      this.#isChecking = false;
      cut();
    });
  }
}
