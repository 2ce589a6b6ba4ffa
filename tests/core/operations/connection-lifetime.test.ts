import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LIFETIME_BOUNDS,
  simulateLifetime,
  type LifetimeSettings,
} from '#core/operations/connection-lifetime.ts';
import { simulateIdleLine } from '#core/operations/idle-line.ts';
import { expectWithin } from './expect-within.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** AWS API Gateway: 10 minutes of silence, two hours in all. */
const GATEWAY: LifetimeSettings = {
  durationMs: 3 * HOUR,
  silenceOf: 'silence-of-both',
  silenceLimitMs: 10 * MINUTE,
  ageLimitMs: 2 * HOUR,
  restartEveryMs: 0,
  reconnectMs: 1000,
  sender: 'server',
  intervalMs: 30_000,
  isPageHidden: false,
  serverToProxyMs: 10,
  proxyToBrowserMs: 20,
};

const hostile = { min: -1e12, max: 1e12, noNaN: true };
const limit = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 400 }).map((minutes) => minutes * MINUTE),
  fc.double(hostile),
);
const anyLifetime: fc.Arbitrary<LifetimeSettings> = fc.record({
  durationMs: fc.oneof(
    fc.integer({ min: 1000, max: 6 * HOUR }),
    fc.double({ ...hostile, max: 1e7 }),
  ),
  silenceOf: fc.constantFrom('silence-of-both', 'silence-of-client', 'silence-of-server'),
  silenceLimitMs: limit,
  ageLimitMs: limit,
  restartEveryMs: limit,
  reconnectMs: fc.oneof(fc.constant(0), fc.nat(10_000), fc.double(hostile)),
  sender: fc.constantFrom('server', 'page'),
  intervalMs: fc.oneof(fc.constant(0), fc.nat(700_000), fc.double(hostile)),
  isPageHidden: fc.boolean(),
  serverToProxyMs: fc.nat(500),
  proxyToBrowserMs: fc.nat(500),
});

describe('three hours', () => {
  test('are two connections, if one may last two hours', () => {
    const { connections, reconnects, longestMs, connectedShare } = simulateLifetime(GATEWAY);
    expect(connections).toEqual([
      { fromMs: 0, toMs: 2 * HOUR, endedBy: 'age' },
      { fromMs: 2 * HOUR + 1000, toMs: 3 * HOUR, endedBy: null },
    ]);
    expect(reconnects).toBe(1);
    expect(longestMs).toBe(2 * HOUR);
    expect(connectedShare).toBeCloseTo(1 - 1000 / (3 * HOUR), 12);
  });

  test('without heartbeats are cut every ten minutes', () => {
    const { connections, heartbeats } = simulateLifetime({ ...GATEWAY, intervalMs: 0 });
    expect(connections.slice(0, 2)).toEqual([
      { fromMs: 0, toMs: 600_000, endedBy: 'silence' },
      { fromMs: 601_000, toMs: 1_201_000, endedBy: 'silence' },
    ]);
    expect(connections).toHaveLength(18);
    expect(heartbeats).toBe(0);
  });

  test('are one connection without limits', () => {
    const free = { ...GATEWAY, silenceLimitMs: 0, ageLimitMs: 0 };
    expect(simulateLifetime(free)).toMatchObject({
      connections: [{ fromMs: 0, toMs: 3 * HOUR, endedBy: null }],
      reconnects: 0,
      connectedShare: 1,
      heartbeats: 360,
    });
  });

  test('with a restart every hour by the clock end each time, however late it was opened', () => {
    const { connections } = simulateLifetime({ ...GATEWAY, restartEveryMs: HOUR });
    expect(connections.map(({ toMs, endedBy }) => [toMs, endedBy])).toEqual([
      [HOUR, 'restart'],
      [2 * HOUR, 'restart'],
      [3 * HOUR, null],
    ]);
  });
});

test('limits that are reached together have an order', () => {
  const all = { ...GATEWAY, silenceLimitMs: HOUR, ageLimitMs: HOUR, restartEveryMs: HOUR };
  const firstEnd = (settings: LifetimeSettings) =>
    simulateLifetime(settings).connections[0]?.endedBy;
  expect(firstEnd({ ...all, intervalMs: 0 })).toBe('silence');
  expect(firstEnd(all)).toBe('age');
  expect(firstEnd({ ...all, ageLimitMs: 0 })).toBe('restart');
});

test('without restarts, there are as many connections as periods begin', () => {
  fc.assert(
    fc.property(anyLifetime, (wanted) => {
      const { settings, connections } = simulateLifetime({ ...wanted, restartEveryMs: 0 });
      const lives = connections.slice(0, -1).map(({ fromMs, toMs }) => toMs - fromMs);
      const [life = Infinity] = lives;
      expect(lives.every((each) => Math.abs(each - life) < 1e-3)).toBe(true);
      const periods = life === Infinity ? 1 : settings.durationMs / (life + settings.reconnectMs);
      // Rounding decides if a period ends with the duration.
      const isTie = Math.abs(periods - Math.round(periods)) < 1e-9;
      if (!isTie) expect(connections).toHaveLength(Math.ceil(periods));
    }),
    { numRuns: 200 },
  );
});

test('a silence ends the connections whose idle line is cut', () => {
  fc.assert(
    fc.property(anyLifetime, (wanted) => {
      const { settings, connections } = simulateLifetime({
        ...wanted,
        ageLimitMs: 0,
        restartEveryMs: 0,
      });
      if (settings.silenceLimitMs === 0) return;
      const { silenceOf: end, silenceLimitMs: limitMs, durationMs } = settings;
      const { cut } = simulateIdleLine({ ...settings, end, limitMs, observedMs: 1000 });
      const isEnded = cut !== null && cut.atMs < durationMs;
      expect(connections[0]).toEqual({
        fromMs: 0,
        toMs: isEnded ? cut.atMs : durationMs,
        endedBy: isEnded ? 'silence' : null,
      });
    }),
    { numRuns: 300 },
  );
});

test('every lifetime is made of connections and the times between them', () => {
  fc.assert(
    fc.property(anyLifetime, (wanted) => {
      const { settings, connections, reconnects, longestMs, connectedShare, heartbeats } =
        simulateLifetime(wanted);
      expectWithin(settings, LIFETIME_BOUNDS);
      const fits = connections.every(({ fromMs, toMs, endedBy }, index) => {
        const before = connections[index - 1];
        const isLast = index === reconnects;
        return (
          toMs > fromMs &&
          toMs <= settings.durationMs &&
          toMs - fromMs <= longestMs &&
          (settings.ageLimitMs === 0 || toMs - fromMs <= settings.ageLimitMs + 1e-3) &&
          (endedBy === null) === (toMs === settings.durationMs) &&
          (isLast || endedBy !== null) &&
          fromMs === (before === undefined ? 0 : before.toMs + settings.reconnectMs)
        );
      });
      expect(fits).toBe(true);
      expect(connectedShare).toBeGreaterThan(0);
      expect(connectedShare).toBeLessThanOrEqual(1);
      if (settings.reconnectMs === 0) expect(connectedShare).toBeCloseTo(1, 9);
      expect(heartbeats).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 300 },
  );
});
