/** Which rows of a long list to draw. */

export type RowRange = { readonly start: number; readonly end: number };

export type Viewport = {
  /** Pixels of rows above the view. */
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
};

/** The most rows beyond each edge that are ready for slow scrolling. A low list has fewer. */
const MAX_SPARE_ROWS = 4;

/** The number of rows in view until something is measured. */
const PROBABLE_ROWS = 16;

/**
 * The rows in view and a few more. The first one changes in steps, so that most scrolling draws
 * nothing.
 */
export function rowsInView(count: number, { scrollTop, height, rowHeight }: Viewport): RowRange {
  const inView = height > 0 ? Math.ceil(height / rowHeight) : PROBABLE_ROWS;
  const spare = Math.min(MAX_SPARE_ROWS, Math.ceil(inView / 2));
  const first = Math.floor(scrollTop / rowHeight / spare) * spare;
  const last = Math.max(0, count - inView - spare);
  const start = Math.min(Math.max(0, first - spare), last);
  return { start, end: Math.min(count, Math.max(first, start) + inView + 2 * spare) };
}

/** The scroll position that shows a row completely. Unchanged if it is in view. */
export function scrollToReveal(index: number, viewport: Viewport): number {
  const { scrollTop, height, rowHeight } = viewport;
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
