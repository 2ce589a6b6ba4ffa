import { describe, expect, test } from 'vitest';
import { simulateRadio, type RadioSettings } from '#core/operations/radio-tail.ts';

const HOUR_MS = 3_600_000;

const RADIO: RadioSettings = {
  intervalMs: 60_000,
  tailMs: 10_000,
  onMilliwatts: 1000,
  idleMilliwatts: 0,
  observedMs: HOUR_MS,
};

const useOf = (changed: Partial<RadioSettings> = {}) => simulateRadio({ ...RADIO, ...changed });

test('a transfer a minute costs what a published sum says: 600 J per hour', () => {
  const { joules, runs, onShare } = useOf();
  expect(joules).toBeCloseTo(600, 9);
  expect(runs).toHaveLength(60);
  expect(onShare).toBeCloseTo(1 / 6, 9);
});

test.each([1000, 7000, 10_000, 20_000, 45_000, 60_000, 300_000, HOUR_MS])(
  'with a transfer every %i ms, the radio is on for the shorter of interval and tail',
  (intervalMs) => {
    for (const tailMs of [1000, 10_000, 20_000]) {
      const { runs, onMs, joules } = useOf({ intervalMs, tailMs, idleMilliwatts: 15 });
      const count = Math.ceil(HOUR_MS / intervalMs);
      const lastMs = (count - 1) * intervalMs;
      const expected =
        (count - 1) * Math.min(intervalMs, tailMs) + Math.min(tailMs, HOUR_MS - lastMs);
      expect(onMs).toBeCloseTo(expected, 6);
      expect(joules).toBeCloseTo(expected / 1000 + ((HOUR_MS - expected) / 1000) * 0.015, 6);
      expect(runs.every(({ fromMs, toMs }) => fromMs < toMs && toMs <= HOUR_MS)).toBe(true);
    }
  },
);

describe('runs', () => {
  test('that touch are one', () => {
    expect(useOf({ intervalMs: 10_000 }).runs).toEqual([{ fromMs: 0, toMs: HOUR_MS }]);
    expect(useOf({ intervalMs: 9999 }).runs).toHaveLength(1);
    expect(useOf({ intervalMs: 10_001 }).runs.length).toBeGreaterThan(300);
  });

  test('end with the observation', () => {
    const { runs } = useOf({ observedMs: 65_000 });
    expect(runs).toEqual([
      { fromMs: 0, toMs: 10_000 },
      { fromMs: 60_000, toMs: 65_000 },
    ]);
    expect(useOf({ intervalMs: 4000, observedMs: 30_000, tailMs: 5000 }).runs).toEqual([
      { fromMs: 0, toMs: 30_000 },
    ]);
    expect(useOf({ intervalMs: 20_000, observedMs: 30_000, tailMs: 5000 }).runs).toEqual([
      { fromMs: 0, toMs: 5000 },
      { fromMs: 20_000, toMs: 25_000 },
    ]);
  });

  test('without a tail there are none', () => {
    expect(useOf({ tailMs: 0 })).toMatchObject({ runs: [], onMs: 0, joules: 0 });
  });
});

test('numbers beyond the bounds are taken for the nearest', () => {
  expect(useOf({ intervalMs: 0, tailMs: 1e9 }).settings).toMatchObject({
    intervalMs: 1000,
    tailMs: 60_000,
  });
  expect(() => useOf({ intervalMs: NaN })).toThrow(RangeError);
});
