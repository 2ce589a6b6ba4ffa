import { describe, expect, test } from 'vitest';
import { bitsOfBytes } from '#core/bytes/bit-range.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { linkedRange, toWireRange, wireRangeOf } from '#core/scenes/wire-range.ts';

const maskedClose = dissectFrame(fromHex('88855a5a5a5a59b2383d3f'));

describe('a place on the wire', () => {
  test('of an unmasked byte is at the same distance from the header', () => {
    expect(toWireRange(maskedClose, 'unmasked', bitsOfBytes(2, 5))).toEqual(bitsOfBytes(8, 11));
  });

  test('of a wire byte is itself', () => {
    expect(toWireRange(maskedClose, 'wire', bitsOfBytes(2, 5))).toEqual(bitsOfBytes(2, 5));
  });

  test('of an unmasked field lies within the payload', () => {
    const code = maskedClose.fields.find(({ id }) => id === 'close.code');
    expect(code && wireRangeOf(maskedClose, code)).toEqual(bitsOfBytes(6, 8));
  });
});

describe('a byte pointed at', () => {
  test.each([
    { name: 'the first lights all its fields', byte: 0, expected: { start: 0, end: 8 } },
    { name: 'the second lights MASK and length', byte: 1, expected: { start: 8, end: 16 } },
    { name: 'one of the key lights the key', byte: 3, expected: bitsOfBytes(2, 6) },
    { name: 'one of the payload lights the payload', byte: 9, expected: bitsOfBytes(6, 11) },
  ])('$name', ({ byte, expected }) => {
    expect(linkedRange(maskedClose, 'wire', byte)).toEqual(expected);
  });

  test('in the unmasked payload lights the field there, on the wire', () => {
    expect(linkedRange(maskedClose, 'unmasked', 0)).toEqual(bitsOfBytes(6, 8));
    expect(linkedRange(maskedClose, 'unmasked', 4)).toEqual(bitsOfBytes(8, 11));
  });

  test('that is not there lights itself', () => {
    expect(linkedRange(maskedClose, 'wire', 50)).toEqual(bitsOfBytes(50, 51));
  });
});
