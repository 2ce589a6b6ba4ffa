/** Bytes as eight binary digits each: 10000001 10000101, 1000 0001, 0b10000001, or in one run. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { Block, BlockReading } from '#core/paste/block.ts';
import { readRow } from '#core/paste/forms/hex/hex-row.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { mayBeFrames, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

/** Groups of digits, and what separates them. */
const RUN =
  /(?<=^|[\s:=,])(?:(?:0b)?(?:[01]{8})+|[01]{4}[ _][01]{4})(?:[\s,_]+(?:(?:0b)?(?:[01]{8})+|[01]{4}[ _][01]{4}))*(?:[\s,_]*[01]{1,7})?(?![01])/gu;
/** More than one byte without a space, which could be base 16. */
const LONG = /[01]{16}/;
const BEHIND = /^[\s,;]*(?:(?:\(|\/\/|# |<- )[^\n]*)?$/u;
/** Words, which are no bytes in base 16. */
const WORDS = /^(?:[\s,;.]*(?:[^\s\da-f]|[a-f\d]*[g-z])|\t\d{1,4}$)/iu;
/** Fewer digits before words can be numbers. */
const LEAST_BEFORE_WORDS = 24;

export function claimBits(lines: PastedLines, from: number): Block | null {
  if (!mayEndRow(lines, from)) return null;
  const fields = claimFields(lines, from);
  if (fields !== null) return fields;
  const writer = new BlockWriter();
  let to = from;
  let start = 0;
  for (let line = from; line < lines.count && !lines.isEmpty(line); line++) {
    const row = mayEndRow(lines, line) ? rowIn(lines.slice(line, Infinity)) : null;
    if (row === null) break;
    const body = lines.content(line) + row.start;
    if (isBehindHex(lines.text, lines.content(line), body)) break;
    if (to === from) start = body;
    const isLabelled = body > lines.content(line);
    if (to === from || isLabelled) writer.begin(body);
    const bodyEnd = body + lengthOfRange(row);
    readBits(lines.text, body, bodyEnd, writer);
    if (row.behind === 'remark') writer.leaveOut('comments');
    if (row.behind === 'words') writer.skip({ start: bodyEnd, end: lines.contentEnd(line) });
    to = line + 1;
  }
  if (writer.count === 0) return null;
  const end = lines.contentEnd(to - 1);
  const hex = to === from + 1 ? readHex(lines.text, start, end) : null;
  const isLong = LONG.test(lines.text.slice(start, Math.min(end, start + LONGEST_REMARKED)));
  if (hex === null || !isLong || areBits(writer, hex)) {
    const bits = writer.finish('bits', 'likely');
    return { from, to, start, end, readings: hex === null ? [bits] : [bits, hex] };
  }
  // Rows below it can show that it is base 16.
  if (to < lines.count && !lines.isEmpty(to)) return null;
  const readings = [{ ...hex, confidence: 'likely' as const }, writer.finish('bits', 'possible')];
  return { from, to, start, end, readings };
}

/** Null if digits are left over, or other text. */
function readHex(text: string, start: number, end: number): BlockReading | null {
  const writer = new BlockWriter();
  writer.begin(start);
  const row = readRow(text, start, end, writer.collector);
  return row.kind === 'clean' ? writer.finish('hex', 'possible') : null;
}

/** Whether digits without spaces make a frame only as bits. */
function areBits({ collector }: BlockWriter, hex: BlockReading): boolean {
  return mayBeFrames(collector.view()) && wireEvidence(hex.content.bytes) === 'none';
}

/** The fields of a frame, with spaces between them: "1 000 0001 0 0000101". */
const FIELDS = /(?<=^|[:=]\s*)[01]{1,7}(?:[\s|,._]+[01]{1,64})+$/;

/** Null if they make no frame. */
function claimFields(lines: PastedLines, line: number): Block | null {
  const found = FIELDS.exec(lines.slice(line, Infinity));
  if (found === null) return null;
  const start = lines.content(line) + found.index;
  const end = start + found[0].length;
  const writer = new BlockWriter();
  writer.begin(start);
  readBits(lines.text, start, end, writer);
  if (writer.count < 2 || !mayBeFrames(writer.collector.view())) return null;
  const readings = [writer.finish('bits', 'likely')];
  return { from: line, to: line + 1, start, end, readings };
}

type BitRow = TextRange & { readonly behind: 'nothing' | 'remark' | 'words' };

/** The digits of a line that no others follow. */
function rowIn(content: string): BitRow | null {
  RUN.lastIndex = 0;
  for (let run = RUN.exec(content); run !== null; run = RUN.exec(content)) {
    const end = RUN.lastIndex;
    const behind = content.slice(end);
    if (STRAY.test(behind)) return { start: run.index, end, behind: 'words' };
    if (BEHIND.test(behind))
      return { start: run.index, end, behind: /[^\s,;]/.test(behind) ? 'remark' : 'nothing' };
    if (end - run.index >= LEAST_BEFORE_WORDS && WORDS.test(behind))
      return { start: run.index, end, behind: 'words' };
  }
  return null;
}

/** A character or two among bytes, which no label ends with. */
const STRAY = /^\s+[^\s:=>\])]{1,2}\s+(?:0b)?[01]{8}/u;

/** Whether the beginning of a frame in base 16 comes before: "8180 00000000". */
function isBehindHex(text: string, lineStart: number, at: number): boolean {
  return HEX_BEGINNING.test(text.slice(Math.max(lineStart, at - LONGEST_BEGINNING), at));
}

const HEX_BEGINNING = /(?:^|[\s:=>])[8c][0-289a](?:\s?[\da-f]{2})+\s+$/i;
const LONGEST_BEGINNING = 40;

/** Whether a line ends with a binary digit or what separates two of them, or has eight together. */
function mayEndRow(lines: PastedLines, line: number): boolean {
  const last = lines.text.charAt(lines.contentEnd(line) - 1);
  return '01,;'.includes(last) || EIGHT.test(lines.slice(line, LONGEST_REMARKED));
}

const EIGHT = /(?:^|[\s:=])(?:0b)?[01]{4}[ _]?[01]{4}[\s,;]/;

/** A line with a remark behind its digits. */
const LONGEST_REMARKED = 200;

function readBits(text: string, from: number, end: number, writer: BlockWriter): void {
  let byte = 0;
  let digits = 0;
  let start = from;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x62) {
      // The prefix 0b: its zero is no digit.
      digits = 0;
      byte = 0;
      continue;
    }
    if (code !== 0x30 && code !== 0x31) continue;
    if (digits === 0) start = at;
    byte = (byte << 1) | (code & 1);
    if (++digits < 8) continue;
    writer.add(byte, start, at + 1);
    byte = 0;
    digits = 0;
  }
  if (digits > 0) writer.skip({ start, end });
}
