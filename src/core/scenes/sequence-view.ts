/** A sequence diagram in a scrolling view: what is in sight, and how far to scroll. */

import type { SequenceLayout, SequenceRow } from './sequence-diagram.ts';

/** The part of the drawing that is in sight, in places along time. */
export type SightRange = { readonly start: number; readonly end: number };

/** Stories with more rows are drawn only near what is in sight. */
const DRAWN_WHOLE = 80;
/** Drawn beyond the edges, so that a slow scroll shows no gap. */
const BEYOND = 240;

export function isInSight(
  { start, end }: Pick<SequenceRow, 'start' | 'end'>,
  { rows }: Pick<SequenceLayout, 'rows'>,
  sight: SightRange,
): boolean {
  return rows.length <= DRAWN_WHOLE || (end >= sight.start - BEYOND && start <= sight.end + BEYOND);
}

/** The line of the position shown stays here while the diagram scrolls below it. */
const HELD_AT = 0.4;
/** Nearer to an edge it is hard to follow. */
const EDGE = 40;

/**
 * How far to scroll for a place; null if the view can stay. A reader who drags the line moves it
 * within the view, which then scrolls only at its edges.
 */
export function scrollTo(
  place: number,
  { start, end }: SightRange,
  isDragged: boolean,
): number | null {
  const length = end - start;
  if (!isDragged) return Math.max(0, place - HELD_AT * length);
  if (place < start + EDGE) return Math.max(0, place - EDGE);
  return place > end - EDGE ? place - length + EDGE : null;
}
