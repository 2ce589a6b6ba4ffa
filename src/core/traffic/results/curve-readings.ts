/** What the curves of a comparison show: which method is cheaper, and at which delay. */

import type { MethodId } from '#core/traffic/methods/method-run.ts';
import type { Curves, RatePoint, StalenessPoint } from './curves.ts';

/** A point counts as late as polling if its mean delay is at most this much larger. */
const TOLERANCE = 1.01;

/** Whether one method sends fewer bytes than the other at every rate of the curves. */
export function isAlwaysCheaper({ rates }: Curves, method: MethodId, than: MethodId): boolean {
  const bytesAt = (points: readonly RatePoint[], index: number) =>
    points[index]?.bytesPerSecond ?? 0;
  return rates[method].every((_, index) => {
    return bytesAt(rates[method], index) < bytesAt(rates[than], index);
  });
}

export type StalenessReading = {
  /** Polling at the interval of the settings. */
  readonly polled: StalenessPoint;
  /** The cheapest WebSocket that is about as early; null if none is. */
  readonly pushed: StalenessPoint | null;
};

/** Null if no message went to the client. */
export function readStaleness({ staleness, settings }: Curves): StalenessReading | null {
  const polled = nearest(staleness.polling, settings.pollIntervalSeconds * 1000);
  if (polled === null) return null;
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

/** On a logarithmic scale. */
function nearest(points: readonly StalenessPoint[], wantedMs: number): StalenessPoint | null {
  const distance = ({ variedMs }: StalenessPoint) => Math.abs(Math.log(variedMs / wantedMs));
  return points.reduce<StalenessPoint | null>(
    (best, point) => (best === null || distance(point) < distance(best) ? point : best),
    null,
  );
}
