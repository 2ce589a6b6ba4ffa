/** The items of a list of numbers: numbers, characters, and what comes between them. */

import type { BlockWriter } from '#core/paste/block-writer.ts';
import {
  CODE,
  characterAt,
  indexWithin,
  isDigit,
  isLetter,
  skipBlanks,
} from '#core/paste/text/characters.ts';
import { elisionAt } from '#core/paste/text/elision.ts';
import { escapeAt } from '#core/paste/text/escape.ts';
import { numberTokenAt, type NumberToken } from '#core/paste/text/number-token.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import { endOfCharacter, repeatLast, repeatsAt } from './gdb-repeats.ts';
import type { Radix } from './value.ts';

/** Kotlin's numbers above 127 are no bytes by themselves; Nim names their type. */
const CONVERSION = /^(?:\.toU?Byte\(\)|'[ui]8\b)/;
const CAST = /^\((?:byte|unsigned char|uint8_t|char)\)\s*/;
/** What Chromium prints after the numbers of a typed array. */
const PROPERTIES = /^(?:buffer: ArrayBuffer\(|byteLength: |byteOffset: |length: |Symbol\()/;

/** What the items of a list say about their radix. */
export type Signs = {
  /** Numbers and characters. */
  count: number;
  mayBeDecimal: boolean;
  mayBeHex: boolean;
  /** Above 99, below 0, or with a key. */
  isSurelyDecimal: boolean;
  /** Numbers without a prefix. */
  hasBare: boolean;
  hasKeys: boolean;
  hasLeadingZero: boolean;
  /** Four digits as C writes octal bytes: 0201. */
  hasOctal: boolean;
  /** A leading zero before a digit that octal doesn't have. */
  hasPadded: boolean;
  hasText: boolean;
};

export type ListEnd = {
  readonly end: number;
  readonly isClosed: boolean;
  readonly missing: number | null;
  readonly total: number | null;
  readonly isElided: boolean;
  /** Where an expression stands instead of an item; null if there is none. */
  readonly expression: TextRange | null;
};

export function newSigns(): Signs {
  return {
    count: 0,
    mayBeDecimal: true,
    mayBeHex: true,
    isSurelyDecimal: false,
    hasBare: false,
    hasKeys: false,
    hasLeadingZero: false,
    hasOctal: false,
    hasPadded: false,
    hasText: false,
  };
}

export function isQuote(code: number): boolean {
  return code === CODE.doubleQuote || code === CODE.singleQuote;
}

/** Reads items and separators up to the closer or to anything else. */
export function readItems(
  text: string,
  from: number,
  closer: string,
  signs: Signs,
  sink: { readonly writer: BlockWriter; readonly radix: Radix } | null,
): ListEnd {
  let at = from;
  const problems = sink?.writer.problemCount ?? 0;
  let missing: number | null = null;
  let total: number | null = null;
  let isElided = false;
  const ended = (isClosed: boolean, expression: TextRange | null = null): ListEnd => ({
    end: at,
    isClosed,
    missing,
    total,
    isElided,
    expression,
  });
  while (at < text.length) {
    at = skipBetween(text, at, signs);
    if (at >= text.length) return ended(false);
    if (text.startsWith(closer, at)) return ended(true);
    const token = numberTokenAt(text, at);
    if (token !== null && mayGoOn(text, at, token)) {
      sink?.writer.skip({ start: at, end: token.end });
      at = token.end;
      return ended(false);
    }
    if (token !== null && !isElided) {
      noteNumber(signs, text, at, token);
      if (sink !== null && sink.writer.problemCount === problems) {
        addNumber(sink.writer, valueIn(sink.radix, text, at, token), text, at, token.end);
      }
      at = token.end + (CONVERSION.exec(text.slice(token.end, token.end + 12))?.[0].length ?? 0);
      at = skipRepeats(text, endOfCharacter(text, at), signs, problems, sink?.writer ?? null);
      continue;
    }
    if (isQuote(text.charCodeAt(at)) && !isElided) {
      const next = readQuoted(text, at, signs, sink?.writer ?? null);
      if (next === null) return ended(false);
      at = skipRepeats(text, next, signs, problems, sink?.writer ?? null);
      continue;
    }
    const elision = elisionAt(text, at, text.length);
    if (elision !== null && signs.count > 0) {
      isElided = true;
      ({ missing, total } = elision);
      at = elision.end;
      continue;
    }
    if (PROPERTIES.test(text.slice(at, at + 24))) {
      const close = indexWithin(text, closer, at, at + 400);
      if (close !== -1) at = close;
      return ended(close === at);
    }
    return ended(false, expressionAt(text, at));
  }
  return ended(false);
}

/** Whether a number may lack digits, because the text ends with it: 10 of 101, 0x8 of 0x81. */
function mayGoOn(text: string, at: number, { end, isBare, decimal }: NumberToken): boolean {
  if (end !== text.length) return false;
  return isBare ? decimal * 10 <= 0xff : end - at <= '0x8'.length;
}

/** Adds what gdb shortened, and returns where the text goes on. */
function skipRepeats(
  text: string,
  at: number,
  signs: Signs,
  problems: number,
  writer: BlockWriter | null,
): number {
  const repeats = repeatsAt(text, at);
  if (repeats === null) return at;
  signs.count += repeats.count - 1;
  if (writer !== null && writer.problemCount === problems) repeatLast(writer, at, repeats);
  return repeats.end;
}

function noteNumber(
  signs: Signs,
  text: string,
  at: number,
  { end, isBare, decimal, hexadecimal }: NumberToken,
): void {
  signs.count++;
  if (!isBare) {
    if (!(decimal >= -128 && decimal <= 255)) signs.isSurelyDecimal ||= false;
    return;
  }
  signs.hasBare = true;
  if (Number.isNaN(decimal)) signs.mayBeDecimal = false;
  if (Number.isNaN(hexadecimal)) signs.mayBeHex = false;
  if (decimal > 99 || decimal < 0) signs.isSurelyDecimal = true;
  if (end - at > 1 && text.charCodeAt(at) === CODE.zero) noteZero(signs, text.slice(at, end));
  if (end - at === 2 && text.charCodeAt(at) === CODE.zero) signs.hasLeadingZero = true;
}

function noteZero(signs: Signs, number: string): void {
  if (OCTAL_BYTE.test(number)) signs.hasOctal = true;
  else if (/[89]/.test(number)) signs.hasPadded = true;
}

const OCTAL_BYTE = /^0[0-3][0-7]{2}$/;

/** In C, a leading zero makes a number octal. */
function valueIn(radix: Radix, text: string, at: number, token: NumberToken): number {
  if (!token.isBare) return token.decimal;
  if (radix === 'hex') return token.hexadecimal;
  const isOctal = radix === 'octal' && text.charCodeAt(at) === CODE.zero;
  return isOctal ? Number.parseInt(text.slice(at, token.end), 8) : token.decimal;
}

function addNumber(
  writer: BlockWriter,
  value: number,
  text: string,
  start: number,
  end: number,
): void {
  if (value >= -128 && value <= 255) return writer.add(value & 0xff, start, end);
  writer.stop({ kind: 'not-a-byte', range: { start, end }, written: text.slice(start, end) });
}

/** What was looked for last: many lists can be before the same place. */
const LAST = { text: '', wanted: '', from: 0, place: -1 };

/** The next place of some characters from `from` on; −1 if there is none. */
function nextPlace(text: string, wanted: string, from: number): number {
  const isKnown = LAST.text === text && LAST.wanted === wanted && from >= LAST.from;
  if (isKnown && (LAST.place === -1 || from <= LAST.place)) return LAST.place;
  const place = text.indexOf(wanted, from);
  Object.assign(LAST, { text, wanted, from, place });
  return place;
}

/** A character or string in a list: 'a', "Hello", '81', "0x81". Returns where it ends. */
function readQuoted(
  text: string,
  at: number,
  signs: Signs,
  writer: BlockWriter | null,
): number | null {
  const quote = text.charAt(at);
  const close = nextPlace(text, quote, at + 1);
  if (close === -1) return null;
  const inside = text.slice(at + 1, close);
  if (/^(?:(?:0[xX])?[\da-fA-F]{2}|0[xX][\da-fA-F])$/.test(inside)) {
    signs.count++;
    writer?.add(Number.parseInt(inside.replace(/^0x/i, ''), 16), at + 1, close);
    return close + 1;
  }
  if (signs.count === 0) return null;
  if (inside.startsWith('\\')) {
    const escape = escapeAt(text, at + 2, 'octal');
    if (escape.kind !== 'byte' || text.charAt(escape.end) !== quote) return null;
    signs.count++;
    writer?.add(escape.byte, at + 1, escape.end);
    return escape.end + 1;
  }
  if (inside.includes('\\') || inside.includes('\n')) return null;
  const character = characterAt(text, at + 1);
  if (quote === "'" && character.length !== inside.length) return null;
  signs.count += inside.length;
  signs.hasText = true;
  if (writer) collectUtf8(text, at + 1, close, writer);
  return close + 1;
}

/** Spaces, commas, comments, casts, and the keys of a JSON object. */
function skipBetween(text: string, from: number, signs: Signs): number {
  let at = from;
  while (at < text.length) {
    const start = at;
    at = skipBlanks(text, at, text.length);
    const code = text.charCodeAt(at);
    if (code === CODE.comma || code === 0x3b) at++;
    else if (code === CODE.slash) at = skipComment(text, at);
    else if (code === CODE.doubleQuote) at = skipKey(text, at, signs);
    else if (code === 0x62 && isQuote(text.charCodeAt(at + 1))) at++;
    else if (isDigit(code)) at = skipBareKey(text, at, signs);
    else if (code === 0x28) at += CAST.exec(text.slice(at, at + 32))?.[0].length ?? 0;
    if (at === start) return at;
  }
  return at;
}

function skipComment(text: string, at: number): number {
  const isBlock = text.charCodeAt(at + 1) === CODE.star;
  if (!isBlock && text.charCodeAt(at + 1) !== CODE.slash) return at;
  const close = nextPlace(text, isBlock ? '*/' : '\n', at + 2);
  return close === -1 ? text.length : close + (isBlock ? 2 : 1);
}

function skipKey(text: string, at: number, signs: Signs): number {
  let end = at + 1;
  while (isDigit(text.charCodeAt(end)) && end < at + 12) end++;
  if (end === at + 1 || text.charCodeAt(end) !== CODE.doubleQuote) return at;
  const colon = skipBlanks(text, end + 1, text.length);
  if (text.charCodeAt(colon) !== CODE.colon) return at;
  signs.hasKeys = true;
  return colon + 1;
}

/** What a console prints for an object: {0: 129, 1: 5}. Each key counts the numbers before it. */
function skipBareKey(text: string, at: number, signs: Signs): number {
  KEY.lastIndex = at;
  const key = KEY.exec(text);
  if (key === null || Number(key[1]) !== signs.count) return at;
  signs.hasKeys = true;
  return at + key[0].length;
}

const KEY = /(\d{1,9}): (?=\d)/y;

/** Numbers with expressions among them are source text to run, not bytes. */
function expressionAt(text: string, at: number): TextRange | null {
  const character = text.charAt(at);
  const isOperator = '^+*|&~%<'.includes(character);
  return isOperator || isLetter(character.charCodeAt(0)) ? { start: at, end: at + 1 } : null;
}
