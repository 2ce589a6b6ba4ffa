/** What the curves of a comparison show at the delay of the settings. */

import type { Curves, StalenessPoint } from './curves.ts';

/** A point counts as late as polling if its mean delay is at most this much larger. */
const TOLERANCE = 1.01;

export type StalenessReading = {
  /** Polling at the interval of the settings. */
  readonly polled: StalenessPoint;
  /** The cheapest WebSocket that is about as early; null if none is. */
  readonly pushed: StalenessPoint | null;
};

/** Null if no message goes to the client, or if polling has no expected delay. */
export function readStaleness({ staleness, settings }: Curves): StalenessReading | null {
  const intervalMs = settings.pollIntervalSeconds * 1000;
  const polled = staleness.polling.find(({ variedMs }) => variedMs === intervalMs);
  if (polled === undefined) return null;
  const asFresh = staleness.websocket.filter(
    ({ meanDelayMs }) => meanDelayMs <= polled.meanDelayMs * TOLERANCE,
  );
  return { polled, pushed: cheapest(asFresh) };
}

function cheapest(points: readonly StalenessPoint[]): StalenessPoint | null {
  return points.reduce<StalenessPoint | null>(
    (best, point) => (best === null || point.bytesPerSecond < best.bytesPerSecond ? point : best),
    null,
  );
}
