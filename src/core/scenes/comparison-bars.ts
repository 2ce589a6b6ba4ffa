/** Bars of the bytes that each method sent, split by purpose. */

import { purposesUpTo, type BytePurpose } from '#core/traffic/counting/byte-counts.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';

export type BarSegment = {
  readonly purpose: BytePurpose;
  readonly bytes: number;
  readonly x: number;
  readonly width: number;
};

export type ComparisonBar = {
  readonly method: MethodId;
  readonly width: number;
  /** One for each purpose that has bytes, in the order of the layers. */
  readonly segments: readonly BarSegment[];
};

const GAP = 2;
/** Keeps segments of few bytes visible. */
const MIN_WIDTH = 2;

/** The longest bar takes at most `width`. All bars have the same scale. */
export function layoutBars(
  { results, settings }: ComparisonReport,
  width: number,
): ComparisonBar[] {
  const maxBytes = Math.max(1, ...METHODS.map((method) => results[method].totalBytes));
  const purposes = purposesUpTo(settings.layer);
  const reserved = purposes.length * (GAP + MIN_WIDTH);
  const unitsPerByte = Math.max(0, width - reserved) / maxBytes;
  return METHODS.map((method) => {
    const { bytes } = results[method];
    const segments: BarSegment[] = [];
    let x = 0;
    for (const purpose of purposes) {
      if (bytes[purpose] === 0) continue;
      const segmentWidth = Math.max(MIN_WIDTH, bytes[purpose] * unitsPerByte);
      segments.push({ purpose, bytes: bytes[purpose], x, width: segmentWidth });
      x += segmentWidth + GAP;
    }
    return { method, width: Math.max(0, x - GAP), segments };
  });
}
