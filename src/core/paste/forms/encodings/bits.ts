/** Bytes as eight binary digits each: 10000001 10000101, 1000 0001, 0b10000001. */

import type { Block } from '#core/paste/block.ts';
import { readRow } from '#core/paste/forms/hex/hex-row.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';

const ROW =
  /(?:^|[\s:=])((?:(?:0b)?[01]{8}|[01]{4}[ _][01]{4})(?:[\s,_]+(?:(?:0b)?[01]{8}|[01]{4}[ _][01]{4}))*)[\s,;]*(?:(?:\(|\/\/|# |<- )[^\n]*)?$/u;
/** Digits of a row that are looked at: all of them. */
const MOST = 2 ** 24;

export function claimBits(lines: PastedLines, from: number): Block | null {
  if (!mayEndRow(lines, from)) return null;
  const writer = new BlockWriter();
  let to = from;
  let start = 0;
  for (let line = from; line < lines.count && !lines.isEmpty(line); line++) {
    const found = mayEndRow(lines, line) ? ROW.exec(lines.slice(line, MOST)) : null;
    if (!found?.[1]) break;
    const body = lines.content(line) + found.index + found[0].indexOf(found[1]);
    if (isBehindHex(lines.text, lines.content(line), body)) break;
    if (to === from) start = body;
    const isLabelled = body > lines.content(line);
    if (to === from || isLabelled) writer.begin(body);
    readBits(lines.text, body, body + found[1].length, writer);
    if (
      /\S/.test(
        found[0].slice(found[0].indexOf(found[1]) + found[1].length).replace(/^[\s,;]+/, ''),
      )
    )
      writer.leaveOut('comments');
    to = line + 1;
  }
  if (writer.count === 0) return null;
  const end = lines.contentEnd(to - 1);
  const asHex = new BlockWriter();
  asHex.begin(start);
  const row = readRow(lines.text, start, end, asHex.collector);
  const readings = [writer.finish('bits', 'likely')];
  if (to === from + 1 && row.kind === 'clean') readings.push(asHex.finish('hex', 'possible'));
  return { from, to, start, end, readings };
}

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
}
