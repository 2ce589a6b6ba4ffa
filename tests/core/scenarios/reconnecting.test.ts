import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planRetries } from '#core/scenarios/reconnecting.ts';

test('the time within which a try falls doubles, up to a minute', () => {
  expect(planRetries(1, 6).map(({ withinMs }) => withinMs)).toEqual([
    5_000, 10_000, 20_000, 40_000, 60_000, 60_000,
  ]);
});

test('a wait falls within its bound, and the same seed makes the same plan', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(20), (seed, count) => {
      const plan = planRetries(seed, count);
      expect(plan).toEqual(planRetries(seed, count));
      for (const { waitMs, withinMs } of plan) {
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(withinMs);
      }
    }),
    { seed: 3 },
  );
});

test('two pages come back at different moments', () => {
  expect(planRetries(1, 3)).not.toEqual(planRetries(2, 3));
});
