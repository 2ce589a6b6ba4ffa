import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { wordBuffer } from '#core/bytes/word-buffer.ts';
import {
  keyWordAt,
  maskInPlace,
  NON_ASCII_BITS,
  orWords,
} from '#core/protocol/framing/masking-words.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';

const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** Bytes that are distinguishable by position, ASCII except at `highAt`. */
function bytesOf(length: number, highAt = -1): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index === highAt ? 0xc3 : index % 127));
}

describe('unmasking by words', () => {
  test('gives what the plain loop gives, for every length, alignment and phase', () => {
    for (let length = 0; length < 80; length++) {
      for (let offset = 0; offset < 8; offset++) {
        for (let phase = 0; phase < 4; phase++) {
          const payload = bytesOf(length);
          const buffer = wordBuffer(offset + length + 8);
          buffer.bytes.set(payload, offset);
          maskInPlace(buffer, offset, offset + length, keyWordAt(KEY, 0), phase);
          const expected = new Uint8Array(buffer.bytes.length);
          expected.set(applyMask(payload, KEY, phase), offset);
          expect(toHex(buffer.bytes)).toBe(toHex(expected));
        }
      }
    }
  });

  test('finds a byte that is not ASCII at any position, and none if there is none', () => {
    for (let length = 1; length < 40; length++) {
      for (let offset = 0; offset < 4; offset++) {
        for (let highAt = -1; highAt < length; highAt++) {
          const payload = bytesOf(length, highAt);
          const buffer = wordBuffer(offset + length);
          buffer.bytes.set(payload, offset);
          const seen = orWords(buffer, offset, offset + length);
          expect((seen & NON_ASCII_BITS) !== 0).toBe(highAt !== -1);
          buffer.bytes.set(applyMask(payload, KEY), offset);
          const unmasked = maskInPlace(buffer, offset, offset + length, keyWordAt(KEY, 0));
          expect((unmasked & NON_ASCII_BITS) !== 0).toBe(highAt !== -1);
        }
      }
    }
  });
});

test('a key is a word whose first byte is the least significant', () => {
  expect(keyWordAt(Uint8Array.of(9, 0x37, 0xfa, 0x21, 0x3d), 1)).toBe(0x3d21fa37);
});

test.each([
  { length: 0, seen: 0 },
  { length: 3, seen: 0x02 },
  { length: 8, seen: 0x02 },
  { length: 40, seen: 0x02 },
])('unmasking returns the OR of the $length resulting bytes', ({ length, seen }) => {
  const buffer = wordBuffer(length);
  buffer.bytes.fill(0x02 ^ 0x40);
  // Whole words give four bytes, of which any can have the bits.
  const seenWord = Int32Array.of(maskInPlace(buffer, 0, length, 0x4040_4040));
  const bytes = new Uint8Array(seenWord.buffer);
  expect(bytes.reduce((all, byte) => all | byte)).toBe(seen);
});

test('the OR of no bytes is 0, and that of some has the bits of each', () => {
  const buffer = wordBuffer(16);
  buffer.bytes.set([0x80, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80]);
  expect(orWords(buffer, 3, 3)).toBe(0);
  expect(orWords(buffer, 1, 3)).toBe(0x03);
  expect(orWords(buffer, 1, 8) & NON_ASCII_BITS).toBe(0);
});
