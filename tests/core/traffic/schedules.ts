import type { Direction } from '#core/trace/direction.ts';
import type { Network } from '#core/traffic/method-run.ts';
import { makeSchedule, type Schedule } from '#core/traffic/workload.ts';

export const SECOND = 1000;

export function networkOf(oneWayDelayMs: number): Network {
  return { oneWayDelayMs, maxSegmentSize: 1448 };
}

/** Messages to the client at random, so many a second. */
export function randomMessages(perSecond: number, seconds: number, seed = 7): Schedule {
  return makeSchedule({
    messagesPerMinute: { 'server-to-client': 60 * perSecond, 'client-to-server': 0 },
    messageSize: 24,
    durationMs: seconds * SECOND,
    pattern: 'random',
    seed,
  });
}

/** Messages at given moments, all one way. */
export function messagesAt(
  momentsMs: readonly number[],
  direction: Direction,
  size: number,
  durationMs = Math.max(0, ...momentsMs) + 1,
): Schedule {
  const messages = momentsMs.map((madeAtMs, index) => ({ direction, index, madeAtMs, size }));
  return { messages, durationMs };
}
