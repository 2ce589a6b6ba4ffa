/** A sequence diagram in a scrolling view: what is in sight, and how far to scroll. */

import type { SequenceLayout } from './sequence-diagram.ts';

/** The part of the drawing that is in sight, in places along time. */
export type SightRange = { readonly start: number; readonly end: number };

/** Stories with more rows are drawn only near what is in sight. */
const DRAWN_WHOLE = 80;
/** Drawn beyond the edges, so that a slow scroll shows no gap. */
const BEYOND = 240;

/**
 * Where the part in sight begins, rounded, so that few scrolls change what is drawn. Null if
 * everything is drawn.
 */
export function sightToDraw(
  scrolled: number,
  { rows }: Pick<SequenceLayout, 'rows'>,
): number | null {
  return rows.length <= DRAWN_WHOLE ? null : Math.floor(scrolled / BEYOND) * BEYOND;
}

/** Whether a place is drawn, given a rounded beginning and the length of what is in sight. */
export function isDrawn({ start, end }: SightRange, sight: number | null, length: number): boolean {
  return sight === null || (end >= sight - BEYOND && start <= sight + length + 2 * BEYOND);
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
