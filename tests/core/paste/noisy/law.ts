/**
 * The law of reading: the bytes read are the bytes in the text, or the reading says what it
 * couldn’t read. Never silently fewer, and never invented.
 */

import { directParts } from '#core/paste/assembly/directions.ts';
import type { ReadConnection, Reading } from '#core/paste/reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { NoisyPaste } from './noisy-paste.ts';
import type { PrintedByte } from './paste-writer.ts';

/** `said`: some bytes weren’t read, and the reading says which. */
export type Verdict =
  | { readonly kind: 'exact' | 'said' }
  | { readonly kind: 'wrong'; readonly why: string };

type ReadByte = TextRange & { readonly value: number; readonly direction: Direction };

export function judgeReading(paste: NoisyPaste, reading: Reading): Verdict {
  const isRead = new Uint8Array(paste.bytes.length);
  for (const connection of reading.connections) {
    const why = faultOf(paste, bytesOf(connection), isRead);
    if (why !== null) return { kind: 'wrong', why };
  }
  if (paste.cuts > 0 && reading.lost.length === 0) return { kind: 'wrong', why: 'cut not told' };
  const missing = paste.bytes.filter((_, index) => !isRead[index]);
  if (missing.length === 0) return { kind: 'exact' };
  const said = [...reading.unread, ...reading.problems.map(({ range }) => range)];
  const silent = missing.find((byte) => !said.some((range) => overlaps(range, byte)));
  if (silent === undefined) return { kind: 'said' };
  return { kind: 'wrong', why: 'silently not read' };
}

/** In the order of the text; without bytes that were made. */
function bytesOf(connection: ReadConnection): ReadByte[] {
  const { bytes, positions } = connection;
  return directParts(connection, 'as-told').flatMap(({ direction, start, end }) =>
    Array.from(bytes.subarray(start, end), (value, index): ReadByte => {
      const at = start + index;
      return { value, direction, start: positions.starts[at]!, end: positions.ends[at]! };
    }),
  );
}

const isLineEnd = ({ value }: ReadByte) => value === 0x0d || value === 0x0a;
const LINE_END = /^[\r\n]+$/;

/** Why these bytes aren’t those of the text; null if they are, as far as they go. */
function faultOf(
  { bytes: printed, text }: NoisyPaste,
  read: readonly ReadByte[],
  isRead: Uint8Array,
): string | null {
  let at = 0;
  for (const byte of read) {
    // The line ends of heads, in the text or put back.
    const isPutBack = byte.end === byte.start;
    if (isPutBack ? isLineEnd(byte) : LINE_END.test(text.slice(byte.start, byte.end))) continue;
    if (isPutBack) return 'made bytes around it';
    while (at < printed.length && !overlaps(printed[at]!, byte)) at++;
    const print = printed[at];
    if (print === undefined) return invention(printed, byte, text);
    if (print.value !== byte.value) return 'another value';
    if (print.direction !== null && print.direction !== byte.direction) return 'another direction';
    isRead[at++] = 1;
  }
  return null;
}

function invention(printed: readonly PrintedByte[], byte: ReadByte, text: string): string {
  if (printed.some((print) => overlaps(print, byte))) return 'another order, or twice';
  return `invented, as from ${JSON.stringify(text.slice(byte.start, byte.end))}`.slice(0, 40);
}

function overlaps(one: TextRange, other: TextRange): boolean {
  return one.start < other.end && other.start < one.end;
}
