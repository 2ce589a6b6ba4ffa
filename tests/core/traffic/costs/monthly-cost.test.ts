import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  monthlyCost,
  type GatewayPrices,
  type ObjectPrices,
} from '#core/traffic/costs/monthly-cost.ts';
import { reconnectionsPerSecond } from '#core/traffic/costs/restart.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';

const gateway: GatewayPrices = {
  kind: 'gateway',
  perMillionRequests: 1,
  perMillionMessages: 1,
  perMillionMinutes: 0.25,
  messageBytes: 32_768,
};
const objects: ObjectPrices = { kind: 'objects', perMillionRequests: 0.15, messagesPerRequest: 20 };

/** One message per second to each of 1,000 clients, polled once per second. */
const report = compareMethods({
  ...DEFAULT_SETTINGS,
  toClientPerMinute: 60,
  fromClientPerMinute: 0,
  pollIntervalSeconds: 1,
  setup: 'left-out',
  clients: 1000,
});

describe('a month', () => {
  test('of polling is its requests: 2,592 million', () => {
    expect(monthlyCost(report, 'polling', gateway)).toBeCloseTo(2592, 0);
    expect(monthlyCost(report, 'polling', objects)).toBeCloseTo(2592 * 0.15, 0);
  });

  test('of a WebSocket is its messages and its minutes', () => {
    // 2,592 million messages, and 43.2 million minutes at a quarter of a dollar.
    expect(monthlyCost(report, 'websocket', gateway)).toBeCloseTo(2592 + 10.8, 1);
  });

  test('of large messages counts their pieces', () => {
    const large = compareMethods({ ...report.settings, messageSize: 40_000 });
    expect(monthlyCost(large, 'websocket', gateway)).toBeCloseTo(2 * 2592 + 10.8, 1);
  });

  test('of collected messages counts their frames', () => {
    const collected = compareMethods({ ...report.settings, coalesceMs: 9000 });
    // A frame every ten seconds, of which nine are spent collecting.
    expect(monthlyCost(collected, 'websocket', gateway)).toBeCloseTo(259.2 + 10.8, 1);
  });

  test('of incoming messages counts twenty as a request', () => {
    const up = compareMethods({
      ...report.settings,
      toClientPerMinute: 0,
      fromClientPerMinute: 60,
    });
    expect(monthlyCost(up, 'websocket', objects)).toBeCloseTo((2592 / 20) * 0.15, 0);
  });

  test('has no price for held responses', () => {
    for (const prices of [gateway, objects]) {
      expect(monthlyCost(report, 'long-polling', prices)).toBeNull();
      expect(monthlyCost(report, 'event-stream', prices)).toBeNull();
    }
  });

  test('grows in proportion to the clients', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (clients) => {
        for (const method of ['polling', 'websocket'] as const) {
          const one = monthlyCost(report, method, gateway, 1)!;
          expect(monthlyCost(report, method, gateway, clients)! / (one * clients)).toBeCloseTo(
            1,
            9,
          );
        }
      }),
    );
  });
});

test('plain requests cost as much as their number', () => {
  const settings = { ...DEFAULT_SETTINGS, toClientPerMinute: 0, fromClientPerMinute: 6 };
  const alone = compareMethods(settings);
  // Six per minute for 30 days are 0.2592 million per client.
  const expected = 0.2592 * settings.clients * gateway.perMillionRequests;
  expect(monthlyCost(alone, 'requests', gateway)).toBeCloseTo(expected, 6);
});

test.each([
  // 1 - 1/e of them have a message in that second.
  { pattern: 'random', share: 0.632 },
  { pattern: 'even', share: 1 },
] as const)('after a restart, clients that only post come back with $pattern posts', (row) => {
  const settings = {
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 0,
    fromClientPerMinute: 60,
    clients: 1000,
    pattern: row.pattern,
  };
  const perSecond = reconnectionsPerSecond({ settings, pollPeriodMs: 2000 }, 'requests');
  expect(perSecond / 1000).toBeCloseTo(row.share, 3);
});

test('after a restart, clients that poll come back within an interval, and never all at once twice', () => {
  for (const method of METHODS) {
    for (const pollPeriodMs of [100, 2000, 60_000]) {
      const settings = { ...DEFAULT_SETTINGS, clients: 1000 };
      const perSecond = reconnectionsPerSecond({ settings, pollPeriodMs }, method);
      expect(perSecond).toBeLessThanOrEqual(1000);
      if (method === 'polling') expect(perSecond).toBe(1000 / Math.max(1, pollPeriodMs / 1000));
      else expect(perSecond).toBe(200);
    }
  }
});
