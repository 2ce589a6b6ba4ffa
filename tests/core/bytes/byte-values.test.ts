import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteValues } from '#core/bytes/byte-values.ts';

describe('byteValues', () => {
  test.each([
    { hex: 'ff', unsigned: 255n, signed: -1n, text: null },
    { hex: '7fff', unsigned: 32_767n, signed: 32_767n, text: null },
    { hex: '48656c6c6f', unsigned: 310_939_249_775n, signed: 310_939_249_775n, text: 'Hello' },
    { hex: '', unsigned: null, signed: null, text: '' },
    { hex: '00'.repeat(9), unsigned: null, signed: null, text: '\0'.repeat(9) },
  ])('reads $hex', ({ hex, ...expected }) => {
    expect(byteValues(Buffer.from(hex, 'hex'))).toEqual(expected);
  });

  test('agrees with Node on numbers of eight bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        const { unsigned, signed } = byteValues(bytes);
        expect(unsigned).toBe(Buffer.from(bytes).readBigUInt64BE());
        expect(signed).toBe(Buffer.from(bytes).readBigInt64BE());
      }),
      { seed: 101 },
    );
  });
});
