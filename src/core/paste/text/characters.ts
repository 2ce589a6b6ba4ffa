/** The classes of characters by code, in lookup tables, because a paste can have millions. */

export const CODE = {
  tab: 0x09,
  lineFeed: 0x0a,
  return: 0x0d,
  blank: 0x20,
  doubleQuote: 0x22,
  hash: 0x23,
  dollar: 0x24,
  percent: 0x25,
  singleQuote: 0x27,
  star: 0x2a,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  zero: 0x30,
  seven: 0x37,
  nine: 0x39,
  colon: 0x3a,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  backslash: 0x5c,
  lowerX: 0x78,
  pipe: 0x7c,
} as const;

const HEX_VALUES = Int8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[\da-f]/i.test(character) ? Number.parseInt(character, 16) : -1;
});

/** 0 to 15; −1 for anything but a hexadecimal digit, and after the end of the text. */
export function hexValue(code: number): number {
  return code < 0x80 ? HEX_VALUES[code]! : -1;
}

export function isDigit(code: number): boolean {
  return code >= CODE.zero && code <= CODE.nine;
}

export function isOctalDigit(code: number): boolean {
  return code >= CODE.zero && code <= CODE.seven;
}

export function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Ignored between bytes: spaces, line ends, byte order marks, marks of direction. */
export function isBlank(code: number): boolean {
  if (code <= CODE.blank) return code === CODE.blank || (code >= CODE.tab && code <= CODE.return);
  return (
    code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200f) || isWideBlank(code)
  );
}

function isWideBlank(code: number): boolean {
  return (
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0x3000 ||
    code === 0x61c
  );
}

/** Whether there is a "0x" or "0X" at `at`. */
export function hasHexPrefix(text: string, at: number): boolean {
  return text.charCodeAt(at) === CODE.zero && (text.charCodeAt(at + 1) | 0x20) === CODE.lowerX;
}

/** The position of the first character from `at` that is not a space; at most `end`. */
export function skipBlanks(text: string, at: number, end: number): number {
  let place = at;
  while (place < end && isBlank(text.charCodeAt(place))) place++;
  return place;
}

/** The position after the hexadecimal digits at `at`. */
export function skipHexDigits(text: string, at: number, end: number): number {
  let place = at;
  while (place < end && hexValue(text.charCodeAt(place)) >= 0) place++;
  return place;
}

/** The whole character, even if it has two code units. */
export function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** Where `sought` first is from `at` up to `end`, and looks no further; −1 if it isn't there. */
export function indexWithin(text: string, sought: string, at: number, end: number): number {
  const found = text.slice(at, end).indexOf(sought);
  return found === -1 ? -1 : at + found;
}
