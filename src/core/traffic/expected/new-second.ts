/**
 * How often a response is the first of its kind in a second of the clock, so that its Date is new.
 * Only HTTP/2 has fewer bytes for a Date that is the same.
 */

const SECOND_MS = 1000;
const STEPS = 20;

/**
 * `quiet` is the probability that none was sent within so many milliseconds before one. Any time of
 * a second is equally likely.
 */
export function newSecondShare(quiet: (ms: number) => number): number {
  let sum = 0;
  for (let step = 0; step < STEPS; step++) sum += quiet(((step + 0.5) / STEPS) * SECOND_MS);
  return sum / STEPS;
}
