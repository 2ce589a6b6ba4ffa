/**
 * Finds bytes that a reading skipped. Some notations read only between delimiters, as in `<Buffer
 * 81 00>`, and another paste below can be in another notation.
 */

import { firstReached } from '#core/bytes/bisect.ts';
import { linesOf } from './lines.ts';
import type { NotationProblem, TextPositions } from './notation.ts';

/** Separators between bytes written as pairs of digits. */
const PAIR = String.raw`(?:0x|\\x)?[0-9a-f]{2}(?:[\s,:-]+|$)`;

/**
 * A line of only pairs, or one that starts with more pairs than a time of day has, or one long row
 * of digits.
 */
const LOOKS_LIKE_BYTES = new RegExp(
  String.raw`^\s*(?:(?:${PAIR}){2,}$|(?:[0-9a-f]{4,8}:?\s+)?(?:${PAIR}){4,}|(?:[0-9a-f]{2}){4,}\s*$)`,
  'i',
);

/** The first skipped line that looks like bytes; null if there is none. */
export function findUnreadBytes(
  text: string,
  { starts }: TextPositions,
): (NotationProblem & { readonly kind: 'other-form' }) | null {
  const inOrder = Uint32Array.from(starts).sort();
  for (const range of linesOf(text)) {
    if (!LOOKS_LIKE_BYTES.test(text.slice(range.start, range.end))) continue;
    if (!hasAnyWithin(inOrder, range.start, range.end)) return { kind: 'other-form', range };
  }
  return null;
}

function hasAnyWithin(inOrder: Uint32Array, start: number, end: number): boolean {
  const first = firstReached(inOrder.length, (index) => inOrder[index]! >= start);
  return (inOrder[first] ?? Infinity) < end;
}
