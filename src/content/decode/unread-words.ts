/** Words for the part of a text that wasn't read. */

import type { UnreadLines } from '#core/paste/text/text-lines.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/** "3 lines weren’t read.", "2 lines and part of another weren’t read."; empty if all was read. */
export function unreadWords({ whole, partial }: UnreadLines): string {
  if (whole === 0 && partial === 0) return '';
  if (partial === 0) return `${countOf(whole, 'line')} ${whole === 1 ? 'wasn’t' : 'weren’t'} read.`;
  if (whole === 0) {
    return partial === 1
      ? 'Part of a line wasn’t read.'
      : `Parts of ${countOf(partial, 'line')} weren’t read.`;
  }
  const others = partial === 1 ? 'part of another' : `parts of ${formatCount(partial)} others`;
  return `${countOf(whole, 'line')} and ${others} weren’t read.`;
}

/** Where the next unread text is, after it was scrolled into view. */
export function unreadPlaceWords(
  number: number,
  count: number,
  line: number,
  excerpt: string,
): string {
  return `${formatCount(number)} of ${formatCount(count)}, line ${formatCount(line)}: ${excerpt}`;
}
