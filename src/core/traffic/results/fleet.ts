/** Many clients with the same settings: what their servers have to carry and keep open. */

import { setupRoundTripsOf } from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonReport, MethodResult } from './comparison.ts';

export type Fleet = {
  readonly bitsPerSecond: number;
  readonly requestsPerSecond: number;
  readonly messagesPerSecond: number;
  /** Open at the same time, on average. */
  readonly connectionsHeld: number;
  readonly memoryBytes: number;
};

const BITS_PER_BYTE = 8;
const BYTES_PER_KIB = 1024;

export function fleetOf({ settings, durationMs }: ComparisonReport, result: MethodResult): Fleet {
  const { clients, memoryPerConnection } = settings;
  const perSecond = (count: number) => (count / (durationMs / 1000)) * clients;
  const connectionsHeld =
    clients *
    heldByOne(result, settings.connections === 'new', {
      roundTripMs: settings.roundTripMs,
      setupRoundTrips: setupRoundTripsOf(settings),
      durationMs,
    });
  return {
    bitsPerSecond: perSecond(result.totalBytes * BITS_PER_BYTE),
    requestsPerSecond: perSecond(result.requests),
    messagesPerSecond: perSecond(result.messages),
    connectionsHeld,
    memoryBytes: connectionsHeld * memoryPerConnection * BYTES_PER_KIB,
  };
}

type Timing = {
  readonly roundTripMs: number;
  readonly setupRoundTrips: number;
  readonly durationMs: number;
};

/**
 * Reused connections are always open. New ones are open during their setup and exchange, and the
 * one with a long poll or stream always.
 */
function heldByOne(result: MethodResult, areNew: boolean, timing: Timing): number {
  if (!areNew || result.method === 'websocket') return result.connections;
  const { roundTripMs, setupRoundTrips, durationMs } = timing;
  const isHeld = result.method !== 'polling';
  const short = result.method === 'polling' ? result.requests : result.posts;
  const shareOfTime = (short * roundTripMs * (setupRoundTrips + 1)) / durationMs;
  return (isHeld ? 1 : 0) + shareOfTime;
}
