import type { Direction } from '#core/trace/direction.ts';
import type { Network } from '#core/traffic/methods/method-run.ts';
import { profileOf } from '#core/traffic/heads/profiles.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import { makeSchedule, type Schedule } from '#core/traffic/workload/workload.ts';

export const SECOND = 1000;

/** Loopback's MTU less the headers. */
const LOOPBACK_SEGMENT = 65_484;

export function networkOf(oneWayDelayMs: number): Network {
  return { oneWayDelayMs, maxSegmentSize: 1448 };
}

/**
 * As the recordings were written: text, 200 with an empty list, events with ids, nothing encrypted.
 */
export function planOf(changed: Partial<WirePlan> = {}): WirePlan {
  return {
    profile: profileOf({ id: 'chromium' }),
    format: 'text',
    emptyAnswer: 'empty-list',
    hasEventIds: true,
    isHttp2: false,
    isEncrypted: false,
    isCompressed: false,
    isCoalesced: false,
    hasSetup: true,
    pageConnection: 'none',
    maxSegmentSize: LOOPBACK_SEGMENT,
    ...changed,
  };
}

/** Random messages to the client, at a rate per second. */
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
