/** How keys move in a list of rows. */

import { firstReached } from '#core/bytes/bisect.ts';

/** The row after a key, without wrapping around. Null for keys that don't move. */
export function rowAfterKey(
  key: string,
  index: number,
  { count, rowsPerPage }: { readonly count: number; readonly rowsPerPage: number },
): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, last);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'PageDown':
      return Math.min(index + rowsPerPage, last);
    case 'PageUp':
      return Math.max(index - rowsPerPage, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/**
 * The first row with at least `value`, in rows of ascending values. The last row if there is none.
 */
export function rowNearest(values: readonly number[], value: number): number {
  const last = Math.max(0, values.length - 1);
  return firstReached(last, (index) => values[index]! >= value);
}
