/** Numbers without brackets around all of them: decimals in a row, or one a line: "129 5 72". */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { Block, BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { endBeforeCount, withoutCount } from '#core/paste/text/byte-count.ts';
import { mayBeFrames, mayBeginFrame, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { CODE, isBlank, isDigit, isLetter } from '#core/paste/text/characters.ts';
import { isWithin, masksIn } from '#core/paste/text/masks.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { claimBracketedNumbers } from './bracketed-numbers.ts';
import { claimIndexedNumbers } from './indexed-numbers.ts';
import { readNumbers, readOctal, type NumberRow } from './number-rows.ts';

/** Perhaps as an item of a list in YAML or Markdown. */
const LONE = /^(?:[-*•] +)?(-?\d{1,3})[,;]?$/;

const MOST = 2 ** 24;
/** More words before numbers are a sentence. */
const MOST_LABEL_WORDS = 8;

export function claimBareNumbers(lines: PastedLines, from: number): Block | null {
  const content = lines.slice(from, MOST);
  return (
    claimIndexedNumbers(lines, from) ??
    claimBracketedNumbers(lines, from, content) ??
    claimRows(lines, from) ??
    claimDotted(lines, from, withoutCount(content)) ??
    claimHexNumbers(lines, from)
  );
}

function claimRows(lines: PastedLines, from: number): Block | null {
  const first = rowIn(lines, from, false);
  if (first === null) return null;
  const rows = [first];
  let line = from + 1;
  for (; line < lines.count && !lines.isEmpty(line); line++) {
    const row = rowIn(lines, line, true);
    if (row === null) break;
    rows.push(row);
  }
  const count = rows.reduce((sum, { numbers }) => sum + numbers.length, 0);
  // Two lone numbers could be anything, unless a frame begins with them.
  if (
    count < (areFirstBytes(lines, from, first) ? 2 : 3) ||
    rows.every((row) => isHexAlike(lines.text, row))
  )
    return null;
  const reading = readNumbers(lines.text, joinLone(rows));
  const octal = readOctal(lines.text, rows);
  const readings = [octal, reading].filter((each) => each !== null);
  if (readings.length === 0) return null;
  const end = lines.contentEnd(line - 1);
  // A number in a column of its own.
  const unread = rows.flatMap(({ numbers }, index) => {
    const last = { start: numbers.at(-1)!.end, end: lines.contentEnd(from + index) };
    return /\d/.test(lines.text.slice(last.start, endBeforeCount(lines.text, last.start, last.end)))
      ? [last]
      : [];
  });
  return {
    from,
    to: line,
    start: rows[0]!.textStart,
    end,
    readings: readings.map((reading) => ({ ...reading, unread: [...reading.unread, ...unread] })),
  };
}

/** Whether two numbers, which are all of a line, are the first bytes of a frame with FIN. */
function areFirstBytes(lines: PastedLines, line: number, { numbers }: NumberRow): boolean {
  const [first, second] = numbers;
  if (first === undefined || second === undefined || first.start !== lines.content(line))
    return false;
  const reading = readNumbers(lines.text, [{ textStart: first.start, numbers }]);
  return (
    reading !== null && reading.content.bytes[0]! >= 0x80 && mayBeFrames(reading.content.bytes)
  );
}

/** Numbers with dots between them. Four are an address, and a version has few. */
const DOTTED = /(?:^|[\s:=>])(\d{1,3}(?:\.\d{1,3}){4,})$/;

function claimDotted(lines: PastedLines, from: number, content: string): Block | null {
  const found = DOTTED.exec(content)?.[1];
  if (found === undefined) return null;
  const start = lines.content(from) + content.length - found.length;
  const numbers = [...found.matchAll(/\d+/g)].map(({ index, 0: number }) => ({
    start: start + index,
    end: start + index + number.length,
  }));
  const reading = readNumbers(lines.text, [{ textStart: start, numbers }]);
  if (reading === null || wireEvidence(reading.content.bytes) !== 'whole') return null;
  return { from, to: from + 1, start, end: start + found.length, readings: [reading] };
}

/** Numbers in base 16 without leading zeros, perhaps behind a label: "rx: 81 5 48 65". */
const HEX_NUMBERS = /^(?:[^\n]{0,100}[:=>]\s+)?((?:[\da-f]{1,2}[\s,;]+)+[\da-f]{1,2})[,;]?$/i;
const SINGLE_DIGIT = /[\s,;][\da-f](?:[\s,;]|$)/i;

/** Rows in which some numbers have one digit and most have two. */
function claimHexNumbers(lines: PastedLines, from: number): Block | null {
  const first = hexNumbersIn(lines, from);
  if (first === null || first.length < LEAST_HEX) return null;
  // The first can number the line.
  const single = first.slice(1).filter((range) => lengthOfRange(range) === 1).length;
  const hasZero = first.some(
    ({ start, end }) => end - start === 2 && lines.text.charAt(start) === '0',
  );
  if (single === 0 || single * 2 > first.length || hasZero) return null;
  const writer = new BlockWriter();
  let line = from;
  for (let numbers = hexNumbersIn(lines, line); numbers !== null;) {
    writer.begin(numbers[0]!.start);
    for (const { start, end } of numbers)
      writer.add(Number.parseInt(lines.text.slice(start, end), 16), start, end);
    line++;
    numbers = line < lines.count ? hexNumbersIn(lines, line) : null;
  }
  const range = { start: first[0]!.start, end: lines.contentEnd(line - 1) };
  return { from, to: line, ...range, readings: [writer.finish('hex-list', 'likely')] };
}

/** Fewer numbers could be anything. */
const LEAST_HEX = 4;

/** The numbers at the end of a line of which one has a single digit; null if it has none. */
function hexNumbersIn(lines: PastedLines, line: number): TextRange[] | null {
  const content = lines.slice(line, Infinity);
  const found = SINGLE_DIGIT.test(content) ? HEX_NUMBERS.exec(content) : null;
  if (found?.[1] === undefined) return null;
  const base = lines.content(line) + content.lastIndexOf(found[1]);
  return [...found[1].matchAll(/[\da-f]+/gi)].map(({ index, 0: number }) => ({
    start: base + index,
    end: base + index + number.length,
  }));
}

/**
 * Two digits each can be hex, too, and mostly are. If they begin a frame, a last digit alone is
 * half of a byte that is still being typed.
 */
function isHexAlike(text: string, { numbers }: NumberRow): boolean {
  const isPair = ({ start, end }: TextRange) => end - start === 2 && text.charAt(start) !== '-';
  if (numbers.every(isPair)) return true;
  const pairs = numbers.slice(0, -1);
  if (pairs.length < 2 || !pairs.every(isPair)) return false;
  const bytes = pairs.map(({ start, end }) => Number.parseInt(text.slice(start, end), 16));
  return lengthOfRange(numbers.at(-1)!) === 1 && mayBeginFrame(bytes[0]!);
}

/** A byte a line is one piece. */
function joinLone(rows: readonly NumberRow[]): NumberRow[] {
  if (!rows.every(({ numbers }) => numbers.length === 1)) return [...rows];
  return [{ textStart: rows[0]!.textStart, numbers: rows.flatMap(({ numbers }) => numbers) }];
}

function rowIn(lines: PastedLines, line: number, hasRows: boolean): NumberRow | null {
  const content = lines.slice(line, MOST);
  const base = lines.content(line);
  const lone = LONE.exec(content)?.[1];
  if (lone !== undefined) {
    const isListed = hasRows || (line + 1 < lines.count && LONE.test(lines.slice(line + 1, 12)));
    if (!isListed) return null;
    const start = base + content.indexOf(lone);
    return { textStart: base, numbers: [{ start, end: start + lone.length }] };
  }
  const isPair = PAIR.test(content);
  const least = hasRows || isPair ? LEAST_BELOW : LEAST_IN_ROW;
  const all = numbersAtEnd(lines.text, base, base + withoutCount(content).length);
  if (all.length < least) return null;
  const label = content.slice(0, all[0]!.start - base);
  // Bytes in another radix are no label.
  if (PREFIXED.test(label) || PAIRS_BEFORE.test(label)) return null;
  // Numbers that end a sentence.
  const words = label.match(/\p{L}{2,}/gu)?.length ?? 0;
  if (words > MOST_LABEL_WORDS) return null;
  const list = label === '' ? all : all.slice(firstOfList(content, base, all));
  const numbers = withoutColumn(lines.text, list);
  if (numbers.length < least) return null;
  return { textStart: numbers[0]!.start, numbers };
}

/** Without a number in a column of its own: "in\t129 5 72\t3". */
function withoutColumn(text: string, numbers: readonly TextRange[]): readonly TextRange[] {
  const hasTab = (index: number) =>
    text.slice(numbers[index - 1]!.end, numbers[index]!.start).includes('\t');
  const last = numbers.length - 1;
  return last > 1 && hasTab(last) && !hasTab(last - 1) ? numbers.slice(0, last) : numbers;
}

/** The decimals at the end of a text, each up to three digits, with separators between them. */
function numbersAtEnd(text: string, from: number, end: number): TextRange[] {
  let at = end;
  while (
    at > from &&
    (isSeparator(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === CODE.dot)
  )
    at--;
  if (at === from || !isDigit(text.charCodeAt(at - 1))) return NO_NUMBERS;
  const numbers: TextRange[] = [];
  for (;;) {
    const stop = at;
    while (at > from && isDigit(text.charCodeAt(at - 1))) at--;
    if (at === stop || stop - at > MOST_DIGITS) break;
    if (at > from && text.charCodeAt(at - 1) === CODE.minus) at--;
    const start = at;
    while (at > from && isSeparator(text.charCodeAt(at - 1))) at--;
    if (at === start && !isLabelEnd(text, from, start)) break;
    numbers.push({ start, end: stop });
    if (at === start) break;
  }
  if (numbers.length < LEAST_BELOW) return NO_NUMBERS;
  // Without a space before it, what is before the first number's comma would be an item, too.
  const first = numbers.findLastIndex(({ start }) => isLabelEnd(text, from, start));
  return numbers.slice(0, first + 1).reverse();
}

const MOST_DIGITS = 3;

const NO_NUMBERS: TextRange[] = [];

/** Whether a list can begin at a place: a line, a space or a mark comes before it. */
function isLabelEnd(text: string, from: number, at: number): boolean {
  if (at === from) return true;
  const before = text.charCodeAt(at - 1);
  return (
    isBlank(before) ||
    before === CODE.colon ||
    before === CODE.equals ||
    before === CODE.greater ||
    (before === CODE.comma && isLetter(text.charCodeAt(at - 2)) && beginsCell(text, at))
  );
}

/** Whether a list whose items no bare comma separates is in a cell of a row: "recv,129 5". */
function beginsCell(text: string, at: number): boolean {
  let end = at;
  while (isDigit(text.charCodeAt(end)) || text.charCodeAt(end) === CODE.minus) end++;
  const separator = text.slice(end, end + 2);
  return /^(?:\s|;|,\s)/.test(separator);
}

function isSeparator(code: number): boolean {
  return isBlank(code) || code === CODE.comma || code === 0x3b;
}

function isListMark(code: number): boolean {
  return isSeparator(code) || code === CODE.colon;
}

const PREFIXED = /(?:^|[\s,;])0x[\da-f]{1,2}(?:[\s,;]+\w{1,4})*[\s,;]+$/i;

/** Pairs in base 16, one of which has a letter. */
const PAIRS_BEFORE =
  /(?<![^\s,;])(?:[\da-f]\d|\d[a-f])[\s,;]+(?:[a-f]\d|\d[a-f])[\s,;]+$|(?<![^\s,;])(?:[a-f]\d|\d[a-f])[\s,;]+(?:[\da-f]{2})[\s,;]+$/i;

const LEAST_IN_ROW = 3;

/** Two numbers and nothing else, the first of which is above 99. */
const PAIR = /^\d{3}[\s,;]+\d{1,3}$/;

/** Below another row: a frame without a payload. */
const LEAST_BELOW = 2;

/**
 * The first number that isn't the end of a label: a time, or a number without the list's commas.
 */
function firstOfList(content: string, base: number, numbers: readonly TextRange[]): number {
  const masks = masksIn(content.slice(0, 400));
  const hasCommas = /[,;]/.test(
    content.slice(numbers.at(-2)!.end - base, numbers.at(-1)!.start - base),
  );
  const isOfLabel = ({ start, end }: TextRange, next: TextRange | undefined) =>
    isWithin(masks, start - base) ||
    (hasCommas && next !== undefined && !/[,;]/.test(content.slice(end - base, next.start - base)));
  return numbers.findLastIndex((number, index) => isOfLabel(number, numbers[index + 1])) + 1;
}

/** The same digits as decimals: 81 05 41 can be either. Null if one is no decimal byte. */
export function readAsDecimals(text: string, ranges: readonly TextRange[]): BlockReading | null {
  const numbers: TextRange[] = [];
  for (const { start, end } of ranges) {
    for (let at = start; at < end; at++) {
      const from = at;
      while (at < end && isDigit(text.charCodeAt(at))) at++;
      if (at - from > MOST_DIGITS) return null;
      if (at > from) numbers.push({ start: from, end: at });
      if (at < end && !isListMark(text.charCodeAt(at))) return null;
    }
  }
  if (numbers.length < 2) return null;
  const reading = readNumbers(text, [{ textStart: numbers[0]!.start, numbers }]);
  return reading && { ...reading, confidence: 'possible' };
}
