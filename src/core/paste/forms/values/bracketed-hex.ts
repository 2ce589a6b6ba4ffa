/**
 * Hexadecimal in brackets or after a name, as runtimes print bytes: Node's <Buffer 81 85>, its
 * ArrayBuffer with <81 85>, Apple's <818537fa 213d> and {length = 22, bytes = 0x8185}, a log's
 * [81 85]. Some print only the first bytes and how many they omit.
 */

import type { FormId } from '#core/paste/form.ts';
import type { BlockWriter } from '#core/paste/block-writer.ts';
import { hexValue, isBlank } from '#core/paste/text/characters.ts';
import { mayBeFrames } from '#core/paste/ranking/wire-unit.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import { elisionAt, type Elision } from '#core/paste/text/elision.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';
import { NO_RADICES, type Value } from './value.ts';

type Opening = {
  readonly pattern: RegExp;
  /** Empty if nothing has to close it. */
  readonly closer: string;
  readonly least: number;
  readonly form: FormId;
};

/** The size of Apple's groups. */
const WORD_SIZE = 4;

/** What stands before the digits, and what must stand after them. */
const OPENINGS: readonly Opening[] = [
  {
    pattern: /^<(?:Buffer|SlowBuffer|FastBuffer)(?: |(?=>))/,
    closer: '>',
    least: 0,
    form: 'node-buffer',
  },
  { pattern: /^\[Uint8Contents\]: </, closer: '>', least: 0, form: 'node-buffer' },
  { pattern: /^bytes ?= ?0x/, closer: '', least: 1, form: 'node-buffer' },
  { pattern: /^<(?=[\da-f]{8}[ >])/i, closer: '>', least: WORD_SIZE, form: 'node-buffer' },
  {
    pattern: /^\[(?=[\da-f]{2}(?: [\da-f]{2})+(?:\]| \.\.\.| …| \[))/i,
    closer: ']',
    least: 2,
    form: 'hex-log',
  },
];

const LENGTH_BEFORE = /length ?= ?(\d{1,12}),[^{<]{0,20}$/;
const LENGTH_BEHIND = /^>?,\s*byteLength: (\d{1,12})/;

/** Whether a group alone is no frame: runtimes print the address of an object so, too. */
function isAddress(text: string, from: number): boolean {
  const bytes = Uint8Array.from({ length: WORD_SIZE }, (_, index) =>
    pairAt(text, from + 2 * index),
  );
  return !mayBeFrames(bytes);
}

/** The value at `at`; null if there is none. */
export function bracketedHexAt(text: string, at: number): Value | null {
  const beginning = text.slice(at, at + 40);
  const opening = OPENINGS.find(({ pattern }) => pattern.test(beginning));
  if (opening === undefined) return null;
  // A list of decimals looks alike: its numbers have no letters.
  const from = at + opening.pattern.exec(beginning)![0].length;
  const digits = readDigits(text, from, null);
  const elision = elisionAt(text, skipSpaces(text, digits.end), text.length);
  const closeAt = skipSpaces(text, elision?.end ?? digits.end);
  const isClosed = opening.closer === '' || text.startsWith(opening.closer, closeAt);
  const isCut = closeAt >= text.length;
  if (digits.count < opening.least || (!isClosed && !isCut)) return null;
  if (opening.form === 'hex-log' && !digits.hasLetters && elision === null) return null;
  if (opening.least === WORD_SIZE && digits.count === WORD_SIZE && isAddress(text, from))
    return null;
  const end = isClosed ? closeAt + opening.closer.length : closeAt;
  const isSure = opening.form === 'node-buffer' && isClosed;
  return new BracketedHex({ text, start: at, end, from, closeAt, elision, isSure }, opening.form);
}

type HexPlace = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Its first digit. */
  readonly from: number;
  /** Where what closes it would be. */
  readonly closeAt: number;
  readonly elision: Elision | null;
  readonly isSure: boolean;
};

class BracketedHex implements Value {
  readonly start: number;
  readonly end: number;
  readonly radices = NO_RADICES;
  readonly #place: HexPlace;
  readonly #form: FormId;

  constructor(place: HexPlace, form: FormId) {
    this.#place = place;
    this.#form = form;
    this.start = place.start;
    this.end = place.end;
  }

  form(): FormId {
    return this.#form;
  }

  confidence(): ReadingConfidence {
    return this.#place.isSure ? 'sure' : 'likely';
  }

  read(writer: BlockWriter): void {
    const { text, start, end, from, closeAt, elision } = this.#place;
    writer.begin(start);
    const { count } = readDigits(text, from, writer);
    const declared = LENGTH_BEFORE.exec(text.slice(Math.max(0, start - 60), start))?.[1];
    const behind = LENGTH_BEHIND.exec(text.slice(closeAt, closeAt + 60))?.[1];
    recordMissing(writer, count, elision, declared ?? behind, declared !== undefined);
    writer.end(end);
  }
}

function recordMissing(
  writer: BlockWriter,
  shown: number,
  elision: Elision | null,
  declared: string | undefined,
  isApple: boolean,
): void {
  if (declared !== undefined) writer.leaveOut('declared-length');
  const total = declared === undefined ? (elision?.total ?? null) : Number(declared);
  const missing = elision?.missing ?? (total === null ? null : total - shown);
  if (elision !== null) {
    writer.miss(missing);
    const sum = missing === null ? null : shown + missing;
    const printer = isApple ? 'Foundation' : 'Node';
    writer.lose({ kind: sum === null ? 'elided' : 'print-limit', printer, shown, total: sum });
  } else if (total !== null && total !== shown) {
    writer.lose({
      kind: 'declared-length-differs',
      printer: isApple ? 'Foundation' : null,
      shown,
      total,
    });
  }
}

function skipSpaces(text: string, at: number): number {
  let place = at;
  while (isBlank(text.charCodeAt(place))) place++;
  return place;
}

/** Reads pairs of digits, with or without spaces between them. */
function readDigits(text: string, from: number, writer: BlockWriter | null) {
  let at = from;
  let count = 0;
  let hasLetters = false;
  for (;;) {
    const place = skipSpaces(text, at);
    const high = hexValue(text.charCodeAt(place));
    if (high < 0 || place + 1 >= text.length || hexValue(text.charCodeAt(place + 1)) < 0) break;
    writer?.add(pairAt(text, place), place, place + 2);
    hasLetters ||= high > 9 || hexValue(text.charCodeAt(place + 1)) > 9;
    count++;
    at = place + 2;
  }
  return { end: at, count, hasLetters };
}
