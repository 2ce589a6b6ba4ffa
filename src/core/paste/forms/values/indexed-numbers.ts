/**
 * A number a line, behind an index that counts up: what a debugger or a console shows of an array
 * ("[0] = 0x81", "0: 129"), PHP's print_r and var_dump, a table of a byte a row.
 */

import type { Block, BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { mayBeFrames, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { readNumbers } from './number-rows.ts';

const NUMBER = String.raw`(0x[\da-f]{1,2}|-?\d{1,3}|[\da-f]{1,2})`;
/** What can follow: a type, a comment, a meaning. */
const REMARK = String.raw`(?:[,;]?\s*(?:\t.*|//.*|[#;(].*|'.*'(?:\t.*)?|\s\s\S.*))?`;
const ROW = new RegExp(
  String.raw`^(?:[-+|▶]\s*)?(?:\([\w ]{1,40}\)\s+)?(?:[\w.]{0,40}\[(\d{1,6})\]\s*(?:=>?|:)?|(?:[a-z]{1,10} ?)?(\d{1,6})(?: ?: | ?[:=.)] ?|[\t ]+))\s*${NUMBER}[,;]?${REMARK}$`,
  'i',
);
/** PHP puts the number into a line of its own. */
const INDEX = /^\[(\d{1,6})\]\s*=>$/;
const INTEGER = /^int\((\d{1,3})\)$/;

/** Of a console, or a table. */
const PLAIN = /^(?:- )?(?:\d{1,6}(?: ?: |[\t ]+)|\[\d{1,6}\])/;

const LONGEST_ROW = 200;
/** Fewer numbers could be anything. */
const LEAST_ROWS = 3;

type IndexedNumber = TextRange & {
  readonly index: number;
  /** How many lines it takes. */
  readonly lines: number;
};

/** An element of an array in a debugger, with its character: "[0]\t0x81 '\x81'". */
const ELEMENT =
  /^(?:[-+|▶]\s*)?(?:\([\w ]{1,40}\)\s+)?\[0\]\s*=?\s*(?:0x[\da-f]{1,2}|-?\d{1,3}) '/i;

/** Null if a line doesn't begin the elements of an array, each with its character. */
export function claimElements(lines: PastedLines, from: number): Block | null {
  return ELEMENT.test(lines.slice(from, LONGEST_ROW)) ? claimFrom(lines, from, 1) : null;
}

/** Null if a line doesn't begin such numbers. */
export function claimIndexedNumbers(lines: PastedLines, from: number): Block | null {
  return claimFrom(lines, from, LEAST_ROWS);
}

function claimFrom(lines: PastedLines, from: number, least: number): Block | null {
  const first = numberIn(lines, from);
  if (first === null || first.index > 1) return null;
  const numbers = [first];
  let line = from + first.lines;
  for (; line < lines.count; line += numbers.at(-1)!.lines) {
    const next = numberIn(lines, line);
    if (next === null || next.index !== numbers.at(-1)!.index + 1) break;
    numbers.push(next);
  }
  if (numbers.length < least) return null;
  const readings = readingsOf(lines.text, lines.content(from), numbers);
  const [best] = readings;
  if (best === undefined) return null;
  const isPlain = first.index === 0 && PLAIN.test(lines.slice(from, LONGEST_ROW));
  // Lists of anything else count from 1, too, and have words before and after their numbers.
  if (!isPlain && !mayBeFrames(best.content.bytes)) return null;
  const end = lines.contentEnd(line - 1);
  return { from, to: line, start: lines.content(from), end, readings };
}

function numberIn(lines: PastedLines, line: number): IndexedNumber | null {
  const content = lines.slice(line, LONGEST_ROW);
  const row = ROW.exec(content);
  if (row !== null) {
    const [, inBrackets, bare, number = ''] = row;
    const index = inBrackets ?? bare ?? '';
    const at = content.indexOf(number, content.indexOf(index) + index.length);
    return placed(lines.content(line) + at, number, Number(index), 1);
  }
  const index = INDEX.exec(content)?.[1];
  if (index === undefined || line + 1 >= lines.count) return null;
  const number = INTEGER.exec(lines.slice(line + 1, LONGEST_ROW))?.[1];
  if (number === undefined) return null;
  return placed(lines.content(line + 1) + 'int('.length, number, Number(index), 2);
}

function placed(start: number, number: string, index: number, lines: number): IndexedNumber {
  return { start, end: start + number.length, index, lines };
}

/** In base 16 if one has a letter; one or two digits each can be both. */
function readingsOf(
  text: string,
  textStart: number,
  numbers: readonly IndexedNumber[],
): BlockReading[] {
  const written = numbers.map(({ start, end }) => text.slice(start, end));
  const decimals = readNumbers(text, [{ textStart, numbers }]);
  const areHex = written.every((number) => /^[\da-f]{1,2}$/i.test(number));
  const hex = areHex ? readHex(text, textStart, numbers) : null;
  if (hex === null) return decimals === null ? [] : [decimals];
  const hasLetter = written.some((number) => /[a-f]/i.test(number));
  if (hasLetter || decimals === null) return [hex];
  const isFrames = wireEvidence(hex.content.bytes) === 'whole';
  return isFrames ? [hex, decimals] : [decimals, hex];
}

function readHex(text: string, textStart: number, numbers: readonly TextRange[]): BlockReading {
  const writer = new BlockWriter();
  writer.begin(textStart);
  for (const { start, end } of numbers)
    writer.add(Number.parseInt(text.slice(start, end), 16), start, end);
  return writer.finish('hex-list', 'likely');
}
