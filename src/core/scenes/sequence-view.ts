/** A sequence diagram in a scrolling view: the size that fits, and scrolling to a row. */

import type { SequenceRow, SequenceSize } from './sequence-diagram.ts';

/** From this width on, texts fit beside the lifelines. */
const WIDE_FROM = 560;

/** The size of a diagram that fills a view. */
export function sequenceSizeWithin(width: number, height: number, textScale: number): SequenceSize {
  const isNarrow = width < WIDE_FROM;
  const margin = isNarrow ? Math.max(44, width * 0.16) : Math.min(170, width * 0.19);
  return { width, height, margin, textScale, isNarrow };
}

/** Rows this close to the edge of a view are hard to follow. */
const EDGE = { top: 30, bottom: 70 } as const;

/** How far to scroll so that a row is visible; null if it already is. */
export function scrollToRow(
  { from, to }: SequenceRow,
  view: { readonly top: number; readonly height: number },
): number | null {
  const isInSight = from.y > view.top + EDGE.top && to.y < view.top + view.height - EDGE.bottom;
  return isInSight ? null : from.y - view.height / 3;
}
