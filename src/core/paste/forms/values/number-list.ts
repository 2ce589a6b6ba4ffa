/**
 * Lists of numbers as languages write and print bytes: [129, 133], [129 133], {0x81, 0x85},
 * <<129,133>>, {"0":129}, Uint8Array(2) [ 129, 133 ], [-127, -123], Rust's [81, 85], ['81', '85'],
 * and those that mix numbers with characters: {0x81, 3, 'a', 'b'}, <<129,5,"Hello">>.
 */

import type { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import { CODE, hexValue, skipBlanks } from '#core/paste/text/characters.ts';
import { isQuote, newSigns, readItems, type ListEnd, type Signs } from './list-items.ts';
import { NO_RADICES, type Radix, type Value } from './value.ts';

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')', '<': '>>' };

/** How much of the text before a list is looked at. */
const NAME_LENGTH = 80;

const PEER = /\bpeer([01])_\d+\s*\[\]\s*=\s*$/;
const TYPED =
  /(?:Uint8(?:Clamped)?Array|Int8Array|Buffer|byte|char|bytes|bytearray|u8|UInt8|uint8_t|unsigned char|Vec)\b[^{}]*$/;
const DECLARED = /(?:Array|Buffer|List)\((\d{1,12})\)\s*$/;
const LENGTH_BEHIND = /^[^{[]{0,80}?_len(?:gth)?\s*=\s*(\d{1,9})/;
/** Numbers of the list that this one is in: Go prints a struct so. */
const OUTER_NUMBERS = /[{([]\s*((?:-?\w+[\s,]+)*-?\d+[\s,]+)$/;
/** Around the number in "unsigned char [7]". */
const TYPE_BEFORE = /[\w*]\s*$/;
const SIZE_BEHIND = /^\s*[)={;]/;
/** "[0] = 0x81". */
const INDEX = /^\[\d{1,9}\]\s?(?:=|:)/;

/** The list that opens at `at`; null if there is none. `from` is the start of its line. */
export function numberListAt(text: string, at: number, from: number): Value | null {
  const opener = text.charAt(at);
  if (opener === '[' && INDEX.test(text.slice(at, at + 16))) return null;
  if (opener === '<' && text.charAt(at + 1) !== '<') return null;
  const isArrayOfFSharp = opener === '[' && text.charCodeAt(at + 1) === CODE.pipe;
  const inside = opener === '<' || isArrayOfFSharp ? at + 2 : at + 1;
  if (!mayStartItem(text, inside)) return null;
  const closer = isArrayOfFSharp ? '|]' : (CLOSERS[opener] ?? ']');
  const signs = newSigns();
  const list = readItems(text, inside, closer, signs, null);
  // Without its end, it is an arrow unless commas follow.
  if (opener === '<' && !list.isClosed && !text.slice(inside, list.end).includes(',')) return null;
  const name = text.slice(Math.max(from, at - NAME_LENGTH, 0), at);
  const isTyped = TYPED.test(name) || (name.includes('"data"') && /"data"\s*:\s*$/.test(name));
  const declared = DECLARED.exec(name)?.[1];
  if (list.expression !== null) {
    if (signs.count < 3 || !(isTyped || signs.count >= 8)) return null;
  } else if (!list.isClosed && list.end < text.length) return null;
  // A Close frame of SockJS.
  if (text.startsWith('c[', at - 1) && SOCKJS_CLOSE.test(text.slice(at, at + LONGEST_CLOSE)))
    return null;
  const isIndex = opener === '[' && at > 0 && /[\w)\]]/.test(text.charAt(at - 1));
  // Numbers in a bracket each.
  if (opener === '[' && signs.count === 1 && isBesideBrackets(text, at, list.end + 1)) return null;
  if (signs.count < 2 && !(isTyped && signs.count > 0 && opener !== '(' && !isIndex)) return null;
  if (!signs.mayBeDecimal && !signs.mayBeHex) return null;
  // Arguments of a call: BinData(0, "gQVIZWxsbw==").
  if (opener === '(' && signs.hasText) return null;
  const end = list.isClosed ? list.end + closer.length : list.end;
  // Each byte is in braces of its own.
  if (opener === '{' && signs.count === 1 && '{}'.includes(text.charAt(end) || ' ')) return null;
  const isSized = TYPE_BEFORE.test(name) && SIZE_BEHIND.test(text.slice(end, end + 8));
  if (opener === '[' && signs.count === 1 && isSized) return null;
  const behind = LENGTH_BEHIND.exec(text.slice(end, end + 120))?.[1];
  const peer = PEER.exec(name)?.[1];
  const place: ListPlace = { text, start: at, end, inside, closer, list, name };
  const declaredLength = declared ?? behind;
  return new NumberList(place, signs, {
    isTyped,
    isBraced: opener === '{',
    peer: peer === undefined ? null : peer === '0' ? 0 : 1,
    declared: declaredLength === undefined ? null : Number(declaredLength),
  });
}

function isBesideBrackets(text: string, start: number, end: number): boolean {
  return (
    /\]\s?$/.test(text.slice(Math.max(0, start - 2), start)) ||
    /^\s?\[/.test(text.slice(end, end + 2))
  );
}

type ListPlace = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Its first item. */
  readonly inside: number;
  readonly closer: string;
  readonly list: ListEnd;
  /** The text before it. */
  readonly name: string;
};

/** What the text around a list says. */
type ListTraits = {
  readonly isTyped: boolean;
  readonly isBraced: boolean;
  readonly peer: 0 | 1 | null;
  readonly declared: number | null;
};

class NumberList implements Value {
  readonly start: number;
  readonly end: number;
  readonly radices: readonly Radix[];
  readonly #place: ListPlace;
  readonly #signs: Signs;
  readonly #traits: ListTraits;

  constructor(place: ListPlace, signs: Signs, traits: ListTraits) {
    this.start = place.start;
    this.end = place.end;
    this.radices = radicesOf(signs, traits.isTyped, place.closer);
    this.#place = place;
    this.#signs = signs;
    this.#traits = traits;
  }

  form(radix: Radix): FormId {
    return formOf(this.#signs, radix, this.#traits);
  }

  confidence(radix: Radix): ReadingConfidence {
    return confidenceOf(this.#signs, radix, this.#traits.isTyped);
  }

  read(writer: BlockWriter, radix: Radix): void {
    const { text, start, end, inside, closer, list, name } = this.#place;
    const { peer, declared } = this.#traits;
    writer.begin(start, peer === null ? {} : { speaker: peer });
    readItems(text, inside, closer, newSigns(), { writer, radix });
    writer.end(end);
    recordLength(writer, this.#signs.count, list, declared);
    writer.leaveOut('program-text', name.trim() === '' ? 0 : 1);
    const outer = OUTER_NUMBERS.exec(name)?.[1];
    if (outer !== undefined) writer.skip({ start: start - outer.length, end: start - 1 });
    if (list.expression !== null) writer.stop({ kind: 'expression', range: list.expression });
  }
}

/** A code and a reason, as a whole list. */
const SOCKJS_CLOSE = /^\[\d{3,4},"[^"]*"\]/;

const LONGEST_CLOSE = 200;

/** Before Visual Basic's H81. */
const AMPERSAND = 0x26;

/** Quick test, because brackets are common in logs. */
function mayStartItem(text: string, inside: number): boolean {
  const at = skipBlanks(text, inside, Math.min(text.length, inside + 400));
  const code = text.charCodeAt(at);
  return (
    hexValue(code) >= 0 ||
    code === CODE.minus ||
    code === 0x28 ||
    code === AMPERSAND ||
    isQuote(code) ||
    code === CODE.slash
  );
}

function recordLength(
  writer: BlockWriter,
  shown: number,
  { isElided, missing, total }: ListEnd,
  declared: number | null,
): void {
  const announced = declared ?? total;
  if (declared !== null) writer.leaveOut('declared-length');
  if (isElided) {
    const lacking = missing ?? (announced === null ? null : Math.max(0, announced - shown));
    writer.miss(lacking);
    const sum = lacking === null ? null : shown + lacking;
    writer.lose({
      kind: sum === null ? 'elided' : 'print-limit',
      printer: 'Node',
      shown,
      total: sum,
    });
  } else if (announced !== null && announced !== shown) {
    writer.lose({ kind: 'declared-length-differs', printer: null, shown, total: announced });
  }
}

const OCTAL: readonly Radix[] = ['octal'];
const HEX: readonly Radix[] = ['hex'];
const DECIMAL: readonly Radix[] = ['decimal'];
const DECIMAL_OR_HEX: readonly Radix[] = ['decimal', 'hex'];

function radicesOf(signs: Signs, isTyped: boolean, closer: string): readonly Radix[] {
  if (!signs.hasBare) return NO_RADICES;
  if (signs.mayBeDecimal && signs.hasOctal && !signs.hasPadded) return OCTAL;
  const mayBeDecimal = signs.mayBeDecimal;
  const mayBeHex = signs.mayBeHex && !signs.isSurelyDecimal && !signs.hasKeys && closer !== '>>';
  if (!mayBeDecimal) return HEX;
  return !mayBeHex || isTyped || signs.hasText ? DECIMAL : DECIMAL_OR_HEX;
}

function formOf(signs: Signs, radix: Radix, { isTyped, isBraced, peer }: ListTraits): FormId {
  if (peer !== null) return 'follow-arrays';
  if (signs.hasKeys) return 'buffer-json';
  if (isTyped) return isBraced ? 'c-array' : 'byte-array';
  if (!signs.hasBare) return isBraced ? 'c-array' : 'number-list';
  if (radix === 'octal') return 'octal-list';
  return radix === 'hex' ? 'hex-list' : 'decimal-list';
}

function confidenceOf(signs: Signs, radix: Radix, isTyped: boolean): ReadingConfidence {
  if (isTyped || signs.hasKeys) return 'sure';
  if (!signs.hasBare) return 'likely';
  if (radix === 'hex') return signs.mayBeDecimal ? 'possible' : 'likely';
  return signs.count > 3 || signs.isSurelyDecimal ? 'likely' : 'possible';
}
