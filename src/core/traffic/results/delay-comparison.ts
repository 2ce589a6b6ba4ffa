/** The delays that distinguish the methods of a comparison. */

import type { Direction } from '#core/trace/direction.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import type { ComparisonReport, MethodResult } from './comparison.ts';

/** A method counts as late as WebSocket if its mean delay is at most this much larger. */
const TOLERANCE = 1.05;

/** To the client if it gets any message, otherwise from it; null if no message was made. */
export function delayedDirection({ results }: ComparisonReport): Direction | null {
  const { delays } = results.websocket;
  if (delays['server-to-client'] !== null) return 'server-to-client';
  return delays['client-to-server'] === null ? null : 'client-to-server';
}

/** In the delayed direction; 0 if no message was made. */
export function meanDelayOf(report: ComparisonReport, { delays }: MethodResult): number {
  const direction = delayedDirection(report);
  return direction === null ? 0 : (delays[direction]?.meanMs ?? 0);
}

/** The mean delay without the time in the network, which is the same for every method. */
export function meanWaitOf(report: ComparisonReport, result: MethodResult): number {
  return Math.max(0, meanDelayOf(report, result) - report.settings.roundTripMs / 2);
}

/** The other methods whose messages arrive about as early as those over WebSocket. */
export function asPromptAsWebSocket(report: ComparisonReport): MethodId[] {
  const latest = meanDelayOf(report, report.results.websocket) * TOLERANCE;
  return METHODS.filter(
    (method) => method !== 'websocket' && meanDelayOf(report, report.results[method]) <= latest,
  );
}
