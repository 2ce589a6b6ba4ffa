import { expect, test } from 'vitest';
import { summarizeDelays } from '#core/traffic/results/delay-summary.ts';
import type { MessageDelivery } from '#core/traffic/methods/method-run.ts';
import type { Direction } from '#core/trace/direction.ts';

const deliveriesOf = (
  delays: readonly number[],
  direction: Direction = 'server-to-client',
): MessageDelivery[] =>
  delays.map((delayMs, index) => ({
    message: { direction, index, madeAtMs: 100 * index, size: 1 },
    deliveredAtMs: 100 * index + delayMs,
  }));

const summaryOf = (...delays: number[]) =>
  summarizeDelays(deliveriesOf(delays), 'server-to-client');

test.each([
  { delays: [7], mean: 7, median: 7, p95: 7, worst: 7 },
  { delays: [9, 1], mean: 5, median: 5, p95: 9, worst: 9 },
  { delays: [100, 1, 2], mean: 103 / 3, median: 2, p95: 100, worst: 100 },
  // Numbers, not text, are sorted.
  { delays: [10, 9, 8, 100], mean: 127 / 4, median: 9.5, p95: 100, worst: 100 },
])('of the delays $delays', ({ delays, mean, median, p95, worst }) => {
  const summary = summaryOf(...delays)!;
  expect(summary.count).toBe(delays.length);
  expect(summary.meanMs).toBeCloseTo(mean);
  expect(summary.medianMs).toBe(median);
  expect(summary.percentile95Ms).toBe(p95);
  expect(summary.worstMs).toBe(worst);
});

test('95 of 100 delays are not above the 95th percentile', () => {
  const summary = summaryOf(...Array.from({ length: 100 }, (_, index) => index + 1))!;
  expect(summary.percentile95Ms).toBe(95);
  expect(summary.quantilesMs).toHaveLength(101);
  expect([0, 50, 100].map((hundredth) => summary.quantilesMs[hundredth])).toEqual([1, 51, 100]);
});

test('a direction without messages has no summary, and each has only its own', () => {
  expect(summaryOf()).toBeNull();
  const both = [...deliveriesOf([5]), ...deliveriesOf([50, 60], 'client-to-server')];
  expect(summarizeDelays(both, 'server-to-client')?.worstMs).toBe(5);
  expect(summarizeDelays(both, 'client-to-server')?.count).toBe(2);
});
