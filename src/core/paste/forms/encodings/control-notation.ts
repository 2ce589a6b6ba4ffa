/**
 * Control characters as printable ones among literal characters: cat -v's "M-^A^EHello", mixed with
 * the "<81>" of less and the "\201" of Emacs, the pictures of Unicode ("␁␅Hello"), and bytes that
 * a program took for characters of Latin-1 or Windows-1252.
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { leaveProseBehind } from '#core/paste/forms/prose-behind.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import {
  areFrames,
  mayBeginFrame,
  wireEvidence,
  wireUnitAt,
} from '#core/paste/ranking/wire-unit.ts';
import { endBeforeCount } from '#core/paste/text/byte-count.ts';
import { CODE } from '#core/paste/text/characters.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';

/** A byte above 0x7f, a control character, or a picture of one. */
const FIRST =
  /[\u0081\u0082\u0088-\u008a\u201a\u02c6\u2030\u0160](?=[\0-\x7f\u0080-\u00ff\u2026])|M-\^?[ -~]|\^[@-_?]|<[89a-fA-F][\da-fA-F]>|\\[23][0-7]{2}|[\u0080-\u009f]?[\u2400-\u2421]/;
const META = /M-\^?[ -~]/;
const FIRST_OF_CAT = /M-\^?[ -~]|\^[@-_?]/;
const MARK =
  /M-\^([@-_?])|M-([ -~])|\^([@-_?])|<([89a-fA-F][\da-fA-F])>|\\([0-3][0-7]{2})|([\u2400-\u2421])|([\u0080-\u00ff])|([\u0152-\u2122])/y;

/** Fewer are words such as "M-1". */
const LEAST_OF_CUT = 2;

/** Of cat -v, whose quotes and backslashes open nothing. */
export function claimCatNotation(lines: PastedLines, from: number): Block | null {
  return META.test(lines.slice(from, Infinity)) ? claimFrom(lines, from, FIRST_OF_CAT) : null;
}

export function claimControlNotation(lines: PastedLines, from: number): Block | null {
  return claimFrom(lines, from, FIRST);
}

function claimFrom(lines: PastedLines, from: number, firstMark: RegExp): Block | null {
  const { text } = lines;
  const content = lines.slice(from, Infinity);
  const first = content.search(firstMark);
  if (first === -1) return null;
  const start = lines.content(from) + first;
  const lineEnd = endWithBlank(lines, from);
  const end = endBeforeCount(text, start, lineEnd);
  const writer = new BlockWriter();
  writer.begin(start);
  let marks = 0;
  for (let at = start; at < end;) {
    MARK.lastIndex = at;
    const mark = MARK.exec(text);
    if (mark === null) {
      const next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      collectUtf8(text, at, next, writer);
      at = next;
    } else {
      const byte = byteOf(mark);
      if (byte === NO_BYTE) return null;
      // Letters and signs beyond ASCII are in any text.
      if (mark[0].charCodeAt(0) < 0x80) marks++;
      writer.add(byte, at, MARK.lastIndex);
      at = MARK.lastIndex;
    }
  }
  const last = leaveProseBehind(text, end, writer);
  writer.end(last === end ? lineEnd : last);
  // cat -A ends each line with a "$".
  const isMarked = text.charCodeAt(end - 1) === CODE.dollar;
  if (isMarked && !isWholeFrames(writer.collector.view(), marks)) {
    const without = writer.collector.view(0, writer.count - 1).slice();
    if (isWholeFrames(without, marks)) writer.collector.dropTo(writer.count - 1);
  }
  const bytes = writer.collector.view();
  const isWhole = isWholeFrames(bytes, marks);
  const isLikely = isWhole && bytes.length > 1;
  if (!isLikely && !(marks >= LEAST_OF_CUT && isBegun(bytes, marks))) return null;
  const reading = writer.finish('control-notation', isLikely ? 'likely' : 'possible');
  return { from, to: from + 1, start, end: last === end ? lineEnd : last, readings: [reading] };
}

function isWholeFrames(bytes: Uint8Array, marks: number): boolean {
  return wireEvidence(bytes) === 'whole' || (marks > 0 && areFrames(bytes));
}

/** A space at the end of a line can be a byte: "M- " is 0xa0. */
function endWithBlank(lines: PastedLines, line: number): number {
  const end = lines.contentEnd(line);
  const isOpen = lines.text.startsWith('M-', end - 2) && end < lines.end(line);
  return isOpen ? end + 1 : end;
}

function byteOf(mark: RegExpExecArray): number {
  const [, metaControl, meta, control, hex, octal, picture, character, windows] = mark;
  if (metaControl !== undefined) return 0x80 | controlOf(metaControl);
  if (meta !== undefined) return 0x80 | meta.charCodeAt(0);
  if (control !== undefined) return controlOf(control);
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (octal !== undefined) return Number.parseInt(octal, 8);
  // A terminal that took each byte for a character shows those above 0x7f so.
  if (character !== undefined) return character.charCodeAt(0);
  if (windows !== undefined) return WINDOWS_1252.get(windows) ?? NO_BYTE;
  const code = picture!.charCodeAt(0) - 0x2400;
  return code === 0x21 ? 0x7f : code;
}

/** The characters of Windows-1252 that aren't the bytes' numbers (WHATWG Encoding §9). */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ', (character, index) => [
    character,
    0x80 + index,
  ]),
);
const NO_BYTE = -1;

/** "^?" is DEL, and the others are 64 below their letter. */
function controlOf(letter: string): number {
  return letter.toUpperCase().charCodeAt(0) ^ 0x40;
}

/** A message whose payload goes on in other lines, or was cut, or has a "^" of its own. */
function isBegun(bytes: Uint8Array, marks: number): boolean {
  if (bytes.length < 3 || bytes[0]! < 0x80 || !mayBeginFrame(bytes[0]!)) return false;
  return marks >= MANY_MARKS || (wireUnitAt(bytes, 0, false).isLegal && marks > 0);
}

const MANY_MARKS = 4;
