import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';

/** Bytes at the boundaries of the ranges of consecutive bytes. */
const BORDERS = [
  0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee,
  0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
];

/** Anything that could make a cut character whole. */
const ENDINGS = ['', '80', '90', 'a0', '80 80', '90 80', 'a0 80', '80 80 80', '90 80 80'].map(
  fromHex,
);

const validate = (...pieces: Uint8Array[]): Utf8Validator => {
  const validator = new Utf8Validator();
  for (const piece of pieces) validator.feed(piece);
  return validator;
};

/** Whether some bytes after these would make them UTF-8, by the platform's decoder. */
const canGoOn = (bytes: Uint8Array) =>
  ENDINGS.some((ending) => fromValidUtf8(Uint8Array.from([...bytes, ...ending])) !== null);

/** The first byte after which nothing could make the text right, found the slow way. */
function firstHopeless(bytes: Uint8Array): number | null {
  for (let size = 1; size <= bytes.length; size++) {
    if (!canGoOn(bytes.subarray(0, size))) return size - 1;
  }
  return null;
}

test.each([
  { name: 'ASCII', hex: '48 65 6c 6c 6f', at: null, isComplete: true },
  {
    name: 'two, three and four bytes',
    hex: 'c3 a9 e2 82 ac f0 9f 91 8b',
    at: null,
    isComplete: true,
  },
  { name: 'a cut character', hex: '61 e2 82', at: null, isComplete: false },
  { name: 'a continuation first', hex: '61 80', at: 1, isComplete: false },
  { name: 'an overlong slash', hex: 'c0 af', at: 0, isComplete: false },
  { name: 'an overlong in three bytes', hex: 'e0 80 af', at: 1, isComplete: false },
  { name: 'an overlong in four bytes', hex: 'f0 80 80 af', at: 1, isComplete: false },
  { name: 'a surrogate', hex: 'ed a0 80', at: 1, isComplete: false },
  { name: 'the last character, U+10FFFF', hex: 'f4 8f bf bf', at: null, isComplete: true },
  { name: 'what would be U+110000', hex: 'f4 90 80 80', at: 1, isComplete: false },
  { name: 'a character cut by another', hex: 'e2 82 41', at: 2, isComplete: false },
  { name: 'FE and FF', hex: 'fe ff', at: 0, isComplete: false },
  { name: 'nothing', hex: '', at: null, isComplete: true },
])('$name: wrong at $at', ({ hex, at, isComplete }) => {
  const validator = validate(fromHex(hex));
  expect(validator.firstInvalidAt).toBe(at);
  expect(validator.isComplete).toBe(isComplete);
});

describe('agrees with the platform', () => {
  test('on all sequences of two bytes', () => {
    for (let pair = 0; pair < 65536; pair++) {
      const bytes = Uint8Array.of(pair >> 8, pair & 0xff);
      expect(validate(bytes).isComplete).toBe(fromValidUtf8(bytes) !== null);
    }
  });

  test('on all sequences of three boundary bytes, and where they become invalid', () => {
    for (const a of BORDERS) {
      for (const b of BORDERS) {
        for (const c of BORDERS) {
          const bytes = Uint8Array.of(a, b, c);
          expect(validate(bytes).firstInvalidAt).toBe(firstHopeless(bytes));
        }
      }
    }
  });

  test('on longer ones, however they are cut', () => {
    const byte = fc.oneof(fc.constantFrom(...BORDERS), fc.nat(255));
    const bytes = fc.array(byte, { maxLength: 10 }).map((values) => Uint8Array.from(values));
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(10)), (text, cuts) => {
        const ends = [...cuts.toSorted((a, b) => a - b), text.length];
        const pieces = ends.map((end, index) => text.subarray(ends[index - 1] ?? 0, end));
        const validator = validate(...pieces);
        expect(validator.isComplete).toBe(fromValidUtf8(text) !== null);
        expect(validator.firstInvalidAt).toBe(firstHopeless(text));
      }),
      { seed: 3629, numRuns: 2000 },
    );
  });
});

test('after a bad byte everything is bad', () => {
  const validator = new Utf8Validator();
  expect(validator.feed(fromHex('61 62'))).toBe(true);
  expect(validator.fedSize).toBe(2);
  expect(validator.feed(fromHex('63 ff 64'))).toBe(false);
  expect(validator.feed(fromHex('65'))).toBe(false);
  expect(validator.firstInvalidAt).toBe(3);
  expect(validator.isComplete).toBe(false);
});
