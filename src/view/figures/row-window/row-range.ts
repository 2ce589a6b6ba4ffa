/** Which of many rows are worth drawing. */

export type RowRange = { readonly start: number; readonly end: number };

export type Viewport = {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
};

/** Rows drawn beyond each edge, so that a little scrolling finds them there. */
const SPARE_ROWS = 4;

/** Taken to be in view where nothing has been measured yet. */
const PROBABLE_ROWS = 16;

/** The rows in view and a few more; starts move in steps, so that most scrolling draws nothing. */
export function rowsInView(count: number, { scrollTop, height, rowHeight }: Viewport): RowRange {
  const inView = height > 0 ? Math.ceil(height / rowHeight) : PROBABLE_ROWS;
  const first = Math.floor(scrollTop / rowHeight / SPARE_ROWS) * SPARE_ROWS;
  const last = Math.max(0, count - inView - SPARE_ROWS);
  const start = Math.min(Math.max(0, first - SPARE_ROWS), last);
  return { start, end: Math.min(count, Math.max(first, start) + inView + 2 * SPARE_ROWS) };
}

/** How far to scroll so that a row is seen whole; as far as now where it is. */
export function scrollToReveal(index: number, viewport: Viewport): number {
  const { scrollTop, height, rowHeight } = viewport;
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
