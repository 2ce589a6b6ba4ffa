/**
 * Scrolling through more rows than an element can be high. Firefox draws none higher than 17
 * million pixels, and Chromium none higher than 33 million, which are 700,000 rows. So the element
 * is lower than its rows, and each of its places stands for several of theirs. Short ways move by
 * as many pixels as in any other list; long ones, such as those of a dragged scroll bar, by the
 * proportion.
 */

/** In pixels. */
export const MAX_HEIGHT = 8_000_000;

/** Views that the element leaves above and below it, unless the rows end there. */
const ROOM_IN_VIEWS = 10;

/** Where a list is scrolled to, in pixels. */
export type ScrollPlace = {
  /** What the element says. */
  readonly scrollTop: number;
  /** Rows above the view beyond that. 0 if the rows are as high as the element. */
  readonly offset: number;
};

export type ScrollSizes = {
  /** Of all rows. */
  readonly total: number;
  /** Of the view. */
  readonly height: number;
};

export const AT_TOP: ScrollPlace = { scrollTop: 0, offset: 0 };

/** The height of the element that is scrolled. */
export function elementHeight(total: number): number {
  return Math.min(total, MAX_HEIGHT);
}

/** The height of the rows above the view. */
export function rowsAbove({ scrollTop, offset }: ScrollPlace): number {
  return scrollTop + offset;
}

/** The place that shows the rows from `above` pixels on, or the last ones. */
export function placeAt(above: number, sizes: ScrollSizes): ScrollPlace {
  const ways = waysOf(sizes);
  const wanted = Math.max(0, Math.min(above, ways.ofRows));
  if (ways.ofRows === ways.ofElement) return { scrollTop: wanted, offset: 0 };
  const inProportion = Math.round((wanted / ways.ofRows) * ways.ofElement);
  // So that short ways lead to the first and the last row.
  const room = ROOM_IN_VIEWS * sizes.height;
  const least = Math.min(wanted, room);
  const most = ways.ofElement - Math.min(ways.ofRows - wanted, room);
  const scrollTop = Math.max(least, Math.min(inProportion, most));
  return { scrollTop, offset: wanted - scrollTop };
}

/** The place after the element was scrolled to `scrollTop`. */
export function placeAfter(
  scrollTop: number,
  before: ScrollPlace,
  sizes: ScrollSizes,
): ScrollPlace {
  const ways = waysOf(sizes);
  if (ways.ofRows === ways.ofElement) return { scrollTop, offset: 0 };
  const isShort = Math.abs(scrollTop - before.scrollTop) <= sizes.height;
  const isAtEnd = scrollTop <= 0 || scrollTop >= ways.ofElement;
  const moved = rowsAbove(before) + scrollTop - before.scrollTop;
  // At an end of the element a short way can be short of that of the rows, or past it.
  if (isShort && !isAtEnd && moved >= 0 && moved <= ways.ofRows) {
    return { scrollTop, offset: before.offset };
  }
  if (isShort && isAtEnd && moved > 0 && moved < ways.ofRows) return placeAt(moved, sizes);
  const above = Math.round((scrollTop / ways.ofElement) * ways.ofRows);
  return { scrollTop, offset: Math.max(0, Math.min(above, ways.ofRows)) - scrollTop };
}

/** How far the element and the rows can be scrolled. */
function waysOf({ total, height }: ScrollSizes): { ofElement: number; ofRows: number } {
  return {
    ofElement: Math.max(0, elementHeight(total) - height),
    ofRows: Math.max(0, total - height),
  };
}
