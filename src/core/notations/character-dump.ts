/**
 * od -c: octal offsets, and in columns of four either a character, an escape or three octal digits
 * for each byte.
 */

import { CODE, isBlank, isOctalDigit } from './characters.ts';
import { dumpLineOf, offsetValue } from './dump-line.ts';
import { linesOf } from './lines.ts';
import type { TextRange } from './notation.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

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
 * A line of nothing but digits belongs to another kind of dump, so at least one line must have
 * characters.
 */
export function readCharacterDump(text: string): Reading[] {
  const transcript = new Transcript();
  let hasCharacters = false;
  let star: TextRange | null = null;
  let row = { start: 0, end: 0 };
  for (const line of linesOf(text)) {
    const dump = dumpLineOf(text, line);
    const isStar = text.charCodeAt(line.start) === CODE.star;
    if (dump === null || dump.hasPrefix) {
      if (isStar) star = { start: line.start, end: line.start + 1 };
      else transcript.leaveOut('prose');
      continue;
    }
    const offset = offsetValue(text, dump.offset, 8);
    if (Number.isNaN(offset)) return [];
    const missing = offset - transcript.count;
    const size = row.end - row.start;
    if (missing !== 0) {
      // Only lines of repeated bytes can come between.
      const isRepeated = star !== null && size > 0 && missing > 0 && missing % size === 0;
      if (!isRepeated || star === null || offset > MOST_REPEATED) return [];
      const bytes = transcript.collector.view(row.start, row.end).slice();
      transcript.collector.repeat(bytes, missing / size, star.start, star.end);
    }
    star = null;
    const start = transcript.count;
    for (let at = dump.offset.end; at + COLUMN <= line.end || at < line.end; at += COLUMN) {
      const end = Math.min(line.end, at + COLUMN);
      const cell = cellOf(text, at, end);
      if (cell === null) return [];
      hasCharacters ||= cell.isCharacter;
      transcript.add(cell.byte, cell.start, end);
    }
    row = { start, end: transcript.count };
    transcript.leaveOut('offsets');
  }
  return hasCharacters ? [transcript.finish('od-characters', 'sure')] : [];
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
    return code < 0x7f && code >= CODE.blank ? { byte: code, start, isCharacter: true } : null;
  }
  if (content.length === 3 && [0, 1, 2].every((place) => isOctalDigit(content.charCodeAt(place)))) {
    const byte = Number.parseInt(content, 8);
    return byte <= 0xff ? { byte, start, isCharacter: false } : null;
  }
  const byte = ESCAPES[content];
  return byte === undefined ? null : { byte, start, isCharacter: true };
}
