import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteValues } from '#core/bytes/byte-values.ts';

describe('byteValues', () => {
  test.each([
    { hex: 'ff', big: [255n, -1n], little: [255n, -1n], text: null },
    { hex: '7fff', big: [32_767n, 32_767n], little: [65_407n, -129n], text: null },
    {
      hex: '48656c6c6f',
      big: [310_939_249_775n, 310_939_249_775n],
      little: [478_560_413_000n, 478_560_413_000n],
      text: 'Hello',
    },
    { hex: '', big: null, little: null, text: '' },
    { hex: '00'.repeat(9), big: null, little: null, text: '\0'.repeat(9) },
  ])('reads $hex', ({ hex, big, little, text }) => {
    const values = byteValues(Buffer.from(hex, 'hex'));
    const inOrder = (order: 'big-endian' | 'little-endian') =>
      values.integers && [values.integers[order].unsigned, values.integers[order].signed];
    expect(inOrder('big-endian')).toEqual(big);
    expect(inOrder('little-endian')).toEqual(little);
    expect(values.text).toBe(text);
  });

  test('agrees with Node on numbers of up to six bytes, and of eight', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 8 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        const size = bytes.length;
        fc.pre(size !== 7);
        const isLong = size === 8;
        expect(byteValues(bytes).integers).toEqual({
          'big-endian': {
            unsigned: isLong ? buffer.readBigUInt64BE() : BigInt(buffer.readUIntBE(0, size)),
            signed: isLong ? buffer.readBigInt64BE() : BigInt(buffer.readIntBE(0, size)),
          },
          'little-endian': {
            unsigned: isLong ? buffer.readBigUInt64LE() : BigInt(buffer.readUIntLE(0, size)),
            signed: isLong ? buffer.readBigInt64LE() : BigInt(buffer.readIntLE(0, size)),
          },
        });
      }),
      { seed: 101 },
    );
  });
});
