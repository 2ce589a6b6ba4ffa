/** The delays that distinguish the methods of a comparison. */

import type { Direction } from '#core/trace/direction.ts';
import { entriesOf, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { ComparisonReport, MethodResult } from './comparison.ts';

/** A method counts as late as WebSocket if its mean delay is at most this much larger. */
const TOLERANCE = 1.05;

/** To the client if it gets any message, otherwise from it; null if no message is made. */
export function delayedDirection({
  messageCounts,
}: Pick<ComparisonReport, 'messageCounts'>): Direction | null {
  if (messageCounts['server-to-client'] > 0) return 'server-to-client';
  return messageCounts['client-to-server'] > 0 ? 'client-to-server' : null;
}

/** In the delayed direction; null if there is no expected delay. */
export function meanDelayOf(report: ComparisonReport, { delays }: MethodResult): number | null {
  const direction = delayedDirection(report);
  return direction === null ? null : (delays[direction]?.meanMs ?? null);
}

/** The mean delay without the time in the network, which is the same for every method. */
export function meanWaitOf(report: ComparisonReport, result: MethodResult): number | null {
  const meanMs = meanDelayOf(report, result);
  return meanMs === null ? null : Math.max(0, meanMs - report.settings.roundTripMs / 2);
}

/** Those besides it whose messages arrive about as early as those with WebSocket, or earlier. */
export function asPromptAsWebSocket(report: ComparisonReport): ComparedId[] {
  const own = meanDelayOf(report, report.results.websocket);
  if (own === null) return [];
  return entriesOf(report.results).flatMap(([id, result]) => {
    const meanMs = meanDelayOf(report, result);
    return id !== 'websocket' && meanMs !== null && meanMs <= own * TOLERANCE ? [id] : [];
  });
}

/** Of those, the ones that are earlier by more than that. */
export function soonerThanWebSocket(report: ComparisonReport): ComparedId[] {
  const own = meanDelayOf(report, report.results.websocket) ?? 0;
  return asPromptAsWebSocket(report).filter(
    (id) => (meanDelayOf(report, valueOf(report.results, id)) ?? 0) * TOLERANCE < own,
  );
}
