/** Runs one method with the settings of a comparison. */

import { connectionsOf, networkOf, openDelayOf } from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { simulateEventStream } from './event-stream.ts';
import { simulateLongPolling } from './long-polling.ts';
import type { ComparedId, MethodRun } from './method-run.ts';
import { HIDDEN_TIMER_MS } from '#core/page/hidden-timers.ts';
import { simulatePlainRequests } from './plain-requests.ts';
import { simulatePolling } from './polling.ts';
import { simulateWebSocket } from './websocket.ts';
import type { Schedule } from '#core/traffic/workload/workload.ts';

export function simulateMethod(
  method: ComparedId,
  schedule: Schedule,
  settings: ComparisonSettings,
  firstPollMs = 0,
): MethodRun {
  const network = networkOf(settings);
  const connections = connectionsOf(settings);
  const heartbeatMs = toMs(settings.heartbeatSeconds);
  switch (method) {
    case 'requests':
      return simulatePlainRequests(schedule, network, connections);
    case 'polling':
      return simulatePolling(schedule, network, {
        intervalMs: toMs(settings.pollIntervalSeconds),
        timing: settings.pollTiming,
        startsAtMs: firstPollMs,
        timerStepMs: settings.tab === 'background' ? HIDDEN_TIMER_MS : 0,
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
        opensAfterMs: openDelayOf(settings),
        idleLimitMs: connections.idleLimitMs ?? Infinity,
        reopensAfterMs: connections.setupRoundTrips * settings.roundTripMs,
      });
  }
}

/** Whole milliseconds: 1.1 s times 1000 is not exactly 1100 in doubles. */
function toMs(seconds: number): number {
  return Math.round(seconds * 1000);
}
