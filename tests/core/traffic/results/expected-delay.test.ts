import { expect, test } from 'vitest';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { longPollingDelay, pollingDelay } from '#core/traffic/results/expected-delay.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
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
