/** Base64 and base32 (RFC 4648 §4 to §6) in a text, each byte with its place. */

import { CODE, isBlank, isDigit, isLetter } from './characters.ts';
import type { ByteCollector } from './byte-collector.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Values of both alphabets; −1 for other characters. */
const VALUES = Int8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '-') return 62;
  if (character === '_') return 63;
  return ALPHABET.indexOf(character);
});

export type Base64Traits = {
  /** Characters of the alphabet. */
  readonly characters: number;
  readonly isUrl: boolean;
  readonly isPadded: boolean;
  /** Both letter cases plus digits or signs, which words don't combine. */
  readonly isMixed: boolean;
};

/** Whether a character is of either alphabet. */
export function isOfAlphabet(code: number): boolean {
  return (VALUES[code] ?? -1) >= 0;
}

/** The byte that the first two characters at `at` begin with; −1 if they are no base64. */
export function firstBase64Byte(text: string, at: number): number {
  const high = VALUES[text.charCodeAt(at)] ?? -1;
  const low = VALUES[text.charCodeAt(at + 1)] ?? -1;
  return high < 0 || low < 0 ? -1 : (high << 2) | (low >> 4);
}

type Sink = Pick<ByteCollector, 'add'>;

/**
 * Adds the bytes of the text from `from` to `end`, in which spaces and line ends are skipped; null
 * if it is not base64, or has an impossible end.
 */
export function transcribeBase64(
  text: string,
  from: number,
  end: number,
  sink: Sink,
): Base64Traits | null {
  const starts = [0, 0, 0, 0];
  let group = 0;
  let filled = 0;
  let characters = 0;
  let padding = 0;
  let isUrl = false;
  let isStandard = false;
  const has = { upper: false, lower: false, digit: false };
  const flush = (endOfLast: number) => {
    // The first byte is in the first two characters, the second in the next two, and so on.
    for (let byte = 0; byte < filled - 1; byte++) {
      const to = byte + 2 < filled ? starts[byte + 2]! : endOfLast;
      sink.add(
        (group >> (16 - 8 * byte)) & 0xff,
        starts[byte]!,
        Math.min(to, starts[byte + 1]! + 1),
      );
    }
    group = 0;
    filled = 0;
  };
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    const value = code < 0x80 ? VALUES[code]! : -1;
    if (value < 0) {
      if (isBlank(code)) continue;
      JOINT.lastIndex = at;
      if (padding === 0 && JOINT.test(text) && JOINT.lastIndex <= end) {
        at = JOINT.lastIndex - 1;
        continue;
      }
      if (code !== CODE.equals || filled + padding < 2) return null;
      padding++;
      continue;
    }
    if (padding > 0) return null;
    isUrl ||= code === CODE.minus || code === 0x5f;
    isStandard ||= code === 0x2b || code === 0x2f;
    // A text has the signs of one alphabet.
    if (isUrl && isStandard) return null;
    if (isDigit(code)) has.digit = true;
    else if (isLetter(code)) has[code < 0x60 ? 'upper' : 'lower'] = true;
    group |= value << (18 - 6 * filled);
    starts[filled++] = at;
    characters++;
    if (filled === 4) flush(at + 1);
  }
  if (filled === 1 || (padding > 0 && filled + padding !== 4)) return null;
  if (filled > 0) flush(starts[filled - 1]! + 1);
  const isMixed = has.upper && has.lower && (has.digit || isUrl || isStandard);
  return { characters, isUrl, isPadded: padding > 0, isMixed };
}

/** Between two literals of a program that are joined, each on its line. */
const JOINT = /["'`] ?[+.&\\]?[ \t]*\r?\n[ \t]*(?:[+.&] ?)?["'`]/y;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Adds the bytes; false if it is not base32. */
export function transcribeBase32(text: string, from: number, end: number, sink: Sink): boolean {
  let bits = 0;
  let count = 0;
  let start = from;
  for (let at = from; at < end; at++) {
    const character = text.charAt(at);
    if (character === '=' || isBlank(character.charCodeAt(0))) continue;
    const value = BASE32.indexOf(character);
    if (value < 0) return false;
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      sink.add((bits >> count) & 0xff, start, at + 1);
      start = count > 0 ? at : at + 1;
    }
  }
  return true;
}
