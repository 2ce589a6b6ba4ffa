/** How likely a coincidence is, by bounds that always hold. */

/**
 * A bound of the probability that at least `count` of many events happen, if `expected` of them are
 * expected, and if each has at most its share of that, whatever happened before: the smaller of
 * Markov's and Chernoff's.
 */
export function chanceOfAtLeast(count: number, expected: number): number {
  if (count <= expected) return 1;
  const markov = expected / count;
  const chernoff = Math.exp(count - expected + count * Math.log(expected / count));
  return Math.min(markov, chernoff);
}
