/**
 * Lists of numbers as languages write and print bytes: [129, 133], [129 133], {0x81, 0x85},
 * <<129,133>>, {"0":129}, Uint8Array(2) [ 129, 133 ], [-127, -123], Rust's [81, 85], and numbers
 * without brackets.
 */

import { CODE, isDigit, isLetter, skipBlanks } from './characters.ts';
import type { NotationId, TextRange } from './notation.ts';
import { numberTokenAt, type NumberToken } from './number-token.ts';
import type { Reading } from './reading.ts';
import { Transcript, type Speaker } from './transcript.ts';

export function readNumberList(text: string): Reading[] {
  return new NumberListReader(text).read();
}

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')', '<': '>>' };

/** How much of the text before a list is examined. */
const NAME_LENGTH = 80;

const PEER = /\bpeer([01])_\d+\s*\[\]\s*=\s*$/;
const TYPED =
  /(?:Uint8(?:Clamped)?Array|Buffer|byte|char|bytes|bytearray|u8|UInt8|uint8_t|unsigned char)\b[^{}]*$/;
const LENGTH_BEHIND = /^[^{[]{0,80}?_len(?:gth)?\s*=\s*(\d{1,9})/;
const MORE = /^(?:\.{3}|…)\s*(\d{1,9}) more (?:item|byte)s?/;
const CAST = /^\((?:byte|unsigned char|uint8_t|char)\)\s*/;

/** The evidence for the radix in numbers without a prefix. */
type Signs = {
  mayBeDecimal: boolean;
  mayBeHex: boolean;
  /** Above 99 or below 0. */
  isSurelyDecimal: boolean;
  hasBare: boolean;
  /** A single digit. */
  hasShort: boolean;
};

class NumberListReader {
  readonly #text: string;
  readonly #asDecimal = new Transcript();
  readonly #asHex = new Transcript();
  #signs: Signs = {
    mayBeDecimal: true,
    mayBeHex: true,
    isSurelyDecimal: false,
    hasBare: false,
    hasShort: false,
  };
  #hasKeys = false;
  #isTyped = false;
  #isBraced = false;
  #isFollowed = false;
  /** The announced length of the next list. */
  #declared: number | null = null;
  /** Whether a printer omitted some numbers. */
  #isCutShort = false;
  #lists = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Reading[] {
    const text = this.#text;
    for (let at = 0; at < text.length;) {
      const code = text.charCodeAt(at);
      const isErlang = code === CODE.less && text.charCodeAt(at + 1) === CODE.less;
      if (code === 0x5b || code === 0x7b || code === 0x28 || isErlang) at = this.#readList(at);
      else at++;
    }
    if (this.#lists === 0) return this.#readBare();
    this.#both((transcript) => transcript.leaveOut('program-text'));
    return this.#finish(true);
  }

  /** Numbers and nothing else. */
  #readBare(): Reading[] {
    const text = this.#text;
    if (isPlainHex(text)) return [];
    const end = this.#readItems(skipBlanks(text, 0, text.length), null);
    const { count } = this.#asDecimal;
    if (end < text.length || Math.max(count, this.#asHex.count) < 2 || this.#asDecimal.problem)
      return [];
    return this.#finish(false);
  }

  /** Reads the list that opens here; returns where to continue. */
  #readList(at: number): number {
    const text = this.#text;
    const opener = text.charAt(at);
    const from = opener === '<' ? at + 2 : at + 1;
    const before = { decimal: this.#asDecimal.count, hex: this.#asHex.count };
    const signs = { ...this.#signs };
    const closer = CLOSERS[opener] ?? ']';
    const end = this.#readItems(from, closer);
    const count = Math.max(this.#asDecimal.count - before.decimal, this.#asHex.count - before.hex);
    if (count === 0) return Math.max(from, end);
    const isClosed = text.startsWith(closer, end);
    const name = text.slice(Math.max(0, at - NAME_LENGTH), at);
    const isLone = count === 1 && (opener === '(' || /[\w\])]\s?$/.test(name));
    const isCut = end >= text.length;
    if (!isClosed && !isCut && count >= 3 && this.#stopAtExpression(end)) return text.length;
    if ((!isClosed && !isCut) || isLone) {
      if (isLone) this.#declared = this.#asDecimal.collector.at(before.decimal);
      this.#asDecimal.collector.dropTo(before.decimal);
      this.#asHex.collector.dropTo(before.hex);
      this.#signs = signs;
      return Math.max(from, end);
    }
    const peer = PEER.exec(name)?.[1];
    const speaker: Speaker = peer === undefined ? null : peer === '0' ? 0 : 1;
    this.#isFollowed ||= peer !== undefined;
    this.#isTyped ||= TYPED.test(name) || /"data"\s*:\s*$/.test(name);
    this.#isBraced ||= opener === '{';
    this.#asDecimal.begin(speaker, null, before.decimal);
    this.#asHex.begin(speaker, null, before.hex);
    const behind = LENGTH_BEHIND.exec(text.slice(end + 1, end + 120))?.[1];
    if (behind !== undefined) this.#declared = Number(behind);
    this.#checkLength(count);
    this.#lists++;
    return end + closer.length;
  }

  #checkLength(count: number): void {
    const declared = this.#declared;
    this.#declared = null;
    if (declared === null) return;
    this.#both((transcript) => transcript.leaveOut('declared-length'));
    if (declared === count || this.#isCutShort) return;
    this.#both((transcript) => {
      transcript.lose({
        kind: 'declared-length-differs',
        printer: null,
        shown: count,
        total: declared,
      });
    });
  }

  /** Reads numbers and separators; returns where anything else starts. */
  #readItems(from: number, closer: string | null): number {
    const text = this.#text;
    const first = Math.max(this.#asDecimal.count, this.#asHex.count);
    let at = from;
    while (at < text.length) {
      at = this.#skipBetween(at);
      if (at >= text.length || (closer !== null && text.startsWith(closer, at))) return at;
      const token = numberTokenAt(text, at);
      if (token === null) {
        const more = MORE.exec(text.slice(at, at + 40));
        if (more === null) return at;
        const shown = Math.max(this.#asDecimal.count, this.#asHex.count) - first;
        const lost = {
          kind: 'print-limit',
          printer: 'Node',
          shown,
          total: shown + Number(more[1]),
        } as const;
        this.#both((transcript) => transcript.lose(lost));
        this.#isCutShort = true;
        at += more[0].length;
        continue;
      }
      this.#take(token, at);
      at = token.end;
    }
    return at;
  }

  #take({ end, isBare, decimal, hexadecimal }: NumberToken, start: number): void {
    if (isBare) {
      this.#signs.hasBare = true;
      if (end - start === 1) this.#signs.hasShort = true;
      if (Number.isNaN(decimal)) this.#signs.mayBeDecimal = false;
      if (Number.isNaN(hexadecimal)) this.#signs.mayBeHex = false;
      if (decimal > 99 || decimal < 0) this.#signs.isSurelyDecimal = true;
    }
    const range = { start, end };
    this.#add(this.#asDecimal, decimal, range, this.#signs.mayBeDecimal);
    this.#add(this.#asHex, hexadecimal, range, this.#signs.mayBeHex);
  }

  #add(transcript: Transcript, value: number, { start, end }: TextRange, isMeant: boolean): void {
    if (!isMeant || transcript.problem) return;
    if (value >= -128 && value <= 255) return transcript.add(value & 0xff, start, end);
    const written = this.#text.slice(start, end);
    transcript.stop({ kind: 'not-a-byte', range: { start, end }, written });
  }

  /** Spaces, commas, comments, casts, and the keys of a JSON object. */
  #skipBetween(from: number): number {
    const text = this.#text;
    let at = from;
    while (at < text.length) {
      const start = at;
      at = skipBlanks(text, at, text.length);
      const code = text.charCodeAt(at);
      if (code === CODE.comma || code === 0x3b) at++;
      else if (code === CODE.slash) at = this.#skipComment(at);
      else if (code === CODE.doubleQuote) at = this.#skipKey(at);
      else if (code === 0x28) at += CAST.exec(text.slice(at, at + 32))?.[0].length ?? 0;
      if (at === start) return at;
    }
    return at;
  }

  #skipComment(at: number): number {
    const text = this.#text;
    const isBlock = text.charCodeAt(at + 1) === CODE.star;
    if (!isBlock && text.charCodeAt(at + 1) !== CODE.slash) return at;
    this.#both((transcript) => transcript.leaveOut('comments'));
    const close = text.indexOf(isBlock ? '*/' : '\n', at + 2);
    return close === -1 ? text.length : close + (isBlock ? 2 : 1);
  }

  #skipKey(at: number): number {
    const text = this.#text;
    let end = at + 1;
    while (isDigit(text.charCodeAt(end))) end++;
    if (end === at + 1 || text.charCodeAt(end) !== CODE.doubleQuote) return at;
    const colon = skipBlanks(text, end + 1, text.length);
    if (text.charCodeAt(colon) !== CODE.colon) return at;
    this.#hasKeys = true;
    return colon + 1;
  }

  /** Numbers with expressions among them are source text to run, not bytes. */
  #stopAtExpression(at: number): boolean {
    const character = this.#text.charAt(at);
    if (!'^+*|&~%<'.includes(character) && !isLetter(character.charCodeAt(0))) return false;
    if (isLetter(character.charCodeAt(0)) && !this.#isTyped) return false;
    this.#both((transcript) => {
      transcript.begin(null, null, 0);
      transcript.stop({ kind: 'expression', range: { start: at, end: at + 1 } });
    });
    this.#lists++;
    return true;
  }

  #finish(isBracketed: boolean): Reading[] {
    const mayBeHex = this.#signs.mayBeHex && !this.#signs.isSurelyDecimal && this.#asHex.count > 0;
    const mayBeDecimal = this.#signs.mayBeDecimal && this.#asDecimal.count > 0;
    const hex = this.#asHex;
    const decimal = this.#asDecimal;
    if (!this.#signs.hasBare) {
      if (!isBracketed) return [];
      const name = this.#isFollowed ? 'follow-arrays' : this.#name('c-array');
      return [hex.finish(name, this.#isTyped ? 'sure' : 'likely')];
    }
    const readings: Reading[] = [];
    if (mayBeDecimal) {
      const isLikely = this.#signs.isSurelyDecimal || (isBracketed && !mayBeHex);
      const confidence =
        this.#isTyped || this.#hasKeys ? 'sure' : isLikely || isBracketed ? 'likely' : 'possible';
      readings.push(decimal.finish(this.#name('decimal-list'), confidence));
    }
    if (mayBeHex && !this.#hasKeys) {
      // Two or three numbers are a byte that the reader is typing.
      const isWorthIt = isBracketed || (this.#signs.hasShort && hex.count > 3);
      const confidence = mayBeDecimal || !isBracketed ? 'possible' : 'likely';
      if (isWorthIt && !(this.#isTyped && mayBeDecimal))
        readings.push(hex.finish('hex-list', confidence));
    }
    return readings;
  }

  #name(otherwise: NotationId): NotationId {
    if (this.#hasKeys || /"type"\s*:\s*"Buffer"/.test(this.#text.slice(0, 200)))
      return 'buffer-json';
    if (this.#isTyped) return this.#isBraced ? 'c-array' : 'byte-array';
    if (otherwise === 'c-array' && !this.#isBraced) return 'number-list';
    return otherwise;
  }

  #both(act: (transcript: Transcript) => void): void {
    act(this.#asDecimal);
    act(this.#asHex);
  }
}

/** The start of a text, enough to recognize 2-digit bytes by their letters. */
const SAMPLE_LENGTH = 600;

const PLAIN_HEX = /^\s*(?:[\da-f]{2}[\s,;]+){8,}/i;

/** Whether this starts like hex that another reader handles better. */
function isPlainHex(text: string): boolean {
  const bytes = PLAIN_HEX.exec(text.slice(0, SAMPLE_LENGTH))?.[0];
  return bytes !== undefined && /[a-f]/i.test(bytes);
}
