/** Where keys lead in a list of rows. */

import { firstReached } from '#core/bytes/bisect.ts';

/**
 * Where a key leads in a list of rows, without going around its ends; null for keys that do not
 * move.
 */
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

/** The first row with `value` or more, in rows of ascending values; the last if there is none. */
export function rowNearest(values: readonly number[], value: number): number {
  const last = Math.max(0, values.length - 1);
  return firstReached(last, (index) => values[index]! >= value);
}
