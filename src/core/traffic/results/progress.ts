/** A method's progress at the end of each slice of time, for the player. */

import { totalOf, type Layer } from '#core/traffic/counting/byte-counts.ts';
import { countRun } from '#core/traffic/counting/count-run.ts';
import type { RunCount } from '#core/traffic/counting/count-writes.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';

/** The number of equal parts of the whole time. */
export const SLICES = 60;

export type Progress = {
  /** Bytes sent so far, up to the layer of the settings. */
  readonly bytes: readonly number[];
  /** Messages that have arrived. */
  readonly arrived: readonly number[];
};

/** When a slice ends. */
export function sliceEnd(slice: number, endMs: number): number {
  return ((slice + 1) / SLICES) * endMs;
}

export function countProgress(
  run: MethodRun,
  plan: WirePlan,
  layer: Layer,
  endMs: number,
): RunCount & { readonly progress: Progress } {
  const bytes: number[] = [];
  const count = countRun(run, plan, ({ sentAtMs }, before) => {
    while (bytes.length < SLICES - 1 && sliceEnd(bytes.length, endMs) < sentAtMs) {
      bytes.push(totalOf(before, layer));
    }
  });
  // The closing handshake is after the last slice, but counts in the last figure.
  while (bytes.length < SLICES) bytes.push(totalOf(count.bytes, layer));
  const arrived = countMoments(
    run.deliveries.map(({ deliveredAtMs }) => deliveredAtMs),
    endMs,
  );
  return { ...count, progress: { bytes, arrived } };
}

/** How many of these sorted times are before the end of each slice. */
export function countMoments(moments: readonly number[], endMs: number): number[] {
  const counts: number[] = [];
  let passed = 0;
  for (let slice = 0; slice < SLICES; slice++) {
    const end = sliceEnd(slice, endMs);
    while (passed < moments.length && moments[passed]! <= end) passed++;
    counts.push(slice === SLICES - 1 ? moments.length : passed);
  }
  return counts;
}
