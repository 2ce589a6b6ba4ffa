/**
 * Pasted base64 (RFC 4648 §4, §5): wrapped or not, padded or not, URL-safe, quoted, or a data URL.
 */

import type { ByteCollector } from './byte-collector.ts';
import { CODE, characterAt, isBlank, isDigit, isLetter, skipBlanks } from './characters.ts';
import type { ReadingConfidence, Reading } from './reading.ts';
import { Transcript } from './transcript.ts';
import { wireEvidence } from './wire-unit.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Values of both alphabets; −1 for other characters. */
const VALUES = Int8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '-') return 62;
  if (character === '_') return 63;
  return ALPHABET.indexOf(character);
});

const DATA_URL = /^data:[\w.+/-]*(?:;[\w=.-]+)*;base64,/;
const MARK = ['"', "'", '`'];

/** Shorter texts are words. */
const LEAST = 4;

export function readBase64(text: string): Reading[] {
  const prefix = DATA_URL.exec(text.trimStart().slice(0, 200))?.[0] ?? '';
  const from = prefix === '' ? 0 : text.indexOf(prefix) + prefix.length;
  const transcript = new Transcript();
  const seen = transcribeBase64(text, from, text.length, transcript);
  if (seen === null || seen.characters < LEAST) return [];
  if (prefix !== '') return [transcript.finish('data-url', 'sure')];
  const notation = seen.isUrl ? 'base64url' : 'base64';
  return [transcript.finish(notation, confidenceIn(seen, transcript))];
}

export type Base64Traits = {
  /** Characters of the alphabet. */
  readonly characters: number;
  readonly isUrl: boolean;
  readonly isPadded: boolean;
  /** Both letter cases plus digits or signs, which words don't combine. */
  readonly isMixed: boolean;
};

/**
 * Adds the bytes of the text from `from` to `end`; null if it is not base64, or has an impossible
 * end.
 */
export function transcribeBase64(
  text: string,
  from: number,
  end: number,
  sink: Pick<ByteCollector, 'add'>,
): Base64Traits | null {
  const starts = [0, 0, 0, 0];
  let group = 0;
  let filled = 0;
  let characters = 0;
  let padding = 0;
  let isUrl = false;
  let isPadded = false;
  let hasSign = false;
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
      if (isBlank(code)) {
        const next = skipBlanks(text, at, end);
        // Lines can be wrapped, but spaces within lines separate words.
        if (characters > 0 && next < end && !text.slice(at, next).includes('\n')) return null;
        at = next - 1;
        continue;
      }
      if (MARK.includes(characterAt(text, at))) continue;
      if (code !== CODE.equals || filled + padding < 2) return null;
      padding++;
      isPadded = true;
      if (filled + padding === 4) {
        flush(at);
        padding = 0;
      }
      continue;
    }
    if (padding > 0) return null;
    isUrl ||= code === CODE.minus || code === 0x5f;
    hasSign ||= value >= 62;
    if (isDigit(code)) has.digit = true;
    else if (isLetter(code)) has[code < 0x60 ? 'upper' : 'lower'] = true;
    group |= value << (18 - 6 * filled);
    starts[filled++] = at;
    characters++;
    if (filled === 4) flush(at + 1);
  }
  if (filled === 1) return null;
  if (filled > 0) flush(starts[filled - 1]! + 1);
  const isMixed = has.upper && has.lower && (has.digit || hasSign);
  return { characters, isUrl, isPadded, isMixed };
}

/** Any word of four letters is valid base64, so `likely` needs more evidence. */
function confidenceIn(traits: Base64Traits, transcript: Transcript): ReadingConfidence {
  if (wireEvidence(transcript.collector.view()) === 'whole') return 'likely';
  return traits.isMixed && (traits.isPadded || traits.characters >= 16) ? 'likely' : 'possible';
}
