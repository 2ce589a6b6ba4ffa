/** Words for each slice of a comparison's time, shown while it plays. */

import type { Sample, SampleResult } from '#core/traffic/results/sample.ts';
import { entriesOf } from '#core/traffic/methods/by-method.ts';
import { sliceEnd } from '#core/traffic/results/progress.ts';
import { formatBytes, formatDecimal, formatSize } from './numbers.ts';
import { METHOD_NAMES_WITHIN } from './compare-words.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/** "37.0 s". */
export function sliceTime({ endMs }: Sample, slice: number): string {
  return `${formatDecimal(Number((sliceEnd(slice, endMs) / 1000).toFixed(1)))} s`;
}

/** "9.4 kB, 7 of 9": bytes so far, and how many of the messages made have arrived. */
export function soFar({ madeSoFar }: Sample, { progress }: SampleResult, slice: number): string {
  const [bytes, arrived] = [progress.bytes[slice] ?? 0, progress.arrived[slice] ?? 0];
  return `${formatSize(bytes)}, ${formatCount(arrived)} of ${formatCount(madeSoFar[slice] ?? 0)}`;
}

export const ZOOM_LABEL = 'Time shown';

/** For the bars below the timeline. */
export function soFarCaption(sample: Sample, slice: number): string {
  return `Bytes of the sample after ${sliceTime(sample, slice)}`;
}

export const SO_FAR_NOTE =
  'Under each name: the bytes so far, and how many of the messages made have arrived.';

/** One sentence for a slice, with the bytes of each method. */
export function sliceTitle(sample: Sample, slice: number): string {
  const amounts = entriesOf(sample.results).map(([method, { progress }]) => {
    const { bytes } = progress;
    return `${formatBytes(bytes[slice] ?? 0)} with ${METHOD_NAMES_WITHIN[method]}`;
  });
  const made = countOf(sample.madeSoFar[slice] ?? 0, 'message');
  return `After ${sliceTime(sample, slice)}, ${made} made: ${amounts.join(', ')}.`;
}
