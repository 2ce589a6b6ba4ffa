/**
 * Hexadecimal as people paste it: spaced or not, with 0x or without, with commas, over lines, in either case.
 *
 * Digits belong together up to the next separator, in pairs from the left. Reading stops at the first character
 * that is no hex, and at a digit that has no partner: nothing behind it could be trusted.
 */

import { TextPositions, type NotationProblem, type NotationReading } from './notation.ts';

/** What a character is to us; 0 to 15 are digits' values. */
const SEPARATOR = 0x10;
const OTHER = 0x11;

const SEPARATORS = [...' \t\n\v\f\r,\u00a0\u2028\u2029\ufeff'];

/** By code, for all that fits in a byte; looked up for each character of what may be millions. */
const CLASSES = Uint8Array.from({ length: 0x100 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (SEPARATORS.includes(character)) return SEPARATOR;
  return /[\da-f]/i.test(character) ? Number.parseInt(character, 16) : OTHER;
});

const ZERO = 0x30;
const LOWER_X = 0x78;
const UPPER_X = 0x58;

export function readHex(text: string): NotationReading {
  const most = Math.ceil(text.length / 2);
  const bytes = new Uint8Array(most);
  const starts = new Uint32Array(most);
  const ends = new Uint32Array(most);
  let count = 0;
  let problem: NotationProblem | null = null;
  let at = 0;
  while (at < text.length && problem === null) {
    const kind = classOf(text, at);
    if (kind === SEPARATOR) {
      at += 1;
      continue;
    }
    const start = at;
    const isPrefixed = isPrefixAt(text, at);
    if (isPrefixed) at += 2;
    const high = classOf(text, at);
    const low = classOf(text, at + 1);
    if (high >= SEPARATOR) {
      // Only a prefix without digits can stand before a separator here: then its x is what is strange.
      problem = strangeAt(text, high === SEPARATOR ? start + 1 : at);
    } else if (low < SEPARATOR) {
      bytes[count] = (high << 4) | low;
      starts[count] = start;
      ends[count] = at += 2;
      count += 1;
    } else if (isPrefixed && low !== OTHER) {
      // "0x5" is a whole byte: languages print it so.
      bytes[count] = high;
      starts[count] = start;
      ends[count] = at += 1;
      count += 1;
    } else {
      problem = low === OTHER ? strangeAt(text, at + 1) : { kind: 'odd-digit', at };
    }
  }
  return {
    notation: 'hex',
    bytes: bytes.subarray(0, count),
    positions: new TextPositions(starts.subarray(0, count), ends.subarray(0, count)),
    problem,
  };
}

/** The end of the text separates, too. */
function classOf(text: string, at: number): number {
  if (at >= text.length) return SEPARATOR;
  const code = text.charCodeAt(at);
  if (code < CLASSES.length) return CLASSES[code] ?? OTHER;
  return SEPARATORS.includes(text.charAt(at)) ? SEPARATOR : OTHER;
}

function isPrefixAt(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== ZERO) return false;
  const next = text.charCodeAt(at + 1);
  return next === LOWER_X || next === UPPER_X;
}

/** The whole character, where it takes two units. */
function strangeAt(text: string, at: number): NotationProblem {
  return { kind: 'not-hex', at, character: String.fromCodePoint(text.codePointAt(at) ?? 0) };
}
