/** How late messages arrived: from when one was made until its receiver had it. */

import type { Direction } from '#core/trace/direction.ts';
import type { MessageDelivery } from '#core/traffic/methods/method-run.ts';

export type DelaySummary = {
  /** Messages that it sums up. */
  readonly count: number;
  readonly meanMs: number;
  readonly medianMs: number;
  /** Of a hundred, 95 are no later. */
  readonly percentile95Ms: number;
  readonly worstMs: number;
  /**
   * From the least to the worst in hundredths: how late the soonest, the hundredth part, … of them
   * came.
   */
  readonly quantilesMs: readonly number[];
};

/** The delays of one direction; null where no message went that way. */
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
    medianMs: (lower + upper) / 2,
    percentile95Ms: delays[Math.ceil(0.95 * count) - 1]!,
    worstMs: delays[count - 1]!,
    quantilesMs: Array.from(
      { length: 101 },
      (_, hundredth) => delays[Math.round((hundredth / 100) * (count - 1))]!,
    ),
  };
}

/** Filled by hand: `filter` and `from` would take longer than the simulation took to make them. */
function delaysOf(deliveries: readonly MessageDelivery[], direction: Direction): Float64Array {
  const delays = new Float64Array(deliveries.length);
  let count = 0;
  for (const { message, deliveredAtMs } of deliveries) {
    if (message.direction === direction) delays[count++] = deliveredAtMs - message.madeAtMs;
  }
  return delays.subarray(0, count);
}
