/**
 * One number in a list, as languages write and print it: 129, 0x81, -127, 0b10000001, 0x81u8, or 81
 * from Rust's {:x?}.
 */

import { CODE, hexValue, isDigit, isLetter } from './characters.ts';

export type NumberToken = {
  readonly end: number;
  /** Without a prefix, so it could be hexadecimal. */
  readonly isBare: boolean;
  /** NaN if it is invalid in that radix. */
  readonly decimal: number;
  readonly hexadecimal: number;
};

/** Longer runs are not bytes. */
const LONGEST = 16;

/** Types that languages write after a number. */
const SUFFIX = /_?(?:u8|i8|uy|u|ul|l)$/i;

/** The number at `at`; null if there is none. */
export function numberTokenAt(text: string, at: number): NumberToken | null {
  const isNegative = text.charCodeAt(at) === CODE.minus;
  const from = isNegative ? at + 1 : at;
  if (text.charCodeAt(at) === AMPERSAND) return basicAt(text, at);
  if (hexValue(text.charCodeAt(from)) < 0) return null;
  const short = shortDecimalAt(text, from);
  if (short !== null && !isNegative) return short;
  let end = from;
  while (end < from + LONGEST && isWordCode(text.charCodeAt(end))) end++;
  if (isWordCode(text.charCodeAt(end))) return null;
  const word = text.slice(from, end);
  const sign = isNegative ? -1 : 1;
  const digits = isDigit(word.charCodeAt(0)) ? word.replace(SUFFIX, '') : word;
  if (/^0[xX][\da-fA-F]+$|^0[bB][01]+$|^0[oO][0-7]+$/.test(digits)) {
    const value = sign * Number(digits);
    return { end, isBare: false, decimal: value, hexadecimal: value };
  }
  const decimal = /^\d+$/.test(digits) ? sign * Number(digits) : NaN;
  const isHex = !isNegative && /^[\da-f]{1,2}$/i.test(word);
  const hexadecimal = isHex ? Number.parseInt(word, 16) : NaN;
  if (Number.isNaN(decimal) && Number.isNaN(hexadecimal)) return null;
  return { end, isBare: true, decimal, hexadecimal };
}

const AMPERSAND = 0x26;

/** Visual Basic's &H5. */
function basicAt(text: string, at: number): NumberToken | null {
  const digits = /^&H([\da-f]{1,2})(?!\w)/i.exec(text.slice(at, at + 5))?.[1];
  if (digits === undefined) return null;
  const value = Number.parseInt(digits, 16);
  const end = at + 2 + digits.length;
  return { end, isBare: false, decimal: value, hexadecimal: value };
}

/** Up to three decimal digits: the fast path for most lists. */
function shortDecimalAt(text: string, at: number): NumberToken | null {
  let decimal = 0;
  let end = at;
  for (; end < at + 3 && isDigit(text.charCodeAt(end)); end++) {
    decimal = decimal * 10 + text.charCodeAt(end) - CODE.zero;
  }
  if (end === at || isWordCode(text.charCodeAt(end))) return null;
  const hexadecimal = end - at > 2 ? NaN : Math.floor(decimal / 10) * 16 + (decimal % 10);
  return { end, isBare: true, decimal, hexadecimal };
}

function isWordCode(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === 0x5f;
}
