import { describe, expect, test } from 'vitest';
import { comparePairs, spanAt } from '#core/traffic/results/break-even.ts';
import type { MethodId } from '#core/traffic/methods/method-run.ts';

/** Costs that are a fixed amount and so much per message. */
const line = (fixed: number, perMessage: number) =>
  Array.from({ length: 60 }, (_, index) => 0.01 * 1.15 ** index).map((perSecond) => ({
    perSecond,
    bytesPerSecond: fixed + perMessage * perSecond,
  }));

const ratesOf = (changed: Partial<Record<MethodId, ReturnType<typeof line>>>) => ({
  polling: line(100, 10),
  'long-polling': line(100, 10),
  'event-stream': line(100, 10),
  websocket: line(100, 10),
  ...changed,
});

const readingOf = (rates: ReturnType<typeof ratesOf>) =>
  comparePairs(rates).find(({ reading }) => reading.pair.join() === 'polling,websocket')!;

test('every pair is read once', () => {
  const pairs = comparePairs(ratesOf({})).map(({ reading }) => reading.pair.join());
  expect(new Set(pairs).size).toBe(6);
});

describe('two methods', () => {
  test('of the same cost differ nowhere', () => {
    const { reading, breakEvens } = readingOf(ratesOf({}));
    expect(reading.spans.map(({ cheaper }) => cheaper)).toEqual([null]);
    expect(breakEvens).toEqual([]);
  });

  test('whose costs cross change places there, with the noise around it', () => {
    // 100 + 10 r = 20 + 50 r at r = 2.
    const { reading, breakEvens } = readingOf(ratesOf({ websocket: line(20, 50) }));
    expect(reading.spans.map(({ cheaper }) => cheaper)).toEqual(['websocket', null, 'polling']);
    const [point] = breakEvens;
    expect(point).toMatchObject({ method: 'websocket', than: 'polling' });
    expect(point!.perSecond).toBeCloseTo(2, 1);
    expect(point!.bytesPerSecond).toBeCloseTo(120, 0);
    // 20 + 50 r is 1.01 times 100 + 10 r at r = 81 / 39.9.
    expect(reading.spans[2]!.fromPerSecond).toBeCloseTo(81 / 39.9, 1);
    expect(spanAt(reading, 0.5)?.cheaper).toBe('websocket');
    expect(spanAt(reading, 9)?.cheaper).toBe('polling');
    expect(spanAt(reading, 1e6)).toBeNull();
  });

  test('are read in the other direction, too', () => {
    const { breakEvens } = readingOf(ratesOf({ websocket: line(200, 5) }));
    expect(breakEvens).toMatchObject([{ method: 'polling', than: 'websocket' }]);
  });

  test('that come within a percent and part again have no crossing', () => {
    const near = line(100, 10).map(({ perSecond, bytesPerSecond }) => ({
      perSecond,
      bytesPerSecond: bytesPerSecond * (1.005 + 0.05 * Math.abs(Math.log(perSecond))),
    }));
    const { reading, breakEvens } = readingOf(ratesOf({ websocket: near }));
    expect(reading.spans.map(({ cheaper }) => cheaper)).toEqual(['polling', null, 'polling']);
    expect(breakEvens).toEqual([]);
  });
});
