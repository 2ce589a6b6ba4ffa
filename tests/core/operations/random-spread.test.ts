import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spreadAtRandom } from '#core/operations/random-spread.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';

function spread(count: number, places: number, random: SeededRandom): number[] {
  const counts = Array.from({ length: places }, () => 0);
  spreadAtRandom(count, places, random, (place, many) => {
    counts[place] = counts[place]! + many;
  });
  return counts;
}

test('every thing gets a place', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 400 }), fc.nat(), (count, places, seed) => {
      const counts = spread(count, places, new SeededRandom(seed));
      expect(counts).toHaveLength(places);
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(count);
      expect(counts.every((each) => each >= 0 && Number.isInteger(each))).toBe(true);
    }),
  );
});

describe.each([
  { count: 50, places: 20 },
  { count: 200, places: 20 },
  { count: 20_000, places: 20 },
])('$count things in $places places', ({ count, places }) => {
  const runs = 4000;
  const random = new SeededRandom(3);
  const drawn = Array.from({ length: runs }, () => spread(count, places, random));
  const share = 1 / places;
  const variance = count * share * (1 - share);

  test('are as many in each as a binomial distribution has, first and last alike', () => {
    for (let place = 0; place < places; place++) {
      const counts = drawn.map((each) => each[place]!);
      const mean = counts.reduce((sum, each) => sum + each, 0) / runs;
      expect(Math.abs(mean - count * share)).toBeLessThan(5 * Math.sqrt(variance / runs));
      const squares = counts.reduce((sum, each) => sum + (each - count * share) ** 2, 0);
      // Rounding to whole things adds a twelfth.
      expect(Math.abs(squares / runs / variance - 1)).toBeLessThan(0.15);
    }
  });
});
