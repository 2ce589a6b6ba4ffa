import { expect, test } from 'vitest';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';

const fleets = (changed: Partial<ComparisonSettings>) => {
  const comparison = compareMethods({ ...DEFAULT_SETTINGS, ...changed });
  return (method: (typeof METHODS)[number]) => fleetOf(comparison, comparison.results[method]);
};

/**
 * A message a second each, polled once a second, over TLS, heads of 545 bytes and 180: at TCP and
 * IP.
 */
const everySecond: Partial<ComparisonSettings> = {
  toClientPerMinute: 60,
  fromClientPerMinute: 0,
  messageSize: 24,
  durationSeconds: 600,
  pollIntervalSeconds: 1,
  pattern: 'even',
  layer: 'tcp',
  setup: 'left-out',
  heartbeatSeconds: 0,
};

test('10,000 clients are 12.2 Mbit/s by WebSocket: 152 bytes a second each', () => {
  const { bitsPerSecond, messagesPerSecond } = fleets(everySecond)('websocket');
  expect(bitsPerSecond / 1e6).toBeCloseTo(12.16, 1);
  expect(messagesPerSecond).toBe(10_000);
});

test('grows in proportion, up to 100 million', () => {
  const [one, many] = [fleets({ clients: 1 }), fleets({ clients: 100_000_000 })];
  for (const method of METHODS) {
    expect(many(method).bitsPerSecond / one(method).bitsPerSecond).toBeCloseTo(1e8, -3);
    expect(many(method).connectionsHeld).toBe(1e8 * one(method).connectionsHeld);
  }
});

test('holds memory by the figure that is set', () => {
  const { connectionsHeld, memoryBytes } = fleets({ clients: 2_000_000, memoryPerConnection: 64 })(
    'websocket',
  );
  expect(connectionsHeld).toBe(2_000_000);
  expect(memoryBytes / 2 ** 30).toBeCloseTo(122, 0);
});

test('holds new connections only while they are used', () => {
  const fresh = fleets({ connections: 'new', fromClientPerMinute: 0, encryption: 'none' });
  // Thirty polls of two round trips of 60 ms in a minute.
  expect(fresh('polling').connectionsHeld).toBeCloseTo(10_000 * ((30 * 120) / 60_000));
  expect(fresh('long-polling').connectionsHeld).toBe(10_000);
});
