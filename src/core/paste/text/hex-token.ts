/** One group of hexadecimal digits, as tools write bytes: 81, 8185, 0x81, $81, #81, 81h, 0C3h. */

import {
  CODE,
  hasHexPrefix,
  hexValue,
  isBlank,
  isDigit,
  isLetter,
  skipHexDigits,
} from './characters.ts';

export type HexToken = {
  /** Its digits, without prefix and suffix. */
  readonly from: number;
  readonly to: number;
  /** Where the token ends. */
  readonly end: number;
  readonly isPrefixed: boolean;
};

/** The token at `at`; null if something else stands there. */
export function hexTokenAt(text: string, at: number, end: number): HexToken | null {
  const isPrefixed = hasHexPrefix(text, at);
  const from = isPrefixed || isBasic(text, at) ? at + 2 : isSigil(text, at) ? at + 1 : at;
  const to = skipHexDigits(text, from, end);
  if (to === from) return null;
  // Assemblers write 81h, and 0C3h because a number starts with a digit.
  const isSuffixed = to < end && (text.charCodeAt(to) | 0x20) === 0x68 && !isPrefixed;
  if (isSuffixed && isTokenEnd(text, to + 1, end)) {
    const hasZero = to - from === 3 && text.charCodeAt(from) === CODE.zero;
    if (to - from === 2 || hasZero)
      return { from: hasZero ? from + 1 : from, to, end: to + 1, isPrefixed: true };
  }
  return isTokenEnd(text, to, end) ? { from, to, end: to, isPrefixed } : null;
}

/** Visual Basic: &H81. */
function isBasic(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x26 && text.charCodeAt(at + 1) === 0x48;
}

function isSigil(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code === CODE.dollar || code === CODE.hash) && skipHexDigits(text, at + 1, at + 4) === at + 3
  );
}

/** Letters and digits go on; anything else ends a token. */
function isTokenEnd(text: string, at: number, end: number): boolean {
  if (at >= end) return true;
  const code = text.charCodeAt(at);
  return !isLetter(code) && !isDigit(code) && code !== 0x5f && (code < 0xc0 || code >= 0x2000);
}

/** Separators between bytes. */
function isHexSeparator(code: number): boolean {
  return (
    isBlank(code) ||
    code === CODE.comma ||
    code === 0x3b ||
    code === CODE.colon ||
    code === CODE.minus ||
    code === CODE.pipe ||
    isDash(code)
  );
}

/** Word processors turn hyphens into dashes. */
function isDash(code: number): boolean {
  return (code >= 0x2010 && code <= 0x2015) || code === 0x2212;
}

export function skipHexSeparators(text: string, at: number, end: number): number {
  let place = at;
  while (place < end && isHexSeparator(text.charCodeAt(place))) place++;
  return place;
}

/** Letters that are typed or read for digits. */
const LOOK_ALIKES = 'OoQlI|';

export function isLookAlike(character: string): boolean {
  return character !== '' && LOOK_ALIKES.includes(character);
}

/** The value of two digits. */
export function pairAt(text: string, at: number): number {
  return (hexValue(text.charCodeAt(at)) << 4) | hexValue(text.charCodeAt(at + 1));
}
