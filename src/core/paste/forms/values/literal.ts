/**
 * Finds strings with escapes: "\x81\x85", b'\x81\x857\xfa', "\201\2057", '\129\133', with a prefix,
 * with doubled backslashes, in curly quotes, without quotes; and those in the calls that strace
 * prints.
 */

import type { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import { readRow } from '#core/paste/forms/hex/hex-row.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import { endBeforeCount } from '#core/paste/text/byte-count.ts';
import { indexWithin, isBlank, isLetter, skipHexDigits } from '#core/paste/text/characters.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { traitsOf } from './escape-traits.ts';
import { EscapedString } from './escaped-string.ts';
import { isOpeningQuote, type LineQuotes } from './line-quotes.ts';
import { systemCallBefore } from './system-call.ts';
import { NO_RADICES, type Value } from './value.ts';

/**
 * The literal at `at`; null if there is none. `from` is the start of its line, `end` its end.
 *
 * @param isAdjacent whether it goes on with a literal before it, and needs no escapes
 */
export function literalAt(
  text: string,
  at: number,
  from: number,
  end: number,
  quotes: LineQuotes,
  isAdjacent: boolean,
): Value | null {
  const character = text.charAt(at);
  if (character === '\\')
    return quotes.isBareTried
      ? null
      : (byteaAt(text, at, end) ?? bareAt(text, at, from, end, quotes));
  return isOpeningQuote(character) ? quotedAt(text, at, from, quotes, isAdjacent) : null;
}

/** Apart, because most characters of a text open nothing. */
function quotedAt(
  text: string,
  at: number,
  from: number,
  quotes: LineQuotes,
  isAdjacent: boolean,
): Value | null {
  const character = text.charAt(at);
  const before = text.charCodeAt(at - 1);
  const hasPrefix =
    at > from &&
    /(?:^|[^a-z\d])(?:[bB]|[rR][bB]|[bB][rR])$/i.test(text.slice(Math.max(from, at - 3), at));
  // An apostrophe in a word: It's.
  const isApostrophe = isLetter(before) && isLetter(text.charCodeAt(at + 1)) && !hasPrefix;
  if (isApostrophe && (character === "'" || character === '’')) return null;
  const close = quotes.closeOf(at);
  if (close === -1) return null;
  const hex = isAdjacent ? null : hexStringAt(text, at, close, from);
  if (hex !== null) return hex;
  const traits = traitsOf(text, at + 1, close);
  const call = character === '"' ? systemCallBefore(text, at) : null;
  const isPlain = traits.numeric === 0 && !traits.isHttp && !hasPrefix && call === null;
  if (isPlain && !isAdjacent) return null;
  const isBare = traits.numeric === 0 && call === null && !traits.isHttp && !isAdjacent;
  if (isBare && isInCharacters(text.slice(Math.max(from, at - LONGEST_ROW), at))) return null;
  // A quoted sentence with a literal in it: the inner quotes are nearer.
  if (!hasPrefix && !isAdjacent && call === null && hasInnerLiteral(text, at, close)) return null;
  return new EscapedString({
    text,
    start: hasPrefix ? prefixStart(text, at) : at,
    from: at + 1,
    to: close,
    end: close + 1,
    traits,
    call,
    isAdjacent,
    isSure: call !== null || traits.escapes >= 2 || hasPrefix || isAdjacent,
  });
}

const DECODES_HEX =
  /(?:\bfrom|fromhex|unhex|decode_?(?:hex|string)|hex2bin|unhexlify|FromHexString|pack)\(\s*$/i;
const HEX_STRING = /^(?:0x)?[\da-f]{2}(?:[ :]?[\da-f]{2})+$/i;

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** A string of hexadecimal digits: Buffer.from('8185', 'hex'). */
function hexStringAt(text: string, at: number, close: number, from: number): Value | null {
  const sample = text.slice(at + 1, Math.min(close, at + 400));
  if (TIME.test(sample)) return null;
  const isCut = close > at + 400;
  if (!HEX_STRING.test(isCut ? sample.slice(0, sample.length & ~1) : sample)) return null;
  const isCalled = DECODES_HEX.test(text.slice(Math.max(from, at - 40), at));
  if (!isCalled && (close - at < LEAST_HEX || isNumber(sample))) return null;
  const digits = { start: at + 1, end: close };
  return new HexString(text, { start: at, end: close + 1 }, digits, isCalled);
}

/** PostgreSQL’s bytea: \x810548. */
function byteaAt(text: string, at: number, end: number): Value | null {
  if (!text.startsWith('\\x', at)) return null;
  const digits = skipHexDigits(text, at + 2, end);
  const size = digits - at - 2;
  const isAlone = digits === end || /[\s|,;)"']/.test(text.charAt(digits));
  if (size < LEAST_HEX || size % 2 === 1 || !isAlone) return null;
  return new HexString(text, { start: at, end: digits }, { start: at + 2, end: digits }, false);
}

class HexString implements Value {
  readonly start: number;
  readonly end: number;
  readonly radices = NO_RADICES;
  readonly #text: string;
  readonly #digits: TextRange;
  readonly #isCalled: boolean;

  constructor(text: string, { start, end }: TextRange, digits: TextRange, isCalled: boolean) {
    this.#text = text;
    this.#digits = digits;
    this.start = start;
    this.end = end;
    this.#isCalled = isCalled;
  }

  form(): FormId {
    return 'hex-string';
  }

  confidence(): ReadingConfidence {
    return this.#isCalled ? 'sure' : 'possible';
  }

  read(writer: BlockWriter): void {
    writer.begin(this.start);
    readRow(this.#text, this.#digits.start, this.#digits.end, writer.collector);
    writer.end(this.end);
  }
}

/** Digits without letters are a time or an id, unless a frame begins with them. */
function isNumber(sample: string): boolean {
  return /^\d+$/.test(sample) && !/^8[0-289]/.test(sample);
}

/** Shorter strings of digits can be anything. */
const LEAST_HEX = 8;

function prefixStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && /[bBrR]/.test(text.charAt(start - 1)) && at - start < 2) start--;
  return start;
}

function hasInnerLiteral(text: string, at: number, close: number): boolean {
  const quote = text.charAt(at);
  return /(?:^|[^a-z\d\\])b["'](?=\\x)/.test(
    text.slice(at + 1, Math.min(close, at + 200)).replaceAll(quote, ''),
  );
}

/**
 * Whether bytes of a dump are before a place, and the column of their characters has begun, in
 * which a backslash or a quote is one of them.
 */
function isInCharacters(before: string): boolean {
  const last = before.search(/\s\S*$/);
  if (last === -1) return false;
  const isMarked = '|>*│'.includes(before.charAt(last + 1) || ' ');
  const isApart = last > 0 && isBlank(before.charCodeAt(last - 1));
  return (isMarked || isApart) && GROUPS.test(before.slice(0, isMarked ? last : last - 1));
}

const GROUPS = /(?:[\da-f]{2,8}\s){2}/i;
const LONGEST_ROW = 300;

/**
 * Escapes without quotes, up to the end of the line. Between <<< and >>> Jetty shows what is
 * unread.
 */
function bareAt(
  text: string,
  at: number,
  from: number,
  end: number,
  quotes: LineQuotes,
): Value | null {
  quotes.isBareTried = true;
  if (
    !/^\\{1,2}(?:x[\da-f]{2}|x\{[\da-f]{1,2}\}|[0-3][0-7]{2}|u00[\da-f]{2}|\d)/i.test(
      text.slice(at, at + 8),
    )
  )
    return null;
  if (isInCharacters(text.slice(Math.max(from, at - LONGEST_ROW), at))) return null;
  const isJetty = text.startsWith('<<<', at - 3);
  const jettyEnd = isJetty ? indexWithin(text, '>>>', at, end) : -1;
  const close = jettyEnd === -1 ? endBeforeCount(text, at, end) : jettyEnd;
  const traits = traitsOf(text, at, close);
  if (traits.numeric < (isJetty ? 1 : 2)) return null;
  return new EscapedString({
    text,
    start: at,
    from: at,
    to: close,
    end: close,
    traits,
    call: null,
    isAdjacent: false,
    isSure: false,
  });
}
