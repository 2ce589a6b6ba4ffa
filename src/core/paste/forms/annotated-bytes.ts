/**
 * Rows of a few bytes, each with what it means beside it: "0x81 | FIN, text", "81 -> FIN", "FIN:
 * 81". All rows together are frames; no row is one by itself.
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { speakerOf } from '#core/paste/lines/speaker-words.ts';
import {
  areFrames as areWholeFrames,
  mayBeginFrame,
  wireEvidence,
  wireUnitAt,
} from '#core/paste/ranking/wire-unit.ts';
import { isAsciiColumn } from '#core/paste/text/ascii-column.ts';
import { hasHexPrefix } from '#core/paste/text/characters.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

const BYTES = String.raw`(?:0x)?(?:[\da-f]{2})+(?:(?:,\s?|\s)(?:0x)?(?:[\da-f]{2})+)*`;
const BULLET = String.raw`^(?:[-*•]\s+)?`;
const SEPARATOR = String.raw`\s*(?:\||[-=]+>|→|⇒|=|:(?=\s)|\.{2,}|(?<=\s)[-–—](?=\s)|(?<=\s\s|\t)(?=\S))\s*`;

/** "0x81 | FIN, text". */
const BEFORE_REMARK = new RegExp(`${BULLET}(${BYTES})(${SEPARATOR})(\\S.*)?$`, 'i');
/** "FIN: 81 (text)". */
const BEHIND_NAME = new RegExp(
  String.raw`${BULLET}([^\s:=|][^:=|]{0,40}?)\s*[:=|]\s*(${BYTES})(?:\s*(?:\(.*\)|//.*|[#;].*|<-.*|←.*))?$`,
  'i',
);
const POINTER = /[>→⇒|]\s*$/;
/** What is behind the offset of a dump, which aren't bits. */
const GROUPS = /^(?![01]{4} [01]{4}\b)(?:[\da-f]{2}){1,4}\s+[\da-f]{2}/i;
const ONLY_BYTES = new RegExp(`^${BYTES}$`, 'i');

/** In one line: "header: 81 05, payload: 48 65". */
const NAMED_HEADER = /(?:^|[^a-z])(?:header|hdr|head)s?["']?\s?[:=]/i;
const NAMED = new RegExp(
  String.raw`(?:^|[\s,;{("'])([a-z][\w -]{0,20})["']?\s?[:=]\s?["']?(${BYTES})["']?(?=[\s,;})]|$)`,
  'gi',
);
/** Its value isn't what crossed the connection. */
const NOT_ON_WIRE = /unmask|decod|plain|clear/i;

const LONGEST_ROW = 200;
/** Longer runs of rows that are no frames aren't looked at again. */
const MANY_ROWS = 16;
/** Fewer rows need a frame that ends with them. */
const LEAST_OF_CUT = 3;

/** Rows of dumps have more bytes than a remark is about. */
const LEAST_IN_DUMP = 4;

/** The line up to which rows were looked at in vain. */
const FAILED = new WeakMap<PastedLines, number>();

type Row = { readonly bytes: TextRange; readonly separator: string; readonly name: string };

export function claimAnnotatedBytes(lines: PastedLines, from: number): Block | null {
  if (from < (FAILED.get(lines) ?? 0)) return null;
  const first = lines.slice(from, LONGEST_ROW);
  if (first.length === LONGEST_ROW) return null;
  if (NAMED_HEADER.test(first)) {
    const block = claimInLine(lines, from, first);
    if (block !== null) return block;
  }
  for (const isNamed of [false, true]) {
    const block = claimRows(lines, from, isNamed);
    if (block !== null) return block;
  }
  return null;
}

function claimRows(lines: PastedLines, from: number, isNamed: boolean): Block | null {
  const first = rowIn(lines, from, isNamed);
  if (first === null || !beginsMessage(lines.text, first.bytes)) return null;
  const rows: Row[] = [first];
  let to = from + 1;
  for (let line = to; line < lines.count; line++) {
    if (lines.isEmpty(line)) continue;
    const row = rowIn(lines, line, isNamed) ?? (isNamed ? null : bareRowIn(lines, line));
    if (row === null || !isAlike(row, first)) break;
    rows.push(row);
    to = line + 1;
  }
  const block = blockOf(lines, from, to, rows, isNamed);
  if (block === null && rows.length > MANY_ROWS) FAILED.set(lines, to);
  return block;
}

function rowIn(lines: PastedLines, line: number, isNamed: boolean): Row | null {
  const content = lines.slice(line, LONGEST_ROW);
  if (content.length === LONGEST_ROW) return null;
  const base = lines.content(line);
  if (isNamed) {
    const [, name = '', bytes] = BEHIND_NAME.exec(content) ?? [];
    if (bytes === undefined || ONLY_BYTES.test(name)) return null;
    const start = base + content.indexOf(bytes, content.indexOf(name) + name.length);
    return { bytes: { start, end: start + bytes.length }, separator: ':', name };
  }
  const [, bytes, separator = '', name = ''] = BEFORE_REMARK.exec(content) ?? [];
  // The remark of a space is one.
  const hasRemark = name !== '' || POINTER.test(separator);
  if (bytes === undefined || !hasRemark || ONLY_BYTES.test(name) || GROUPS.test(name)) return null;
  const start = base + content.indexOf(bytes);
  return { bytes: { start, end: start + bytes.length }, separator: separator.trim(), name };
}

/** A row between others that has no remark. */
function bareRowIn(lines: PastedLines, line: number): Row | null {
  const content = lines.slice(line, LONGEST_ROW);
  if (!ONLY_BYTES.test(content)) return null;
  return { bytes: lines.contentRange(line), separator: '', name: '' };
}

function isAlike(row: Row, first: Row): boolean {
  return row.separator === '' || first.separator === '' || row.separator === first.separator;
}

/** Without a prefix, a first byte with FIN, which numbers and other words seldom have. */
function beginsMessage(text: string, { start }: TextRange): boolean {
  const isPrefixed = hasHexPrefix(text, start);
  const at = isPrefixed ? start + 2 : start;
  const byte = Number.parseInt(text.slice(at, at + 2), 16);
  return ((isPrefixed && byte > 0) || byte >= 0x80) && mayBeginFrame(byte);
}

function blockOf(
  lines: PastedLines,
  from: number,
  to: number,
  rows: readonly Row[],
  isNamed: boolean,
): Block | null {
  if (rows.length < 2 || (isNamed && !haveNames(lines.text, rows))) return null;
  const writer = new BlockWriter();
  writer.begin(rows[0]!.bytes.start);
  let whole = 0;
  for (const row of rows) {
    const before = writer.count;
    addBytes(writer, lines.text, row.bytes);
    if (!isNamed && isDumpRow(lines.text, row, writer, before)) return null;
    if (wireEvidence(writer.collector.view(before)) === 'whole') whole++;
  }
  // A log of frames: what is beside them can say who sent each.
  if (whole === rows.length || (isNamed && whole > 0)) return null;
  if (!areFrames(writer.collector.view(), lines.text, rows)) return null;
  writer.leaveOut('labels', rows.length);
  const end = lines.contentEnd(to - 1);
  writer.end(end);
  const reading = writer.finish('byte-table', 'likely');
  return { from, to, start: lines.content(from), end, readings: [reading] };
}

/** Whether what is beside several bytes shows them as characters. */
function isDumpRow(
  text: string,
  { bytes, separator, name }: Row,
  { collector }: BlockWriter,
  first: number,
): boolean {
  const isColumn = separator === '' || separator === '|';
  if (!isColumn || name === '' || collector.count - first < LEAST_IN_DUMP) return false;
  const at = text.indexOf(name, bytes.end);
  return [at, at - separator.length].some((start) =>
    isAsciiColumn(text, start, at + name.length, collector, first),
  );
}

/** Whether each row is part of a frame, and its name says which: not who sent it. */
function haveNames(text: string, rows: readonly Row[]): boolean {
  if (rows[0]!.name === rows[1]!.name) return false;
  return rows.every(({ name, bytes }) => {
    if (NOT_ON_WIRE.test(name)) return false;
    // "o: 0x6f" is a character, not what was sent out.
    const isCharacter =
      Number.parseInt(text.slice(bytes.end - 2, bytes.end), 16) === name.charCodeAt(0);
    return (name.length === 1 && isCharacter) || speakerOf(`${name}:`) === null;
  });
}

/** Numbers of lines are one more each, and say nothing of frames. */
function areFrames(bytes: Uint8Array, text: string, rows: readonly Row[]): boolean {
  const isNumbered = bytes.every((byte, index) => index === 0 || byte === bytes[index - 1]! + 1);
  if (isNumbered) return false;
  const isPrefixed = hasHexPrefix(text, rows[0]!.bytes.start);
  const isExplained = isPrefixed || rows.some(({ name }) => FRAME_WORDS.test(name));
  const isRest = (bytes[0]! & 0x0f) === OPCODE.continuation && areWholeFrames(bytes);
  if (isRest || wireEvidence(bytes) === 'whole') return isExplained || rows[0]!.separator !== ':';
  const unit = wireUnitAt(bytes, 0, false);
  const isCut = unit.kind === 'cut' && unit.isLegal && bytes.length > 2;
  return isCut && isExplained && rows.length >= LEAST_OF_CUT;
}

const FRAME_WORDS = /\b(?:fin|op_?code|mask|masking|key|len|length|payload|header|text|byte)/i;

function addBytes(writer: BlockWriter, text: string, { start, end }: TextRange): void {
  for (const { index, 0: pair } of text.slice(start, end).matchAll(/(?!0x)[\da-f]{2}/gi))
    writer.add(Number.parseInt(pair, 16), start + index, start + index + 2);
}

function claimInLine(lines: PastedLines, line: number, content: string): Block | null {
  const base = lines.content(line);
  const rows: Row[] = [];
  for (const { index, 0: all, 1: name = '', 2: bytes = '' } of content.matchAll(NAMED)) {
    const start = base + index + all.lastIndexOf(bytes);
    rows.push({ bytes: { start, end: start + bytes.length }, separator: ':', name });
  }
  const [first] = rows;
  if (first === undefined || !beginsMessage(lines.text, first.bytes)) return null;
  return blockOf(lines, line, line + 1, rows, true);
}
