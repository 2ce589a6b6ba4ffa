/** How late messages arrived: from the time one was made until its receiver got it. */

import type { Direction } from '#core/trace/direction.ts';
import type { DelaySpread } from '#core/traffic/expected/delay-spread.ts';
import type { MessageDelivery } from '#core/traffic/methods/method-run.ts';

export type DelaySummary = DelaySpread & {
  /** Messages in this summary. */
  readonly count: number;
};

/** The delays of one direction; null if it had no message. */
export function summarizeDelays(
  deliveries: readonly MessageDelivery[],
  direction: Direction,
): DelaySummary | null {
  const delays = delaysOf(deliveries, direction).sort();
  const count = delays.length;
  if (count === 0) return null;
  let sum = 0;
  for (const delay of delays) sum += delay;
  const upper = delays[count >> 1]!;
  const lower = delays[(count - 1) >> 1]!;
  return {
    count,
    meanMs: sum / count,
    bestMs: delays[0]!,
    medianMs: (lower + upper) / 2,
    percentile95Ms: delays[Math.ceil(0.95 * count) - 1]!,
    worstMs: delays[count - 1]!,
    quantilesMs: Array.from(
      { length: 101 },
      (_, hundredth) => delays[Math.round((hundredth / 100) * (count - 1))]!,
    ),
  };
}

/** A loop, because `filter` and `from` would take longer than the simulation. */
function delaysOf(deliveries: readonly MessageDelivery[], direction: Direction): Float64Array {
  const delays = new Float64Array(deliveries.length);
  let count = 0;
  for (const { message, deliveredAtMs } of deliveries) {
    if (message.direction === direction) delays[count++] = deliveredAtMs - message.madeAtMs;
  }
  return delays.subarray(0, count);
}
