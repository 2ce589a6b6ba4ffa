/** Where the bytes of a row of hexadecimal start, behind whatever is before them in the line. */

import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { mayStartWire, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import { CODE, hexValue, isBlank, isDigit } from '#core/paste/text/characters.ts';
import { hexTokenAt } from '#core/paste/text/hex-token.ts';
import { isWithin, masksIn } from '#core/paste/text/masks.ts';
import { readRow } from './hex-row.ts';

/** What is known of the rows before it. */
export type RowsBefore = {
  /** The label in front of the last one, without its digits. */
  readonly shape: string;
  readonly hasRows: boolean;
  readonly hasLabels: boolean;
};

/** How many places of a line are tried as the start of its bytes. */
const MOST_STARTS = 8;

/** Null if the line has no bytes. */
export function findRowStart(lines: PastedLines, line: number, before: RowsBefore): number | null {
  const { text } = lines;
  const start = lines.content(line);
  const end = lines.contentEnd(line);
  const isOpen = text.charCodeAt(end - 1) === CODE.colon;
  if (isOpen && SIDE_ALONE.test(text.slice(Math.max(start, end - 4), end))) return null;
  const behind = behindOwnNumber(lines, line);
  if (behind !== null) return behind;
  // A line of nothing but bytes is the common case.
  const first = isLineStart(text, start, end) ? probe(text, start, start, end) : null;
  if (first === 'whole' || (first === 'clean' && before.hasRows && !before.hasLabels)) return start;
  if (first === 'clean' && !before.hasRows && isOnlyPairs(lines, line)) return start;
  const sample = text.slice(start, Math.min(end, start + LABEL_LENGTH));
  // Most lines have nothing that looks like bytes, so nothing has to be masked.
  let masks = first === null ? null : masksIn(sample);
  const isFirstMasked = masks !== null && isWithin(masks, 0);
  const starts = first === 'clean' && !isFirstMasked ? [start] : [];
  let faulty = first === 'faulty' && !isFirstMasked ? start : null;
  let candidate: number | null = null;
  for (let at = 1; at < sample.length && starts.length < MOST_STARTS; at++) {
    if (!mayStartAt(sample, at)) continue;
    const found = probe(text, start + at, start, end);
    if (found === null) continue;
    const cell = sample.charCodeAt(at - 1) === CODE.comma ? cellAt(sample, at) : null;
    if (cell === 'item' && found !== 'whole') continue;
    masks ??= masksIn(sample);
    if (isWithin(masks, at) && !isSurelyFrame(text, start + at, found)) continue;
    const label = sample.slice(0, at);
    if (OWN_SIDE.test(label)) return start + at;
    // The bytes of a row start where those of the row before did.
    const isAlike = before.hasRows && hasShape(label, before.shape);
    if (isAlike && (found === 'whole' || found === 'clean')) return start + at;
    const mayStart = starts[0] === undefined || isNumberBefore(text, starts[0], start + at);
    if (found === 'whole' && (mayStart || isApart(sample, at))) return start + at;
    if (cell === 'cell' && (found === 'clean' || found === 'whole')) return start + at;
    if (found === 'clean') starts.push(start + at);
    if (found === 'faulty' && faulty === null) {
      // Pairs of digits before the place belong to its row.
      candidate =
        candidate !== null && ONLY_PAIRS.test(text.slice(candidate, start + at))
          ? candidate
          : start + at;
      if (isAfterLabel(sample, at)) faulty = candidate;
    }
  }
  if (starts.length === 0) return faulty;
  const label = text.slice(start, starts[0]);
  if (faulty === start && (ODD_AMONG.test(label) || CONTROL_AMONG.test(label))) return start;
  return likeliest(lines, line, starts, before) ?? (faulty === start ? start : null);
}

/** A number with a prefix, before bytes without one: "0x04 6c 6c 6f". */
const PREFIXED = /^0x([\da-f]{1,16}):?\s+(?!0x)(?=[\da-f]{2}(?:\s+[\da-f]{2})*$)/i;
/** Digits of an address in memory. */
const ADDRESS_LENGTH = 6;
const NUMBERED = /^(\d{1,5})\s+(?=[\da-f]{2}(?:\s|$))/i;

/** Where bytes start behind an offset, or behind the number of the line; null if there is none. */
function behindOwnNumber(lines: PastedLines, line: number): number | null {
  const content = lines.slice(line, LABEL_LENGTH);
  const prefixed = PREFIXED.exec(content);
  if (prefixed !== null) {
    const at = lines.content(line) + prefixed[0].length;
    const isAddress =
      prefixed[1]!.length >= ADDRESS_LENGTH && probeRest(lines, line, at) === 'whole';
    return isAddress || isOffset(lines, line) || isOffset(lines, line - 1) ? at : null;
  }
  const [own, number] = NUMBERED.exec(content) ?? [];
  if (own === undefined) return null;
  const isNext = (other: number, step: number) =>
    other >= 0 &&
    other < lines.count &&
    Number(NUMBERED.exec(lines.slice(other, LABEL_LENGTH))?.[1]) === Number(number) + step;
  const before = isNext(line - 1, -1);
  const after = isNext(line + 1, 1);
  // Two in a row can be the first bytes of frames.
  const isCounted =
    (before && after) || (before && isNext(line - 2, -2)) || (after && isNext(line + 2, 2));
  if (!isCounted) return null;
  const at = lines.content(line) + own.length;
  return probeRest(lines, line, at) === 'whole' ? at : null;
}

function probeRest(lines: PastedLines, line: number, at: number): ReturnType<typeof probe> {
  return probe(lines.text, at, lines.content(line), lines.contentEnd(line));
}

/** Whether the prefixed numbers of a line and the next one differ by the bytes between them. */
function isOffset(lines: PastedLines, line: number): boolean {
  if (line < 0 || line + 1 >= lines.count) return false;
  const [own, next] = [line, line + 1].map((each) => lines.slice(each, LABEL_LENGTH));
  const [before, after] = [own, next].map((each) => PREFIXED.exec(each!)?.[1]);
  if (before === undefined || after === undefined) return false;
  const size = own!.trim().split(/\s+/).length - 1;
  return Number.parseInt(after, 16) - Number.parseInt(before, 16) === size;
}

/**
 * What a comma before a place separates: the items of a list, or the cells of a row, the last of
 * which has bytes that commas don't separate. Null for the first item behind a word.
 */
function cellAt(sample: string, at: number): 'item' | 'cell' | null {
  const before = sample.slice(sample.lastIndexOf(',', at - 2) + 1, at - 1);
  const isWord = !/^\s*(?:0x)?[\da-f]{1,8}h?$/i.test(before);
  const isSpaced = /^[\da-f]+\s+[\da-f]/i.test(sample.slice(at, at + 20));
  const isRun = /^(?:0x)?[\da-f]{8}/i.test(sample.slice(at, at + 10));
  const isCell = (isSpaced || isRun) && !/\S\s+\S/.test(before);
  if (isCell && /[g-z:]/i.test(sample.slice(0, at))) return 'cell';
  return isWord ? null : 'item';
}

/** Pairs of digits, all of them apart in the same way. */
const EVEN_PAIRS = /^[\da-f]{2}(\s+)[\da-f]{2}(?:\1[\da-f]{2})*$/i;

/** Whether a line is pairs of digits, the first of which doesn't number it. */
function isOnlyPairs(lines: PastedLines, line: number): boolean {
  const row = lines.slice(line, LABEL_LENGTH);
  if (!EVEN_PAIRS.test(row)) return false;
  const next = line + 1 < lines.count ? lines.slice(line + 1, 2) : '';
  return !/^\d\d$/.test(next) || Number(next) !== Number(row.slice(0, 2)) + 1;
}

/** Rows are read into it to see what they are. Nothing stays in it. */
const PROBED = new ByteCollector();

/** What a row is whose bytes start at `at`; null if none do. */
function probe(
  text: string,
  at: number,
  start: number,
  end: number,
): 'whole' | 'clean' | 'faulty' | null {
  PROBED.dropTo(0);
  const row = readRow(text, at, Math.min(end, at + PROBE_LENGTH), PROBED);
  // What ends the probe can be half of a token.
  const isCut = end > at + PROBE_LENGTH && row.end > at + PROBE_LENGTH - 8;
  if (row.kind === 'words' && !isCut) return null;
  if (row.kind === 'problem' && !isCut) {
    // A number, perhaps with a fraction, or the short name of a commit, before other words.
    const digits = row.problem.kind === 'odd-digit' ? row.problem.digits : 0;
    const isNumber = digits > 0 && digits === row.end - at && digits <= SHORT_NAME;
    const rest = text.slice(row.end, end);
    if (isNumber && OTHER_TEXT.test(rest)) return null;
    if (/^\.\d/.test(rest)) return null;
    if (WORD_OF_DIGITS.test(text.slice(at, row.end)) && /[g-z]/i.test(rest)) return null;
    const isRow = at === start || !/[g-z]/i.test(rest);
    const isMistyped =
      at === start && MISTYPED.test(text.slice(at, Math.min(end, at + LABEL_LENGTH)));
    return isRow && (PROBED.count > 0 || end - at <= 8 || isMistyped) ? 'faulty' : null;
  }
  if (PROBED.count === 0) return null;
  const evidence = mayStartWire(PROBED.at(0)) ? wireEvidence(PROBED.buffer, PROBED.count) : 'none';
  return evidence === 'whole' || (isCut && evidence === 'begun') ? 'whole' : 'clean';
}

/** Of several places, that of the row before; otherwise the first behind a label's end. */
function likeliest(
  lines: PastedLines,
  line: number,
  starts: readonly number[],
  { shape, hasRows }: RowsBefore,
): number | null {
  const { text } = lines;
  const start = lines.content(line);
  const alike = hasRows ? starts.find((at) => hasShape(text.slice(start, at), shape)) : undefined;
  if (alike !== undefined) return alike;
  const [first] = starts;
  if (first === undefined) return null;
  // What follows the first byte of a row are bytes, unless that byte is a number with a name.
  const marked = starts.find(
    (at) =>
      at === start ||
      ((at === first || (isNumberBefore(text, first, at) && !isPair(text, first))) &&
        isAfterLabel(text.slice(start, at), at - start)),
  );
  if (marked !== undefined) return marked;
  // Several words before the bytes: prose, unless there are many bytes.
  const words = text.slice(start, first).trim().split(/\s+/).length;
  const size = lines.contentEnd(line) - first;
  return size >= MANY_DIGITS || (words <= 3 && size >= 8) ? first : null;
}

/** Whether only one number is between two places: "frame 12 81 05". */
function isNumberBefore(text: string, from: number, to: number): boolean {
  // Numbers are seldom the first byte of a whole message.
  if (isPair(text, from) && BEGINNING.test(text.slice(from, from + 2))) return false;
  return to - from < 8 && /^\d+\s+$/.test(text.slice(from, to));
}

/** Between the start of a faulty row and a place in it. */
const ONLY_PAIRS = /^(?:[\da-f]{2}\s+)+$/i;

/** Whether the value of a label is the first byte of a frame that ends with the row. */
function isSurelyFrame(text: string, at: number, found: string): boolean {
  return (
    found === 'whole' && PROBED.count >= LEAST_IN_FRAME && BEGINNING.test(text.slice(at, at + 2))
  );
}

/** Fewer bytes are whole frames by chance. */
const LEAST_IN_FRAME = 4;

/** FIN, no reserved bits, a known opcode. */
const BEGINNING = /^8[0-289a]$/i;

/** Two digits alone, which are a byte as likely as a number. */
function isPair(text: string, at: number): boolean {
  return isBlank(text.charCodeAt(at + 2));
}

/** Before bytes, as this project writes them: "C1: 81 05". No number comes between. */
const OWN_SIDE = /^[cs]\d*:\s*$/i;

/** A side at the end of a line, above its bytes: "C:". */
const SIDE_ALONE = /(?:^|[^\da-z])[a-f] ?:$/i;

/** Nobody writes so many digits of bytes into a sentence. */
const MANY_DIGITS = 22;

/** Bytes, and one digit without its pair, or a pair with a letter that looks like a digit. */
const ODD_AMONG =
  /^(?:(?:[\da-f]{2}\s)+(?:[\da-f]|[\da-foqli|]{2})\s+|(?:(?=\S?\d)[\da-foqli|]{2}\s+)+)$/i;

/** Bytes, and a control character that is in no label. */
const CONTROL_AMONG = /^(?:[\da-f]{2}[\s,]*){2,}[\0-\b]/i;

/**
 * Digits among which letters look like digits, from the start to the end of a line: pairs, or one
 * run. Recognized text is so.
 */
const MISTYPED =
  /^(?=[^\n]*\d)(?:[\da-f]?[oqli|]|[oqli|][\da-f])(?:[\s,]+[\da-foqli|]{2}){3,}\s*$|^(?=\d[\da-f]?[oqli|])[\da-foqli|]{10,}$/i;

/** "Add" and "dad" have an odd number of digits, all of them letters. */
const WORD_OF_DIGITS = /(?:^|\s)[a-f]{3,}$/i;

/** Digits in the short name of a commit. */
const SHORT_NAME = 7;

/** Neither bytes, nor what closes them. */
const OTHER_TEXT = /[^\s\da-fx,:;>\])}"'`.-]/i;

/** Enough of a row to know whether it is one. */
const PROBE_LENGTH = 4096;
const LABEL_LENGTH = 400;

/** Whether a row can start here: with digits, or with those that have a letter among them. */
function isLineStart(text: string, start: number, end: number): boolean {
  if (start >= end) return false;
  return hexTokenAt(text, start, end) !== null || isDigit(text.charCodeAt(start));
}

const MARKS: ReadonlySet<number> = new Set(
  Array.from(':：=>|→←»«]),"\'`', (mark) => mark.charCodeAt(0)),
);

const SIGNED = /^[+-](?:[\da-f]{2}\s|(?:[\da-f]{2}){4,}$)/i;

/** Whether bytes could start in a label at a place: after a space or a mark. */
function mayStartAt(sample: string, at: number): boolean {
  const code = sample.charCodeAt(at);
  if (hexValue(code) < 0 && code !== CODE.dollar && code !== CODE.hash) return false;
  const before = sample.charCodeAt(at - 1);
  // diff puts a sign before each line.
  return (
    isBlank(before) ||
    before === CODE.comma ||
    MARKS.has(before) ||
    (at === 1 && SIGNED.test(sample))
  );
}

/** Whether more than one space, or a mark, separates what is before from the bytes at `at`. */
function isApart(sample: string, at: number): boolean {
  return /(?:\s{2}|\t|[:=>|\])])\s*$/.test(sample.slice(0, at));
}

/** Whether a mark ends the label before `at`, or a word that needs none. */
function isAfterLabel(sample: string, at: number): boolean {
  const label = sample.slice(0, at).trimEnd();
  if (/[:：=>|→←»«\])-]$/.test(label)) return true;
  // An arrow or a hand, but nothing strange among bytes.
  if (/\p{So}\ufe0f?$/u.test(label)) return !/^[\da-f]{2}\s/i.test(label);
  return /(?:^|[\s\])])(?:[<>]+|[io]|send|sent|sends|tx|out|recv|received|receives|rx|in|client|server|read|write|data|bytes|hex|frame|payload|\d+)$/i.test(
    label,
  );
}

/** Whether a label without its digits is `shape`. Most differ in their length. */
function hasShape(label: string, shape: string): boolean {
  return label.length >= shape.length && labelShape(label) === shape;
}

/** A label without its digits: the same for all rows of a log. */
export function labelShape(label: string): string {
  return label.replace(/\d+/g, '0').trim();
}
