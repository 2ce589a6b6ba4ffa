/**
 * Writes a conversation as text in one simple form, which reads back as the same bytes and
 * directions.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

/** Not arrows: then the masks would decide the sides, and masks can be edited. */
const MARKS: Readonly<Record<Direction, string>> = {
  'client-to-server': 'C:',
  'server-to-client': 'S:',
};

/** A part of the conversation with a separate line. */
export type PlainLine = { readonly direction: Direction; readonly range: ByteRange };

/** Bytes in a line that names their sender. */
export function plainLine(direction: Direction, bytes: Uint8Array): string {
  return `${MARKS[direction]} ${toHex(bytes, ' ')}`;
}

/**
 * One line per part: "C: 81 85 …" for the client, "S: 81 05 …" for the server. Each byte is written
 * once even if parts overlap. Bytes outside all parts come last. The trace must have no gaps,
 * because text can't represent them.
 */
export function writePlain(trace: Trace, parts: readonly PlainLine[] = trace.events): string {
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const lines: string[] = [];
  const write = (direction: Direction, end: number) => {
    const start = reached[direction];
    if (end <= start) return;
    reached[direction] = end;
    lines.push(plainLine(direction, trace.streams[direction].read(start, end)));
  };
  for (const { direction, range } of parts) write(direction, range.end);
  for (const direction of DIRECTIONS) write(direction, trace.streams[direction].length);
  return lines.join('\n');
}
