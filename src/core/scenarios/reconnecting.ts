/**
 * When to reconnect: first after a random delay, then with truncated binary exponential backoff
 * (RFC 6455 §7.2.3).
 */

import { SeededRandom } from '#core/simulation/seeded-random.ts';

/** "a random delay between 0 and 5 seconds is a reasonable initial delay" */
const FIRST_MAX_MS = 5_000;

/** The maximum delay doubles with each attempt, up to this. */
const LARGEST_MAX_MS = 60_000;

export type Retry = {
  /** The delay is random between 0 and this, so that clients don't all reconnect together. */
  readonly withinMs: number;
  readonly waitMs: number;
};

/** The delays before the first `count` attempts, the same for the same seed. */
export function planRetries(seed: number, count: number): Retry[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const withinMs = Math.min(LARGEST_MAX_MS, FIRST_MAX_MS * 2 ** index);
    return { withinMs, waitMs: Math.round(random.next() * withinMs) };
  });
}
