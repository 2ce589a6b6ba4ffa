import { describe, expect, test } from 'vitest';
import { SeededRandom } from '#core/simulation/seeded-random.ts';

/** As it is usually written in JavaScript. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const take = <Value>(count: number, next: () => Value) => Array.from({ length: count }, next);

test.each([0, 1, 101, 0x5bd1_e995, -1, 0xffff_ffff])(
  'seed %d gives what mulberry32 gives',
  (seed) => {
    const random = new SeededRandom(seed);
    expect(take(100, () => random.next())).toEqual(take(100, mulberry32(seed)));
  },
);

describe('bytes', () => {
  test('are as many as were asked for, and the same for the same seed', () => {
    expect(new SeededRandom(7).nextBytes(16)).toHaveLength(16);
    expect(new SeededRandom(7).nextBytes(16)).toEqual(new SeededRandom(7).nextBytes(16));
    expect(new SeededRandom(8).nextBytes(16)).not.toEqual(new SeededRandom(7).nextBytes(16));
  });

  test('have every value', () => {
    expect(new Set(new SeededRandom(1).nextBytes(10_000)).size).toBe(256);
  });
});

describe('waiting times', () => {
  const random = new SeededRandom(1);
  const times = take(100_000, () => random.nextExponential(50));

  test('have the mean that was asked for', () => {
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    expect(Math.abs(mean / 50 - 1)).toBeLessThan(0.02);
  });

  test('are longer than their mean once in e times', () => {
    const longer = times.filter((time) => time > 50).length / times.length;
    expect(Math.abs(longer / Math.exp(-1) - 1)).toBeLessThan(0.02);
    expect(times.every((time) => time >= 0)).toBe(true);
  });
});
