/** One method with the settings of a comparison, and how what it sends is written. */

import type { ComparisonSettings } from '#core/traffic/workload/comparison-settings.ts';
import { simulateEventStream } from './event-stream.ts';
import type { HttpConnections } from './http-client.ts';
import { simulateLongPolling } from './long-polling.ts';
import type { MethodId, MethodRun, Network } from './method-run.ts';
import { simulatePolling } from './polling.ts';
import { profileOf } from '#core/traffic/heads/profiles.ts';
import { simulateWebSocket } from './websocket.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import type { Schedule } from '#core/traffic/workload/workload.ts';

export function simulateMethod(
  method: MethodId,
  schedule: Schedule,
  settings: ComparisonSettings,
  firstPollMs = 0,
): MethodRun {
  const network = networkOf(settings);
  const connections = connectionsOf(settings);
  const heartbeatMs = toMs(settings.heartbeatSeconds);
  switch (method) {
    case 'polling':
      return simulatePolling(schedule, network, {
        intervalMs: toMs(settings.pollIntervalSeconds),
        timing: settings.pollTiming,
        startsAtMs: firstPollMs,
        connections,
      });
    case 'long-polling':
      return simulateLongPolling(schedule, network, {
        timeoutMs: toMs(settings.longPollTimeoutSeconds),
        connections,
      });
    case 'event-stream':
      return simulateEventStream(schedule, network, { heartbeatMs, connections });
    case 'websocket':
      return simulateWebSocket(schedule, network, {
        heartbeatMs,
        coalesceMs: settings.coalesceMs,
      });
  }
}

function networkOf({ roundTripMs, maxSegmentSize }: ComparisonSettings): Network {
  return { oneWayDelayMs: roundTripMs / 2, maxSegmentSize };
}

export function wirePlanOf(settings: ComparisonSettings): WirePlan {
  const isCompressed = settings.compression === 'on';
  const { headers: id, ownRequest, cookieSize, format, emptyAnswer, maxSegmentSize } = settings;
  return {
    profile: profileOf({ id, ownRequest, cookieSize, isCompressed }),
    format,
    emptyAnswer,
    hasEventIds: true,
    isHttp2: settings.http === '2',
    isEncrypted: settings.encryption === 'tls',
    isCompressed,
    isCoalesced: settings.coalesceMs > 0,
    hasSetup: settings.setup === 'counted',
    maxSegmentSize,
  };
}

function connectionsOf({ connections, http, encryption }: ComparisonSettings): HttpConnections {
  return {
    areNew: connections === 'new',
    isMultiplexed: http === '2' && connections === 'kept',
    setupRoundTrips: encryption === 'tls' ? 2 : 1,
  };
}

/** In whole milliseconds: 1.1 s times 1000 is not quite 1100 in doubles. */
function toMs(seconds: number): number {
  return Math.round(seconds * 1000);
}
