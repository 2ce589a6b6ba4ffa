/** The binary search for all ordered lists. */

/**
 * The first of `length` indices that is `reached`; `length` if none is. Expects that every index
 * after a reached one is reached too.
 */
export function firstReached(length: number, isReached: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
