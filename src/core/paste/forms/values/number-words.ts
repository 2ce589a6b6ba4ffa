/**
 * Rows of numbers without offsets: bytes in octal as C writes them, "0201 0005", and the words of
 * `od -An` in octal, "002601 062510", or in decimal, " 1409 25928". If they can be hex, too, both
 * readings are offered.
 */

import type { Block, BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import { readRow } from '#core/paste/forms/hex/hex-row.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { mayBeFrames, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { endBeforeCount } from '#core/paste/text/byte-count.ts';
import { dropPadding } from './word-padding.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

/** How the numbers of a row are written. */
type Style = {
  readonly row: RegExp;
  readonly radix: 8 | 10;
  /** The bytes of each number. */
  readonly size: 1 | 2 | 4;
  readonly forms: readonly [little: FormId, big: FormId];
  /** How many characters a number of od takes, with spaces: without a sign, and with one. */
  readonly columns: readonly number[];
};

const OCTAL_WORDS = ['od-words', 'od-words-big-endian'] as const;
const DECIMAL_WORDS = ['decimal-words', 'decimal-words-big-endian'] as const;

const STYLES: readonly Style[] = [
  {
    row: /^0[0-3][0-7]{2}(?:[\s,;]+0[0-3][0-7]{2})*[,;]?$/,
    radix: 8,
    size: 1,
    forms: ['octal-list', 'octal-list'],
    columns: [4],
  },
  {
    row: /^[01][0-7]{5}(?:\s+[01][0-7]{5})*$/,
    radix: 8,
    size: 2,
    forms: OCTAL_WORDS,
    columns: [7],
  },
  { row: /^-?\d{1,5}(?: +-?\d{1,5})*$/, radix: 10, size: 2, forms: DECIMAL_WORDS, columns: [6, 7] },
  {
    row: /^-?\d{1,10}(?: +-?\d{1,10})*$/,
    radix: 10,
    size: 4,
    forms: DECIMAL_WORDS,
    columns: [11, 12],
  },
];

/** Fewer numbers can be anything. */
const SURELY_NUMBERS = 4;

export function claimNumberWords(lines: PastedLines, from: number): Block | null {
  // The last row of several can have a single number, but not the first.
  if (!/^-?\d+[\s,;]+-?\d/.test(lines.slice(from, 40))) return claimLabelledOctal(lines, from);
  const first = lines.slice(from, Infinity);
  for (const style of STYLES) {
    if (!style.row.test(first)) continue;
    const block = claimStyle(lines, from, style);
    if (block !== null) return block;
  }
  return null;
}

/** Octal as C writes it, behind a label, if its bytes can be frames: "rx: 0201, 0005". */
function claimLabelledOctal(lines: PastedLines, from: number): Block | null {
  const label = BEFORE_OCTAL.exec(lines.slice(from, LONGEST_LABEL))?.[0];
  if (label === undefined) return null;
  const start = lines.content(from) + label.length;
  const end = endBeforeCount(lines.text, start, lines.contentEnd(from));
  const [style] = STYLES;
  if (style === undefined || !style.row.test(lines.text.slice(start, end))) return null;
  const rows = [{ start, end }];
  const [octal] = readWords([...numbersIn(lines.text, rows, style)], style);
  if (octal === undefined || !mayBeFrames(octal.content.bytes)) return null;
  const hex = readHex(lines.text, rows);
  const isHex = hex !== null && wireEvidence(hex.content.bytes) === 'whole';
  const readings = hex === null ? [octal] : isHex ? [hex, octal] : [octal, hex];
  return { from, to: from + 1, start, end, readings };
}

const BEFORE_OCTAL = /^[^\n]*?(?:[:=>]|[a-z])\s+(?=0[0-3][0-7]{2}[\s,;]+0[0-3][0-7]{2}\b)/i;
const LONGEST_LABEL = 200;

function claimStyle(lines: PastedLines, from: number, style: Style): Block | null {
  const rows = rowsFrom(lines, from, style);
  const to = from + rows.length;
  const numbers = [...numbersIn(lines.text, rows, style)];
  if (style.radix === 10 && !mayBeWords(numbers, style)) return null;
  const words = readWords(numbers, style);
  const hex = readHex(lines.text, rows);
  const hasFrames = words.some(({ content }) => wireEvidence(content.bytes) === 'whole');
  const hasBytes = style.size === 1 && words.some(({ content }) => mayBeFrames(content.bytes));
  if (style.radix === 10 && !hasFrames && !areSetAsWords(rows, numbers, style)) return null;
  const isFirst =
    hasFrames ||
    hex === null ||
    (hasBytes && wireEvidence(hex.content.bytes) !== 'whole') ||
    (wireEvidence(hex.content.bytes) === 'none' && numbers.length >= SURELY_NUMBERS);
  const readings = hex === null ? words : isFirst ? [...words, hex] : [hex, ...words];
  const range = { start: rows[0]!.start, end: rows.at(-1)!.end };
  return { from, to, ...range, readings, isWeak: style.radix === 10 && !hasFrames };
}

/** The bytes of a whole row. */
const ROW_SIZE = 16;

/** The rows up to one that isn't whole, with which a dump ends, unless all are as long as it. */
function rowsFrom(lines: PastedLines, from: number, { row, size }: Style): TextRange[] {
  const rows: TextRange[] = [];
  let count = 0;
  for (let line = from; line < lines.count; line++) {
    const content = lines.slice(line, Infinity);
    if (!row.test(content)) break;
    const own = content.split(/[\s,;]+/).length;
    const isEnded = size > 1 && count > 0 && count * size < ROW_SIZE && own !== count;
    if (isEnded) break;
    count = own;
    rows.push(lines.contentRange(line));
  }
  return rows;
}

type PlacedNumber = TextRange & { readonly value: number };

/** Whether decimals are in the range of words, and some are more than a smaller number. */
function mayBeWords(numbers: readonly PlacedNumber[], { size }: Style): boolean {
  const most = 2 ** (8 * size);
  const areInRange = numbers.every(({ value }) => value >= -most / 2 && value < most);
  return areInRange && numbers.some(({ value }) => Math.abs(value) >= 2 ** (4 * size));
}

/** Whether decimals are below one another as od prints them, or have the most digits of a word. */
function areSetAsWords(
  rows: readonly TextRange[],
  numbers: readonly PlacedNumber[],
  { columns }: Style,
): boolean {
  const areLong = numbers.every(({ start, end }) => end - start === columns[0]! - 1);
  const isTable = columns.some((column) => areInColumns(rows, numbers, column));
  return areLong || (numbers.length >= SURELY_NUMBERS && isTable);
}

/** Whether each number ends where a column does. Spaces before the first one can be lost. */
function areInColumns(
  rows: readonly TextRange[],
  numbers: readonly PlacedNumber[],
  column: number,
): boolean {
  let row = 0;
  let ends = 0;
  return numbers.every(({ start, end }) => {
    const isFirst = row < rows.length && start === rows[row]!.start;
    const width = isFirst ? column : end - ends;
    if (isFirst) row++;
    ends = end;
    return width === column && end - start < column;
  });
}

/** The order that makes frames first; otherwise that of most machines. */
function readWords(numbers: readonly PlacedNumber[], { size, forms }: Style): BlockReading[] {
  const [little, big] = [new BlockWriter(), new BlockWriter()];
  for (const { value: signed, start, end } of numbers) {
    const value = signed < 0 ? signed + 2 ** (8 * size) : signed;
    for (let index = 0; index < size; index++) {
      little.add((value / 2 ** (8 * index)) & 0xff, start, end);
      big.add((value / 2 ** (8 * (size - 1 - index))) & 0xff, start, end);
    }
  }
  if (size === 1) return [little.finish(forms[0], 'likely')];
  const [first, second] = [little, big].map((writer) => {
    dropPadding(writer.collector, size);
    return wireEvidence(writer.collector.view()) === 'whole';
  });
  const readings = [little.finish(forms[0], 'likely'), big.finish(forms[1], 'possible')];
  return second === true && first === false ? readings.toReversed() : readings;
}

function* numbersIn(
  text: string,
  rows: readonly TextRange[],
  { radix }: Style,
): Generator<PlacedNumber> {
  for (const row of rows) {
    for (const { index, 0: digits } of text.slice(row.start, row.end).matchAll(/-?\d+/g)) {
      const start = row.start + index;
      yield { value: Number.parseInt(digits, radix), start, end: start + digits.length };
    }
  }
}

/** Null if they can't be hex. */
function readHex(text: string, rows: readonly TextRange[]): BlockReading | null {
  const writer = new BlockWriter();
  for (const { start, end } of rows) {
    if (readRow(text, start, end, writer.collector).kind !== 'clean') return null;
  }
  return writer.finish('hex', 'likely');
}
