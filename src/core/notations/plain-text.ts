/** A conversation written as text in one plain form, which reads back as the same bytes and directions. */

import { toHex } from '#core/bytes/hex.ts';
import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

const MARKS: Readonly<Record<Direction, string>> = {
  'client-to-server': 'C:',
  'server-to-client': 'S:',
};

/** A part of the conversation that stands in a line of its own. */
export type PlainLine = {
  readonly direction: Direction;
  readonly range: { readonly start: number; readonly end: number };
};

/**
 * A line for each part: "C: 81 85 …" for what the client sent, "S: 81 05 …" for what the server did. Arrows would leave it to
 * the bytes which of the two is which.
 */
export function writePlain(trace: Trace, lines: readonly PlainLine[] = trace.events): string {
  return lines
    .filter(({ range }) => lengthOfRange(range) > 0)
    .map(({ direction, range }) => {
      const bytes = trace.streams[direction].read(range.start, range.end);
      return `${MARKS[direction]} ${toHex(bytes, ' ')}`;
    })
    .join('\n');
}
