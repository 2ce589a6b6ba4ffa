import { describe, expect, test } from 'vitest';
import { expectMethod } from '#core/traffic/expected/expected-method.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import type { MethodId, MethodRun } from '#core/traffic/methods/method-run.ts';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { longPollingDelay, pollingDelay } from '#core/traffic/results/expected-delay.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import { spreadSchedule } from '#core/traffic/workload/spread-schedule.ts';
import type { Schedule } from '#core/traffic/workload/workload.ts';

const network = (oneWayDelayMs: number) => ({ oneWayDelayMs, maxSegmentSize: 1460 });

/** Messages for the client, made at these times. */
function scheduleAt(times: readonly number[]): Schedule {
  const messages = times.map((madeAtMs, index): AppMessage => ({
    direction: 'server-to-client',
    index,
    madeAtMs,
    size: 24,
  }));
  return { messages, durationMs: Math.max(...times) + 1 };
}

const delaysOf = ({ deliveries }: MethodRun) =>
  deliveries.map(({ message, deliveredAtMs }) => deliveredAtMs - message.madeAtMs);

test.each([
  [1000, 50],
  [200, 100],
  [5000, 1],
])('polling every %i ms over %i ms is as late as the simulation', (intervalMs, oneWayMs) => {
  const { bestMs, meanMs, worstMs } = pollingDelay(intervalMs, oneWayMs);
  // One message in each part of an interval, each in a later interval.
  const parts = 100;
  const times = Array.from(
    { length: parts },
    (_, part) => (part + 1) * intervalMs + oneWayMs + ((part + 0.5) / parts) * intervalMs,
  );
  const delays = delaysOf(simulatePolling(scheduleAt(times), network(oneWayMs), { intervalMs }));
  expect(delays).toHaveLength(parts);
  const part = intervalMs / parts;
  expect(delays.reduce((sum, delay) => sum + delay, 0) / parts).toBeCloseTo(meanMs, 5);
  expect(Math.min(...delays)).toBeCloseTo(bestMs + part / 2, 5);
  expect(Math.max(...delays)).toBeCloseTo(worstMs - part / 2, 5);
});

test.each([1, 50, 300])('long polling over %i ms is as late as the simulation', (oneWayMs) => {
  const { bestMs, worstMs } = longPollingDelay(oneWayMs);
  const at = 10 * oneWayMs;
  // The second is made directly after the first one's response was sent.
  const schedule = scheduleAt([at, at + 2 ** -10]);
  const [first = 0, second = 0] = delaysOf(
    simulateLongPolling(schedule, network(oneWayMs), { timeoutMs: 60_000 }),
  );
  expect(first).toBe(bestMs);
  expect(second).toBeCloseTo(worstMs, 2);
});

/**
 * The mean delay of long polling with messages at random times. A response leaves a round trip
 * without a request. Messages made in it, 2λd on average, wait for half of it on average, and share
 * the next response. If there are none, with probability e^(-2λd), the next message doesn't wait.
 */
function meanLongPollingDelay(perMs: number, oneWayMs: number): number {
  const perRoundTrip = 2 * perMs * oneWayMs;
  return oneWayMs + (perRoundTrip * oneWayMs) / (perRoundTrip + Math.exp(-perRoundTrip));
}

describe.each([
  { perSecond: 1, oneWayMs: 30 },
  { perSecond: 5, oneWayMs: 150 },
  { perSecond: 20, oneWayMs: 300 },
])('$perSecond messages per second over $oneWayMs ms', ({ perSecond, oneWayMs }) => {
  const count = 20_000;
  const schedule = spreadSchedule({
    counts: { 'server-to-client': count, 'client-to-server': 0 },
    messageSize: 24,
    durationMs: (count / perSecond) * 1000,
    pattern: 'random',
    burstSize: 1,
    seed: 6202,
  });
  const meanOf = (run: MethodRun) => delaysOf(run).reduce((sum, delay) => sum + delay, 0) / count;

  test('are as late by long polling as the closed form says', () => {
    const run = simulateLongPolling(schedule, network(oneWayMs), { timeoutMs: 120_000 });
    const meanMs = meanLongPollingDelay(perSecond / 1000, oneWayMs);
    expect(Math.abs(meanOf(run) / meanMs - 1)).toBeLessThan(0.01);
  });

  test('are as late in Compare’s expected figures', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      toClientPerMinute: 60 * perSecond,
      fromClientPerMinute: 0,
      roundTripMs: 2 * oneWayMs,
      longPollTimeoutSeconds: 120,
    };
    const meanOfMethod = (method: MethodId) =>
      expectMethod(method, situationOf(settings)).delays()['server-to-client']?.meanMs;
    const longMs = meanLongPollingDelay(perSecond / 1000, oneWayMs);
    expect(meanOfMethod('long-polling')! / longMs).toBeCloseTo(1, 4);
    const { meanMs } = pollingDelay(settings.pollIntervalSeconds * 1000, oneWayMs);
    expect(meanOfMethod('polling')! / meanMs).toBeCloseTo(1, 4);
  });

  test('are as late by polling as the closed form says', () => {
    const intervalMs = 2000;
    const run = simulatePolling(schedule, network(oneWayMs), { intervalMs });
    const { meanMs } = pollingDelay(intervalMs, oneWayMs);
    expect(Math.abs(meanOf(run) / meanMs - 1)).toBeLessThan(0.01);
  });
});
