import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import {
  decodePayloadLength,
  encodeExtendedLength,
  extendedLengthSize,
  hasLengthTopBit,
  isMinimalLength,
  lengthFormOf,
  MAX_LENGTH,
  minimalLengthForm,
  sevenBitsOf,
} from '#core/protocol/framing/payload-length.ts';

/** Every boundary between forms, as it must be written. */
const BOUNDARIES = [
  { length: 0, form: 7, sevenBits: 0, extended: '' },
  { length: 1, form: 7, sevenBits: 1, extended: '' },
  { length: 125, form: 7, sevenBits: 125, extended: '' },
  { length: 126, form: 16, sevenBits: 126, extended: '00 7e' },
  { length: 127, form: 16, sevenBits: 126, extended: '00 7f' },
  { length: 65535, form: 16, sevenBits: 126, extended: 'ff ff' },
  { length: 65536, form: 64, sevenBits: 127, extended: '00 00 00 00 00 01 00 00' },
  { length: 2 ** 32, form: 64, sevenBits: 127, extended: '00 00 00 01 00 00 00 00' },
  { length: 2 ** 53 - 1, form: 64, sevenBits: 127, extended: '00 1f ff ff ff ff ff ff' },
] as const;

test.each(BOUNDARIES)('$length takes $form bits', ({ length, form, sevenBits, extended }) => {
  expect(minimalLengthForm(length)).toBe(form);
  expect(sevenBitsOf(form, length)).toBe(sevenBits);
  const bytes = new Uint8Array(extendedLengthSize(form));
  encodeExtendedLength(form, length, bytes, 0);
  expect(toHex(bytes, ' ')).toBe(extended);
});

test.each(BOUNDARIES)('$extended reads as $length', ({ length, form, sevenBits, extended }) => {
  const decoded = decodePayloadLength(sevenBits, fromHex(`81 ff ${extended}`), 2);
  expect(decoded).toEqual({ form, value: length });
  expect(isMinimalLength(decoded)).toBe(true);
  expect(hasLengthTopBit(decoded)).toBe(false);
});

test('of the 7-bit values only 126 and 127 announce more', () => {
  const longer = Array.from({ length: 128 }, (_, value) => value).filter(
    (value) => lengthFormOf(value) !== 7,
  );
  expect(longer).toEqual([126, 127]);
  expect([7, 16, 64].map((form) => extendedLengthSize(form as 7 | 16 | 64))).toEqual([0, 2, 8]);
});

describe('a length in a longer form than it needs', () => {
  test.each([
    { sevenBits: 126, extended: '00 00', value: 0 },
    { sevenBits: 126, extended: '00 7d', value: 125 },
    { sevenBits: 127, extended: '00 00 00 00 00 00 00 7d', value: 125 },
    { sevenBits: 127, extended: '00 00 00 00 00 00 ff ff', value: 65535 },
  ])('$extended is $value, not minimal', ({ sevenBits, extended, value }) => {
    const decoded = decodePayloadLength(sevenBits, fromHex(extended), 0);
    expect(decoded.value).toBe(value);
    expect(isMinimalLength(decoded)).toBe(false);
  });
});

describe('a length that no number holds', () => {
  test.each([
    { extended: '00 20 00 00 00 00 00 00', exact: 2n ** 53n, hasTopBit: false },
    { extended: '00 20 00 00 00 00 00 01', exact: 2n ** 53n + 1n, hasTopBit: false },
    { extended: '7f ff ff ff ff ff ff ff', exact: 2n ** 63n - 1n, hasTopBit: false },
    { extended: '80 00 00 00 00 00 00 00', exact: 2n ** 63n, hasTopBit: true },
    { extended: 'ff ff ff ff ff ff ff ff', exact: 2n ** 64n - 1n, hasTopBit: true },
  ])('$extended is $exact', ({ extended, exact, hasTopBit }) => {
    const decoded = decodePayloadLength(127, fromHex(extended), 0);
    expect(decoded.exact).toBe(exact);
    expect(decoded.value).toBe(Number(exact));
    expect(isMinimalLength(decoded)).toBe(true);
    expect(hasLengthTopBit(decoded)).toBe(hasTopBit);
  });
});

test('what is written is read', () => {
  const length = fc.oneof(fc.nat(200), fc.nat(70_000), fc.maxSafeNat());
  fc.assert(
    fc.property(length, (value) => {
      const form = minimalLengthForm(value);
      const bytes = new Uint8Array(extendedLengthSize(form));
      encodeExtendedLength(form, value, bytes, 0);
      expect(decodePayloadLength(sevenBitsOf(form, value), bytes, 0)).toEqual({ form, value });
      expect(BigInt(value) <= MAX_LENGTH[form]).toBe(true);
    }),
    { seed: 6455 },
  );
});
