/**
 * A conversation written as text in one plain form, which reads back as the same bytes and
 * directions.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

/** Arrows would leave it to the masks which side is which, and those may be what was edited. */
const MARKS: Readonly<Record<Direction, string>> = {
  'client-to-server': 'C:',
  'server-to-client': 'S:',
};

/** A part of the conversation that stands in a line of its own. */
export type PlainLine = { readonly direction: Direction; readonly range: ByteRange };

/**
 * A line for each part: "C: 81 85 …" for what the client sent, "S: 81 05 …" for what the server
 * did. Each byte is written once, though parts may overlap, and what no part has comes last.
 * Expects a trace without gaps: text has no sign for them.
 */
export function writePlain(trace: Trace, parts: readonly PlainLine[] = trace.events): string {
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const lines: string[] = [];
  const write = (direction: Direction, end: number) => {
    const start = reached[direction];
    if (end <= start) return;
    reached[direction] = end;
    lines.push(`${MARKS[direction]} ${toHex(trace.streams[direction].read(start, end), ' ')}`);
  };
  for (const { direction, range } of parts) write(direction, range.end);
  for (const direction of DIRECTIONS) write(direction, trace.streams[direction].length);
  return lines.join('\n');
}
