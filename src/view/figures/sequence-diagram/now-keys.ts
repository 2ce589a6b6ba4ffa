/** How keys move the line of the position shown, in units of the drawing. */

const SMALL = 4;
const LARGE = 49;

/** The next place; null for other keys. */
export function draggedTo(key: string, place: number, end: number): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowUp: place - SMALL,
    ArrowLeft: place - SMALL,
    ArrowDown: place + SMALL,
    ArrowRight: place + SMALL,
    PageUp: place - LARGE,
    PageDown: place + LARGE,
    Home: 0,
    End: end,
  };
  const next = moves[key];
  return next === undefined ? null : Math.min(Math.max(next, 0), end);
}
