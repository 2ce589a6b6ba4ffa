/**
 * od -c and hexdump -c: offsets, and in columns of four either a character, an escape or three
 * octal digits for each byte.
 */

import { CODE, isBlank, isDigit, isOctalDigit } from '#core/paste/text/characters.ts';
import { dumpLineAt, offsetValue } from './dump-line.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';

const COLUMN = 4;

const ESCAPES: Readonly<Record<string, number>> = {
  '\\0': 0,
  '\\a': 7,
  '\\b': 8,
  '\\t': 9,
  '\\n': 10,
  '\\v': 11,
  '\\f': 12,
  '\\r': 13,
  '\\\\': 0x5c,
};

/**
 * A row of nothing but digits belongs to another kind of dump, so at least one row must have
 * characters.
 */
export function claimCharacterDump(lines: PastedLines, from: number): Block | null {
  const { text } = lines;
  // Most lines have no offset.
  if (dumpLineAt(text, lines.content(from), lines.end(from)) === null)
    return claimCharacters(lines, from);
  const writer = new BlockWriter();
  let hasCharacters = false;
  let radix: 8 | 16 = 8;
  let star: TextRange | null = null;
  let row = { start: 0, end: 0 };
  let to = from;
  for (let line = from; line < lines.count; line++) {
    const { start, end } = lines.contentRange(line);
    if (start === end) continue;
    const isStar = end - start === 1 && text.charCodeAt(start) === CODE.star;
    if (isStar && star === null && to > from) {
      star = { start, end };
      continue;
    }
    const dump = dumpLineAt(text, start, lines.end(line));
    if (dump === null || dump.hasPrefix || dump.hasColon) break;
    // od counts in octal, hexdump in hex.
    if (offsetValue(text, dump.offset, radix) !== writer.count && to === from + 1) radix = 16;
    const offset = offsetValue(text, dump.offset, radix);
    if (Number.isNaN(offset)) break;
    if (dump.body === dump.end && offset < writer.count && isPadded(writer, offset)) {
      writer.collector.dropTo(offset);
      writer.leaveOut('offsets');
      to = line + 1;
      break;
    }
    const missing = offset - writer.count;
    const size = row.end - row.start;
    if (missing !== 0) {
      // Only rows of repeated bytes can come between.
      const isRepeated = star !== null && size > 0 && missing > 0 && missing % size === 0;
      if (!isRepeated || star === null || offset > MOST_REPEATED) break;
      const bytes = writer.collector.view(row.start, row.end).slice();
      writer.collector.repeat(bytes, missing / size, star.start, star.end);
    }
    star = null;
    const first = writer.count;
    let isRow = true;
    let isOfCharacters = false;
    for (let at = dump.offset.end; at < lines.end(line) && isRow; at += COLUMN) {
      const cell = cellOf(text, at, Math.min(lines.end(line), at + COLUMN));
      isRow = cell !== null;
      if (cell === null) continue;
      isOfCharacters ||= cell.isCharacter;
      writer.add(cell.byte, cell.start, Math.min(lines.end(line), at + COLUMN));
    }
    if (!isRow) {
      writer.collector.dropTo(first);
      break;
    }
    hasCharacters ||= isOfCharacters;
    row = { start: first, end: writer.count };
    writer.leaveOut('offsets');
    to = line + 1;
  }
  if (!hasCharacters) return claimCharacters(lines, from);
  const start = lines.content(from);
  return {
    from,
    to,
    start,
    end: lines.contentEnd(to - 1),
    readings: [writer.finish('od-characters', 'sure')],
  };
}

/** Fewer cells can be words of one letter. */
const LEAST_CELLS = 4;

/** The same without offsets: od -An -c. */
function claimCharacters(lines: PastedLines, from: number): Block | null {
  const { text } = lines;
  const writer = new BlockWriter();
  let hasCharacters = false;
  let to = from;
  for (; to < lines.count && !lines.isEmpty(to); to++) {
    const end = lines.end(to);
    const first = writer.count;
    let cell: Cell | null = null;
    for (let at = lines.start(to); at < end; at += COLUMN) {
      cell = at + COLUMN <= end ? cellOf(text, at, at + COLUMN) : null;
      if (cell === null) break;
      // A digit alone can be a number.
      hasCharacters ||= cell.isCharacter && !isDigit(cell.byte);
      writer.add(cell.byte, cell.start, at + COLUMN);
    }
    if (cell !== null) continue;
    writer.collector.dropTo(first);
    break;
  }
  if (writer.count < LEAST_CELLS || !hasCharacters) return null;
  const range = { start: lines.content(from), end: lines.contentEnd(to - 1) };
  return { from, to, ...range, readings: [writer.finish('od-characters', 'likely')] };
}

/** hexdump fills its last row with spaces, and the total follows. */
function isPadded({ collector }: BlockWriter, total: number): boolean {
  return collector.view(total).every((byte) => byte === CODE.blank);
}

const MOST_REPEATED = 16 * 1024 * 1024;

type Cell = { readonly byte: number; readonly start: number; readonly isCharacter: boolean };

/** A column starts with a space, and its content is right-aligned. */
function cellOf(text: string, at: number, end: number): Cell | null {
  if (!isBlank(text.charCodeAt(at))) return null;
  let start = at;
  while (start < end - 1 && isBlank(text.charCodeAt(start))) start++;
  const content = text.slice(start, end);
  if (content.length === 1) {
    const code = content.charCodeAt(0);
    const isCharacter = code !== CODE.blank;
    return code < 0x7f && code >= CODE.blank ? { byte: code, start, isCharacter } : null;
  }
  if (content.length === 3 && [0, 1, 2].every((place) => isOctalDigit(content.charCodeAt(place)))) {
    const byte = Number.parseInt(content, 8);
    return byte <= 0xff ? { byte, start, isCharacter: false } : null;
  }
  const byte = ESCAPES[content];
  return byte === undefined ? null : { byte, start, isCharacter: true };
}
