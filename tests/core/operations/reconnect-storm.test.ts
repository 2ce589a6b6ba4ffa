import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BACKOFF_KINDS,
  distinctWaits,
  expectedFirstAttempts,
  waitRange,
  type Backoff,
} from '#core/operations/backoff.ts';
import {
  compareBackoffs,
  leastRecoveryMs,
  simulateStorm,
  SLOT_MS,
  STORM_BOUNDS,
  STORM_OBSERVED_MS,
  type StormSettings,
} from '#core/operations/reconnect-storm.ts';
import { expectWithin } from './expect-within.ts';

const STORM: StormSettings = {
  clients: 10_000,
  acceptedPerSecond: 500,
  noticeMs: 0,
  kind: 'full-jitter',
  baseMs: 1000,
  capMs: 30_000,
  seed: 9,
};

const hostile = { min: -1e9, max: 1e9, noNaN: true };
const anyStorm: fc.Arbitrary<StormSettings> = fc.record({
  clients: fc.oneof(fc.nat(3000), fc.constantFrom(0, 1, 2, -5)),
  acceptedPerSecond: fc.oneof(fc.integer({ min: 20, max: 5000 }), fc.constantFrom(1, 1e9)),
  noticeMs: fc.oneof(fc.nat(2000), fc.double({ ...hostile, max: 5000 })),
  kind: fc.constantFrom(...BACKOFF_KINDS),
  baseMs: fc.oneof(fc.integer({ min: 100, max: 5000 }), fc.double(hostile)),
  capMs: fc.oneof(fc.integer({ min: 100, max: 60_000 }), fc.double(hostile)),
  seed: fc.nat(),
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('waits', () => {
  const base = { baseMs: 1000, capMs: 10_000 };
  test.each<[Backoff['kind'], [number, number][]]>([
    ['fixed', [[1000, 1000]]],
    ['exponential', [1, 2, 4, 8, 10].map((s) => [s * 1000, s * 1000])],
    ['equal-jitter', [1, 2, 4, 8, 10].map((s) => [s * 500, s * 1000])],
    ['full-jitter', [1, 2, 4, 8, 10].map((s) => [0, s * 1000])],
    ['rfc', [5, 10].map((s) => [0, s * 1000])],
  ])('%s: %j', (kind, expected) => {
    const waits = distinctWaits({ kind, ...base });
    expect(waits.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual(expected);
    // Attempts after these wait as long.
    for (const attempt of [waits.length, 50, 5000]) {
      expect(waitRange({ kind, ...base }, attempt)).toEqual(waits.at(-1));
    }
  });

  test('are never shorter than the base for want of a cap', () => {
    expect(waitRange({ kind: 'exponential', baseMs: 1000, capMs: 10 }, 3).toMs).toBe(1000);
    expect(waitRange({ kind: 'rfc', baseMs: 100, capMs: 10 }, 3).toMs).toBe(5000);
  });
});

describe('the first attempts', () => {
  /** All are accepted, so each client makes one attempt. */
  const calm = { ...STORM, clients: 100_000, acceptedPerSecond: 100_000 };

  test.each(
    BACKOFF_KINDS.flatMap((kind) =>
      [0, 400, 3000].map((noticeMs): [Backoff['kind'], number] => [kind, noticeMs]),
    ),
  )('%s, noticed within %i ms, come as the closed form expects', (kind, noticeMs) => {
    const settings = { ...calm, kind, noticeMs };
    const storm = simulateStorm(settings);
    expect(storm.attempts).toBe(calm.clients);
    const binMs = 250;
    const bins = 40;
    const expected = expectedFirstAttempts(settings, settings, binMs, bins);
    expect(sum(expected)).toBeCloseTo(calm.clients, 6);
    const perBin = binMs / SLOT_MS;
    for (const [bin, mean] of expected.entries()) {
      const attempts = sum(storm.attemptsPerSlot.slice(bin * perBin, (bin + 1) * perBin));
      expect(Math.abs(attempts - mean)).toBeLessThan(5 * Math.sqrt(mean) + 1e-6);
    }
  });

  test('of the RFC are a fifth of all per second', () => {
    const expected = expectedFirstAttempts({ ...STORM, kind: 'rfc' }, STORM, 1000, 6);
    expect(expected).toEqual([2000, 2000, 2000, 2000, 2000, 0].map((n) => expect.closeTo(n, 6)));
  });
});

test.each([
  { clients: 10_000, acceptedPerSecond: 500, baseMs: 1000 },
  { clients: 7, acceptedPerSecond: 3, baseMs: 2000 },
  { clients: 1001, acceptedPerSecond: 1000, baseMs: 5000 },
])('at a fixed wait, all that are left ask each time: %o', (changed) => {
  const { clients, acceptedPerSecond: capacity, baseMs } = changed;
  const storm = simulateStorm({ ...STORM, ...changed, kind: 'fixed' });
  const rounds = Math.ceil(clients / capacity);
  expect(storm.attempts).toBe(rounds * clients - (capacity * rounds * (rounds - 1)) / 2);
  expect(storm.recoveredAtMs).toBe(baseMs + (rounds - 1) * (baseMs + SLOT_MS));
  expect(storm.worst).toEqual({
    atMs: Math.floor(baseMs / 1000) * 1000,
    attempts: clients,
    accepted: Math.min(clients, capacity),
  });
});

test('exponential waits without jitter have rounds that double', () => {
  const { attemptsPerSlot } = simulateStorm({ ...STORM, kind: 'exponential', clients: 2000 });
  const rounds = [...attemptsPerSlot.entries()].filter(([, count]) => count > 0);
  const at = [1000, 1000 + 2050, 3050 + 4050, 7100 + 8050];
  expect(rounds).toEqual(at.map((ms, index) => [ms / SLOT_MS, 2000 - 500 * index]));
});

test('full jitter spreads what a fixed wait repeats', () => {
  const [fixed, , , full, rfc] = compareBackoffs(STORM);
  expect(fixed?.settings.kind).toBe('fixed');
  expect(full?.settings.kind).toBe('full-jitter');
  expect(full!.attempts).toBeLessThan(fixed!.attempts / 2);
  expect(rfc!.worst!.attempts).toBeLessThan(fixed!.worst!.attempts / 3);
});

test.each([
  [0, 500, 0],
  [1, 500, 0],
  [500, 500, 0],
  [501, 500, 1000],
  [10_000, 500, 19_000],
  [10_000, 0, Infinity],
  [0, 0, 0],
])('%i clients at %i per second need at least %d ms', (clients, perSecond, ms) => {
  expect(leastRecoveryMs(clients, perSecond)).toBe(ms);
});

test('a server that accepts none is left after a while', () => {
  const storm = simulateStorm({ ...STORM, clients: 10, acceptedPerSecond: 0 });
  expect(storm).toMatchObject({ accepted: 0, missing: 10, recoveredAtMs: null });
  expect(storm.seconds).toHaveLength(STORM_OBSERVED_MS / 1000);
});

test.each(compareBackoffs(STORM))('all come back with $settings.kind', (storm) => {
  expect(storm).toMatchObject({ accepted: 10_000, missing: 0 });
  expect(storm.recoveredAtMs).toBeGreaterThanOrEqual(19_000);
  expect(storm.seconds.at(-1)?.atMs).toBe(Math.floor(storm.recoveredAtMs! / 1000) * 1000);
});

test('the worst second is the first of those that are as bad', () => {
  const storm = simulateStorm({ ...STORM, kind: 'fixed', acceptedPerSecond: 0 });
  expect(storm.worst).toEqual({ atMs: 1000, attempts: 10_000, accepted: 0 });
});

test('without clients there is no attempt', () => {
  const storm = simulateStorm({ ...STORM, clients: 0 });
  expect(storm).toMatchObject({ seconds: [], attempts: 0, recoveredAtMs: 0, worst: null });
});

test('every storm keeps its clients, its capacity and its lower bound', () => {
  fc.assert(
    fc.property(anyStorm, (wanted) => {
      const storm = simulateStorm(wanted);
      const { settings, seconds, attempts, accepted, missing, recoveredAtMs, worst } = storm;
      expectWithin(settings, STORM_BOUNDS);
      expect(accepted + missing).toBe(settings.clients);
      expect(sum(seconds.map((second) => second.accepted))).toBe(accepted);
      expect(sum(seconds.map((second) => second.attempts))).toBe(attempts);
      expect(sum(storm.attemptsPerSlot)).toBe(attempts);
      expect(attempts).toBeGreaterThanOrEqual(accepted);
      const isFitting = seconds.every(
        (second) =>
          second.accepted >= 0 &&
          second.accepted <= Math.min(second.attempts, settings.acceptedPerSecond),
      );
      expect(isFitting).toBe(true);
      expect(Math.max(0, ...seconds.map((second) => second.attempts))).toBe(worst?.attempts ?? 0);
      expect(recoveredAtMs === null).toBe(missing > 0);
      const leastMs = leastRecoveryMs(settings.clients, settings.acceptedPerSecond);
      expect(recoveredAtMs ?? Infinity).toBeGreaterThanOrEqual(leastMs);
    }),
    { numRuns: 150 },
  );
});

test('the same seed makes the same storm, another one another', () => {
  expect(simulateStorm(STORM)).toEqual(simulateStorm(STORM));
  const other = simulateStorm({ ...STORM, seed: 10 });
  expect(other.attemptsPerSlot).not.toEqual(simulateStorm(STORM).attemptsPerSlot);
});
