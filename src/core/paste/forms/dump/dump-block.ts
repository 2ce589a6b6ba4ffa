/** Finds the rows of a dump in consecutive lines, behind whatever a log printed before each row. */

import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { CODE } from '#core/paste/text/characters.ts';
import { isWithin, plainMasksIn } from '#core/paste/text/masks.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { DumpGroups, dumpLineAt, type DumpLine } from './dump-line.ts';
import { shapeOf, type DumpShape, type ShapedLine } from './dump-shape.ts';

export type DumpRow = ShapedLine & {
  /** The star before it, which stands for repeated rows. */
  readonly star: TextRange | null;
};

export type DumpBlock = {
  readonly rows: readonly DumpRow[];
  readonly shape: DumpShape;
  /** The index of the first line after it. */
  readonly to: number;
  readonly hasLabels: boolean;
};

/** The dump that starts in a line; null if none does. */
export function dumpBlockAt(lines: PastedLines, from: number): DumpBlock | null {
  const first = firstRowIn(lines, from);
  if (first === null) return null;
  const label = labelShapeOf(lines, from, first);
  const rows: DumpRow[] = [{ ...first, isBehindStar: false, star: null }];
  let star: TextRange | null = null;
  /** The line that stands for rows that were cut out. */
  let ellipsis: number | null = null;
  let to = from + 1;
  let last = first;
  for (let line = from + 1; line < lines.count; line++) {
    if (lines.isEmpty(line)) {
      if (line > to) break;
      continue;
    }
    const starred = starIn(lines, line, label);
    if (starred !== null && star === null) {
      star = starred;
      continue;
    }
    if (isEllipsis(lines, line, label) && line === to) {
      ellipsis = line;
      continue;
    }
    const row = nextRowIn(lines, line, label, last);
    if (ellipsis !== null && (row === null || !isAfter(lines.text, row, last))) break;
    ellipsis = null;
    if (row === null || (line > to && star === null && !isAfter(lines.text, row, last))) break;
    rows.push({ ...row, isBehindStar: star !== null, star });
    star = null;
    last = row;
    to = line + 1;
    // A label that isn't the start of a dump is found soon.
    if (rows.length === 8 && shapeOf(lines.text, rows) === null) return null;
  }
  const shape = shapeOf(lines.text, rows);
  if (
    isShort(first) &&
    (rows.length < 2 || shape?.offsetRadix !== 10 || !isAtStart(lines.text, rows))
  )
    return null;
  if (shape === null || (label !== '' && !isPlausible(lines.text, rows, shape))) return null;
  return { rows, shape, to, hasLabels: label !== '' };
}

/** Offsets without leading zeros, as in "0:", "16:", "32:". */
function isShort({ offset }: DumpLine): boolean {
  return offset.end - offset.start < 3;
}

function isAtStart(text: string, rows: readonly DumpRow[]): boolean {
  const [first, second] = rows.map(({ offset }) => Number(text.slice(offset.start, offset.end)));
  return first === 0 && (second ?? 0) >= 4;
}

/** Whether a row's offset is greater, so that an empty line doesn't end the dump. */
function isAfter(text: string, row: DumpLine, last: DumpLine): boolean {
  const width = row.offset.end - row.offset.start;
  if (width < last.offset.end - last.offset.start) return false;
  const before = text.slice(last.offset.start, last.offset.end).padStart(width, '0');
  return text.slice(row.offset.start, row.offset.end) > before;
}

/** Behind a label, digits that look like an offset need more: groups of digits after them. */
function isPlausible(text: string, rows: readonly DumpRow[], shape: DumpShape): boolean {
  const groups = new DumpGroups();
  groups.read(text, rows[0]!.body, rows[0]!.end);
  return groups.count > 0 && (shape.isConfirmed || rows.length === 1);
}

const MOST_LABEL = 200;

function firstRowIn(lines: PastedLines, line: number): DumpLine | null {
  const start = lines.content(line);
  const end = lines.contentEnd(line);
  const isIndented = lines.text.charCodeAt(lines.start(line)) === CODE.tab;
  const plain = rowAt(lines.text, start, end, isIndented);
  if (plain !== null && !isTime(lines.text, plain)) return plain;
  const sample = lines.text.slice(start, Math.min(end, start + MOST_LABEL));
  if (!/[\da-f]{4}/i.test(sample)) return null;
  let masks: readonly TextRange[] | null = null;
  for (const { index } of sample.matchAll(OFFSET)) {
    const row = rowAt(lines.text, start + index, end, false);
    if (row === null || row.body === row.end || !isSetOff(lines.text, row)) continue;
    masks ??= plainMasksIn(sample);
    if (!isWithin(masks, index)) return row;
  }
  return null;
}

/** What can be an offset behind a label. */
const OFFSET = /(?<=[\s:|\]])[[|]?(?:0x)?[\da-f]{4,16}(?=[\s:\]|])/gi;

/** Whether more than a space is between the offset and the bytes. */
function isSetOff(text: string, row: DumpLine): boolean {
  return row.hasColon || row.gap >= 2 || (isPadded(text, row) && !isBehindHex(text, row));
}

/** Zeros behind the beginning of a frame are its masking key: "8180 00000000". */
function isBehindHex(text: string, { start }: DumpLine): boolean {
  return /(?:^|[\s:=>])[8c][0-289a][\da-f]{2}\s$/i.test(text.slice(Math.max(0, start - 6), start));
}

/** As od writes offsets, with a single space behind them: "000010 81 05". */
function isPadded(text: string, { offset }: DumpLine): boolean {
  return offset.end - offset.start >= 6 && text.startsWith('00', offset.start);
}

/** Seconds or milliseconds since 1970, before each line of a log. */
function isTime(text: string, { offset, hasPrefix, hasColon }: DumpLine): boolean {
  if (hasPrefix || hasColon) return false;
  return /^1[5-9]\d{8}(?:\d{3})?$/.test(text.slice(offset.start, offset.end));
}

/** The row at a place, without the frame that Netty draws around it. */
function rowAt(text: string, at: number, end: number, isIndented: boolean): DumpLine | null {
  return dumpLineAt(text, at, end, isIndented);
}

/** A further row: at the same place behind the same label, or without one. */
function nextRowIn(
  lines: PastedLines,
  line: number,
  label: string,
  last: DumpLine,
): DumpLine | null {
  const isIndented = lines.text.charCodeAt(lines.start(line)) === CODE.tab;
  const end = lines.contentEnd(line);
  if (label === '') {
    const plain = rowAt(lines.text, lines.content(line), end, isIndented);
    if (plain === null || isTime(lines.text, plain)) return null;
    // "C:" is a side, no offset.
    const isLetter =
      plain.body === end &&
      plain.offset.end - plain.offset.start < last.offset.end - last.offset.start;
    return isLetter ? null : plain;
  }
  const row = firstRowIn(lines, line) ?? closingRowIn(lines, line, last);
  if (row === null || row.hasPrefix !== last.hasPrefix) return null;
  return labelShapeOf(lines, line, row) === label ? row : null;
}

/** Behind a label, the last offset of a dump, which no bytes follow. */
function closingRowIn(lines: PastedLines, line: number, { offset }: DumpLine): DumpLine | null {
  const end = lines.contentEnd(line);
  const at = end - (offset.end - offset.start);
  if (at <= lines.content(line) || !/[\s:|\]]/.test(lines.text.charAt(at - 1))) return null;
  const row = rowAt(lines.text, at, end, false);
  return row?.body === end ? row : null;
}

/** What stands before a row, without its digits: the same for all rows of a log. */
function labelShapeOf(lines: PastedLines, line: number, { start }: DumpLine): string {
  const label = lines.text.slice(lines.content(line), start).replace(/\d+/g, '0').trim();
  return label;
}

function isEllipsis(lines: PastedLines, line: number, label: string): boolean {
  const content = lines.slice(line, MOST_LABEL);
  const mark = /(?:\.{3,}|…|\[(?:\.{3}|…)\])$/.exec(content);
  if (mark === null) return false;
  const before = content.slice(0, mark.index);
  return before.trim() === '' || before.replace(/\d+/g, '0').trim() === label;
}

function starIn(lines: PastedLines, line: number, label: string): TextRange | null {
  const end = lines.contentEnd(line);
  const at = end - 1;
  if (lines.text.charCodeAt(at) !== CODE.star) return null;
  const before = lines.text.slice(lines.content(line), at);
  const isAlone = before === '' || (label !== '' && before.replace(/\d+/g, '0').trim() === label);
  return isAlone ? { start: at, end } : null;
}
