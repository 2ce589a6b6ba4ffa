/**
 * Numbers that all have the same marks around them, before them or between them: "81" "05", (81)
 * (05), #x81 #x05, 0o201 0o5, 129|5|72.
 */

import type { Block, BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { mayBeFrames, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { withoutCount } from '#core/paste/text/byte-count.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { readNumbers } from './number-rows.ts';

type Style = {
  /** A number and its marks, with the digits as a group. */
  readonly number: RegExp;
  readonly between: RegExp;
  /** Null if the digits decide. */
  readonly radix: 8 | 16 | null;
  /** Before a number that isn't the first one, if the numbers have only marks between them. */
  readonly inside?: RegExp;
  /** Whether pairs with these marks between them are a row of base 16. */
  readonly isHexRow?: boolean;
};

const QUOTED = String.raw`((?:0x)?[\da-f]{1,2}|\d{1,3})`;
const PAIR_OR_DECIMAL = String.raw`((?:0x)?[\da-f]{2}|\d{1,3})`;
const COMMA_OR_SPACE = /\s*[,;]\s*|\s+/y;
const ANY_SPACE = /\s*[,;]?\s*/y;

const HEX_ROW_MARKS: ReadonlySet<string> = new Set(['\\|', '-', ':']);

const STYLES: readonly Style[] = [
  { number: new RegExp(`"${QUOTED}"`, 'iy'), between: COMMA_OR_SPACE, radix: null },
  { number: new RegExp(`'${QUOTED}'`, 'iy'), between: COMMA_OR_SPACE, radix: null },
  {
    number: new RegExp(String.raw`\(${PAIR_OR_DECIMAL}\)`, 'iy'),
    between: ANY_SPACE,
    radix: null,
  },
  // Scheme, Smalltalk, Ada, Erlang, Verilog, VHDL, PIC.
  {
    number: /(?:[#%]x|16#|#?16r|8'h|[xh](?=(['"])[\da-f]{2}\1)['"])([\da-f]{1,2})\b['"#]?/iy,
    between: /[\s,;]+/y,
    radix: 16,
  },
  // Without anything between them.
  { number: /0?x([\da-f]{2})(?=0?x[\da-f]{2}|\W|$)/iy, between: /(?=0?x)/iy, radix: 16 },
  { number: /(?:0o|#o|8#|8r)([0-3]?[0-7]{1,2})\b#?/iy, between: /[\s,;]+/y, radix: 8 },
  ...['\\|', '-', '/', ':', '\\+', '~', '\\*', '→', '->', '>'].map((mark) => ({
    number: /((?:0x)?[\da-f]{2}|\d{1,3})(?![\da-z])/iy,
    between: new RegExp(`\\s*${mark}\\s*`, 'y'),
    radix: null,
    inside: new RegExp(`\\w\\s*(?:${mark})\\s*$`),
    isHexRow: HEX_ROW_MARKS.has(mark),
  })),
];

/** Two numbers of each style anywhere in a line. */
const PAIRS_OF = STYLES.map(
  ({ number, between }) =>
    new RegExp(
      `${number.source}(?:${between.source})${number.source.replaceAll('\\1', '\\3')}`,
      'i',
    ),
);

/** One number of each style as a whole line. */
const ALONE = STYLES.map(
  ({ number }) => new RegExp(`^\\s*(?:${number.source})["'#)]?[,;]?\\s*$`, 'i'),
);

/** What a line needs for one of them to be in it. */
const QUICK = /["')x#]|\d\s?[ro'|/:+~*→>-]|0o|[\da-f][/+*]/i;

/** Where numbers can start: a line, or behind what ends a label. */
const STARTS = /(?<=^|[\s:=([{<>,|])(?=[\d"'(#%xh])/gi;
const BEHIND = /^[,;)\]}>]*$/;
/** Fewer can be words or numbers, unless a frame begins with them. */
const LEAST = 3;
const LEAST_OF_FRAME = 2;
const LONGEST_LABEL = 200;
/** How many places of a line are tried. */
const MOST_STARTS = 12;

type Row = { readonly label: string; readonly numbers: readonly TextRange[] };

export function claimMarkedNumbers(lines: PastedLines, from: number): Block | null {
  const sample = lines.slice(from, LONGEST_LABEL);
  if (!QUICK.test(sample)) return null;
  for (const [index, style] of STYLES.entries()) {
    if (!PAIRS_OF[index]!.test(sample) && !ALONE[index]!.test(sample)) continue;
    const block = claimStyle(lines, from, style);
    if (block !== null) return block;
  }
  return null;
}

function claimStyle(lines: PastedLines, from: number, style: Style): Block | null {
  const first = rowIn(lines, from, style);
  if (first === null) return null;
  const rows = [first];
  let to = from + 1;
  for (; to < lines.count; to++) {
    const row = rowIn(lines, to, style);
    if (row === null || row.label !== '') break;
    rows.push(row);
  }
  const numbers = rows.flatMap((row) => row.numbers);
  const readings = readingsOf(lines.text, numbers, style);
  if (readings.length === 0) return null;
  const { start } = numbers[0]!;
  return { from, to, start, end: lines.contentEnd(to - 1), readings };
}

/** The numbers at the end of a line; null if it has none, or other text is among them. */
function rowIn(lines: PastedLines, line: number, style: Style): Row | null {
  const base = lines.content(line);
  const end = lines.contentEnd(line);
  const sample = lines.slice(line, LONGEST_LABEL);
  let tried = 0;
  for (const { index } of sample.matchAll(STARTS)) {
    if (tried++ === MOST_STARTS) return null;
    if (style.inside?.test(sample.slice(0, index))) continue;
    const numbers = numbersFrom(lines.text, base + index, end, style);
    const last = numbers.at(-1)?.end;
    if (last === undefined || end - last > LONGEST_LABEL) continue;
    // The last number's own mark is part of it.
    const behind = withoutCount(lines.text.slice(last, end)).replace(/^["'#)]/, '');
    if (BEHIND.test(behind)) return { label: sample.slice(0, index), numbers };
  }
  return null;
}

/** Where the digits of each number are. */
function numbersFrom(text: string, from: number, end: number, style: Style): readonly TextRange[] {
  const { number, between } = style;
  const found: TextRange[] = [];
  for (let at = from; at < end;) {
    number.lastIndex = at;
    const match = number.exec(text);
    const digits = match?.at(-1);
    if (match === null || digits === undefined || number.lastIndex > end) break;
    const start = at + match[0].lastIndexOf(digits);
    found.push({ start, end: start + digits.length });
    between.lastIndex = number.lastIndex;
    if (!between.test(text)) break;
    at = between.lastIndex;
  }
  return found;
}

/** None if they can be anything. */
function readingsOf(
  text: string,
  numbers: readonly TextRange[],
  { radix, inside, isHexRow = false }: Style,
): readonly BlockReading[] {
  if (numbers.length < LEAST_OF_FRAME) return [];
  const written = numbers.map(({ start, end }) => text.slice(start, end));
  if (radix !== null) return [readIn(radix, numbers, written)];
  const isPadded = written.every((number) => /^(?:0x)?[\da-f]{2}$/i.test(number));
  // Without its zero, a letter alone can be a character.
  const isHex =
    isPadded ||
    (inside === undefined &&
      written.every((number) => /^[\da-f]{1,2}$/i.test(number)) &&
      written.some((number) => /[a-f]\d|\d[a-f]/i.test(number)));
  if (isHex && isHexRow) return [];
  const isSurelyHex = isHex && written.some((number) => /[a-fx]/i.test(number));
  const hex = isHex ? readIn(16, numbers, written) : null;
  const isSure = isPadded && isSurelyHex && inside === undefined && numbers.length >= LEAST;
  if (hex !== null && isSurelyHex) return isSure || isFrame(hex) ? [hex] : [];
  const [first] = numbers;
  const decimals = readNumbers(text, [{ textStart: first!.start, numbers }]);
  return [hex, decimals].filter(
    (reading) => reading !== null && isFrame(reading),
  ) as BlockReading[];
}

function isFrame({ content: { bytes } }: BlockReading): boolean {
  return bytes[0]! >= 0x80 && (wireEvidence(bytes) !== 'none' || mayBeFrames(bytes));
}

function readIn(
  radix: 8 | 16,
  numbers: readonly TextRange[],
  written: readonly string[],
): BlockReading {
  const writer = new BlockWriter();
  writer.begin(numbers[0]!.start);
  for (const [index, { start, end }] of numbers.entries())
    writer.add(Number.parseInt(written[index]!, radix), start, end);
  return writer.finish(radix === 8 ? 'octal-list' : 'hex-list', 'likely');
}
