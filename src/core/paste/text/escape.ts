/** One character or escape of a string literal, in the syntax of a dozen languages. */

import { CODE, hexValue, isDigit, isOctalDigit, skipHexDigits } from './characters.ts';

/** The meaning of digits after a backslash: octal in C, Python, strace and gdb; decimal in Lua. */
export type DigitEscapes = 'octal' | 'decimal';

export type Escape =
  | { readonly kind: 'byte'; readonly byte: number; readonly end: number }
  /** A character by number. Above a byte, it is written as UTF-8. */
  | { readonly kind: 'character'; readonly code: number; readonly end: number }
  /** An escaped line end, which means nothing. */
  | { readonly kind: 'nothing'; readonly end: number }
  | { readonly kind: 'unknown'; readonly end: number };

const SIMPLE: Readonly<Record<string, number>> = {
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  a: 0x07,
  b: 0x08,
  f: 0x0c,
  v: 0x0b,
  e: 0x1b,
  s: 0x20,
  '\\': 0x5c,
  '"': 0x22,
  "'": 0x27,
  '`': 0x60,
  '/': 0x2f,
  '?': 0x3f,
  '#': 0x23,
  $: 0x24,
  ' ': 0x20,
};

/** The escape whose first character after the backslash is at `at`. */
export function escapeAt(text: string, at: number, digits: DigitEscapes): Escape {
  const code = text.charCodeAt(at);
  const character = text.charAt(at);
  if (character === 'x' || character === 'X') return hexEscapeAt(text, at + 1, 2);
  if (character === 'u' || character === 'U') {
    const escape = hexEscapeAt(text, at + 1, character === 'u' ? 4 : 8);
    if (escape.kind !== 'byte') return escape;
    return escape;
  }
  if (isDigit(code)) return digitEscapeAt(text, at, digits);
  if (code === CODE.lineFeed) return { kind: 'nothing', end: at + 1 };
  if (code === CODE.return) {
    const isPair = text.charCodeAt(at + 1) === CODE.lineFeed;
    return { kind: 'nothing', end: isPair ? at + 2 : at + 1 };
  }
  if (character === '&') return { kind: 'nothing', end: at + 1 };
  const named = namedEscapeAt(text, at);
  if (named !== null) return named;
  const byte = SIMPLE[character];
  return byte === undefined
    ? { kind: 'unknown', end: at + 1 }
    : { kind: 'byte', byte, end: at + 1 };
}

/** Haskell's names of control characters, those of three letters before their beginnings. */
const CONTROL_NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US SP'.split(
    ' ',
  );
const LONGEST_NAME = 3;

function namedEscapeAt(text: string, at: number): Escape | null {
  if (!isCapital(text.charCodeAt(at))) return null;
  for (let size = LONGEST_NAME; size >= 2; size--) {
    const name = text.slice(at, at + size);
    const byte = name === 'DEL' ? 0x7f : CONTROL_NAMES.indexOf(name);
    if (byte >= 0) return { kind: 'byte', byte, end: at + size };
  }
  return null;
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

/** \x81, \x{81}, \u0081, \u{81}. */
function hexEscapeAt(text: string, at: number, mostDigits: number): Escape {
  const isBraced = text.charAt(at) === '{';
  const from = isBraced ? at + 1 : at;
  const to = skipHexDigits(text, from, from + (isBraced ? 8 : mostDigits));
  const isWhole = isBraced
    ? text.charAt(to) === '}'
    : to > from && (mostDigits === 2 || to - from === mostDigits);
  if (to === from || !isWhole) return { kind: 'unknown', end: to };
  // The text ends within it.
  if (to === from + 1 && to === text.length && !isBraced) return { kind: 'unknown', end: to };
  let value = 0;
  for (let place = from; place < to; place++) value = value * 16 + hexValue(text.charCodeAt(place));
  const end = isBraced ? to + 1 : to;
  if (value <= 0xff) return { kind: 'byte', byte: value, end };
  return value <= 0x10ffff ? { kind: 'character', code: value, end } : { kind: 'unknown', end };
}

function digitEscapeAt(text: string, at: number, digits: DigitEscapes): Escape {
  const isOne = digits === 'octal' ? isOctalDigit : isDigit;
  let end = at;
  let value = 0;
  while (end < at + 3 && isOne(text.charCodeAt(end))) {
    const next = value * (digits === 'octal' ? 8 : 10) + (text.charCodeAt(end) - CODE.zero);
    // Three octal digits go up to 511 and three decimal ones up to 999, which are not bytes.
    if (next > 0xff) break;
    value = next;
    end++;
  }
  return end === at ? { kind: 'unknown', end: at + 1 } : { kind: 'byte', byte: value, end };
}
