import { describe, expect, test } from 'vitest';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { makeCurves } from '#core/traffic/results/curves.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { valueOf } from '#core/traffic/methods/by-method.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { PATTERNS } from '#core/traffic/workload/workload.ts';
import { PRESETS, presetSettings } from '#core/traffic/settings/presets.ts';
import { spreadSchedule } from '#core/traffic/workload/spread-schedule.ts';

/** Opening and closing would be spread over the session. */
const chat: ComparisonSettings = {
  ...DEFAULT_SETTINGS,
  fromClientPerMinute: 0,
  setup: 'left-out',
};

test('an idle WebSocket costs its pings: 208 bytes in 30 s, with TLS', () => {
  const { rates } = makeCurves({ ...chat, roundTripMs: 0, pollIntervalSeconds: 5 });
  const [idle] = rates.websocket;
  const perMessage = 152 + 24;
  expect(idle!.bytesPerSecond - idle!.perSecond * perMessage).toBeCloseTo(208 / 30, 0);
});

test('polling’s empty polls are as many as a Poisson process leaves: e^(-λT)', () => {
  const settings = { ...chat, messageSize: 24, format: 'json', pollIntervalSeconds: 2 } as const;
  for (const perMinute of [0.1, 6, 30, 120]) {
    const { polling } = compareMethods({ ...settings, toClientPerMinute: perMinute }).results;
    const empty = Math.exp((-perMinute / 60) * 2);
    expect(polling.emptyPolls / polling.polls).toBeCloseTo(empty, 6);
  }
});

test('a WebSocket that collects costs less than polling as late, at every lateness', () => {
  const { staleness } = makeCurves({ ...chat, toClientPerMinute: 300 });
  for (const polled of staleness.polling) {
    const asFresh = staleness.websocket.filter(
      ({ meanDelayMs }) => meanDelayMs <= polled.meanDelayMs * 1.05,
    );
    const best = Math.min(...asFresh.map(({ bytesPerSecond }) => bytesPerSecond));
    // Without any collecting, a frame costs as much as a poll that has a second for itself.
    expect(best).toBeLessThan(polled.bytesPerSecond * 1.05);
  }
});

test('at a break-even point the methods change places', () => {
  const { breakEvens, rates } = makeCurves({ ...chat, pollIntervalSeconds: 5 });
  expect(breakEvens.length).toBeGreaterThan(0);
  for (const { method, than, perSecond } of breakEvens) {
    for (const [index, point] of valueOf(rates, method).entries()) {
      const other = valueOf(rates, than)[index]!;
      if (point.perSecond < perSecond * 0.99) continue;
      expect(point.bytesPerSecond).toBeGreaterThan(other.bytesPerSecond * 0.98);
    }
  }
});

test.each(PRESETS)('the curves of %s are whole', (id) => {
  const { rates, staleness } = makeCurves(presetSettings(id));
  for (const method of METHODS) {
    for (const { perSecond, bytesPerSecond } of rates[method]) {
      expect(perSecond).toBeGreaterThan(0);
      expect(Number.isFinite(bytesPerSecond) && bytesPerSecond >= 0).toBe(true);
    }
    for (const { meanDelayMs } of staleness[method]) {
      expect(meanDelayMs).toBeGreaterThanOrEqual(presetSettings(id).roundTripMs / 2 - 0.01);
    }
  }
});

test('where nothing goes to the client, nothing is late', () => {
  const { staleness } = makeCurves({ ...chat, toClientPerMinute: 0, fromClientPerMinute: 6 });
  for (const method of METHODS) expect(staleness[method]).toEqual([]);
});

describe('a spread schedule', () => {
  test.each(PATTERNS)(
    '%s has the exact number of messages, in order and within its time',
    (pattern) => {
      const { messages, durationMs } = spreadSchedule({
        counts: { 'server-to-client': 97, 'client-to-server': 11 },
        messageSize: 9,
        durationMs: 60_000,
        pattern,
        burstSize: 10,
        seed: 3,
      });
      expect(messages).toHaveLength(108);
      const times = messages.map(({ madeAtMs }) => madeAtMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((time) => time >= 0 && time < durationMs)).toBe(true);
      const down = messages.filter(({ direction }) => direction === 'server-to-client');
      expect(down.map(({ index }) => index)).toEqual(down.map((_, index) => index));
    },
  );
});
