/** Where keys lead in a list of rows. */

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

/**
 * The row that shows `value`, or the next one behind it, in rows of ascending values; the last
 * where none follows.
 */
export function rowNearest(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
