import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageArrivals } from '#core/traffic/expected/arrivals.ts';
import { PATTERNS } from '#core/traffic/workload/workload.ts';
import { spreadSchedule } from '#core/traffic/workload/spread-schedule.ts';

const meanOf = (counts: readonly { readonly count: number; readonly share: number }[]) =>
  counts.reduce((sum, { count, share }) => sum + count * share, 0);

const anyArrivals = fc.record({
  pattern: fc.constantFrom(...PATTERNS),
  perSecond: fc.double({ min: 0.002, max: 20, noNaN: true }),
  burstSize: fc.integer({ min: 2, max: 30 }),
  windowMs: fc.double({ min: 0, max: 120_000, noNaN: true }),
});

test('a window has rate times length messages on average, and its shares are one', () => {
  fc.assert(
    fc.property(anyArrivals, ({ pattern, perSecond, burstSize, windowMs }) => {
      const counts = new MessageArrivals(perSecond / 1000, pattern, burstSize).countsIn(windowMs);
      const total = counts.reduce((sum, { share }) => sum + share, 0);
      expect(total).toBeCloseTo(1, 5);
      const mean = (perSecond / 1000) * windowMs;
      expect(Math.abs(meanOf(counts) - mean)).toBeLessThan(0.005 * mean + 1e-5);
    }),
  );
});

test('a window without messages is as probable as no message in it', () => {
  fc.assert(
    fc.property(anyArrivals, ({ pattern, perSecond, burstSize, windowMs }) => {
      const arrivals = new MessageArrivals(perSecond / 1000, pattern, burstSize);
      const none = arrivals.countsIn(windowMs).find(({ count }) => count === 0)?.share ?? 0;
      expect(none).toBeCloseTo(arrivals.quiet(windowMs), 5);
    }),
  );
});

describe.each(PATTERNS)('%s messages, as a schedule has them', (pattern) => {
  const perMs = 0.002;
  const durationMs = 4_000_000;
  const arrivals = new MessageArrivals(perMs, pattern, 5);
  const { messages } = spreadSchedule({
    counts: { 'server-to-client': perMs * durationMs, 'client-to-server': 0 },
    messageSize: 1,
    durationMs,
    pattern,
    burstSize: 5,
    seed: 11,
  });
  const times = messages.map(({ madeAtMs }) => madeAtMs);

  test.each([7, 33, 300, 1700])('are quiet for %i ms as often', (windowMs) => {
    let quiet = 0;
    const windows = 20_000;
    let next = 0;
    for (let window = 0; window < windows; window++) {
      const from = (window / windows) * (durationMs - 5000);
      while (next < times.length && times[next]! < from) next++;
      if (times[next]! >= from + windowMs) quiet++;
    }
    expect(Math.abs(quiet / windows - arrivals.quiet(windowMs))).toBeLessThan(0.02);
  });

  test.each([
    [0, 10],
    [0, 45],
    [70, 95],
    [300, 800],
  ])('are followed by none between %i and %i ms as often', (fromMs, toMs) => {
    let quiet = 0;
    times.forEach((time, index) => {
      let next = index + 1;
      while (next < times.length && times[next]! <= time + fromMs) next++;
      if (next === times.length || times[next]! > time + toMs) quiet++;
    });
    expect(Math.abs(quiet / times.length - arrivals.quietAfter(fromMs, toMs))).toBeLessThan(0.03);
  });
});
