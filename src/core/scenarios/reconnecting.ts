/**
 * When to try again: after a random time at first, then with truncated binary exponential backoff
 * (RFC 6455 §7.2.3).
 */

import { SeededRandom } from '#core/simulation/seeded-random.ts';

/** "a random delay between 0 and 5 seconds is a reasonable initial delay" */
const FIRST_WITHIN_MS = 5_000;

/** The time within which a try falls doubles, up to this. */
const LONGEST_WITHIN_MS = 60_000;

export type Retry = {
  /** The wait is picked at random from 0 up to this: so that not everybody comes back at once. */
  readonly withinMs: number;
  readonly waitMs: number;
};

/** The waits before the first `count` tries, the same for the same seed. */
export function planRetries(seed: number, count: number): Retry[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const withinMs = Math.min(LONGEST_WITHIN_MS, FIRST_WITHIN_MS * 2 ** index);
    return { withinMs, waitMs: Math.round(random.next() * withinMs) };
  });
}
