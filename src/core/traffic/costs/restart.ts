/** How many connections open per second after a restart that closed all of them. */

import type { MethodId } from '#core/traffic/methods/method-run.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';

/** Clients wait up to 5 s at random before they connect again (RFC 6455 §7.2.3). */
export const RECONNECT_WITHIN_SECONDS = 5;

/**
 * Connections in the first second. A client that polls finds its connection closed when it asks
 * next, so its connections come back within an interval; one that waits for messages notices
 * directly.
 */
export function reconnectionsPerSecond(
  { settings, pollPeriodMs }: Pick<ComparisonReport, 'settings' | 'pollPeriodMs'>,
  method: MethodId,
  clients = settings.clients,
): number {
  const seconds = method === 'polling' ? pollPeriodMs / 1000 : RECONNECT_WITHIN_SECONDS;
  return clients / Math.max(1, seconds);
}
