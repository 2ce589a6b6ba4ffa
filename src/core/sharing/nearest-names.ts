/** Names like one that doesn't exist. */

import { distance } from 'fastest-levenshtein';

/**
 * The names most like `asked`, the nearest first. If one contains the other, they count as twice as
 * near.
 */
export function nearestNames(asked: string, names: readonly string[], count = 5): string[] {
  const wanted = asked.toLowerCase();
  const scored = names.map((name) => {
    const known = name.toLowerCase();
    const isPart = wanted.length > 1 && (known.includes(wanted) || wanted.includes(known));
    const share = distance(wanted, known) / Math.max(known.length, 1);
    return { name, score: isPart ? share / 2 : share };
  });
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, count)
    .map(({ name }) => name);
}
