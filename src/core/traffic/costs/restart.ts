/** How many connections open per second after a restart that closed all of them. */

import { MessageArrivals } from '#core/traffic/expected/arrivals.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';

/** Clients wait up to 5 s at random before they connect again (RFC 6455 §7.2.3). */
export const RECONNECT_WITHIN_SECONDS = 5;

/**
 * Connections in the first second. A client that polls or posts finds its connection closed when it
 * does so next: within an interval, or when it makes a message. One that waits for messages notices
 * directly.
 */
export function reconnectionsPerSecond(
  { settings, pollPeriodMs }: Pick<ComparisonReport, 'settings' | 'pollPeriodMs'>,
  method: ComparedId,
  clients = settings.clients,
): number {
  if (method === 'requests') {
    const { fromClientPerMinute, pattern, burstSize } = settings;
    return (
      clients *
      (1 - new MessageArrivals(fromClientPerMinute / 60_000, pattern, burstSize).quiet(1000))
    );
  }
  const seconds = method === 'polling' ? pollPeriodMs / 1000 : RECONNECT_WITHIN_SECONDS;
  return clients / Math.max(1, seconds);
}
