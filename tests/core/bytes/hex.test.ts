import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex, toHexByte } from '#core/bytes/hex.ts';

test('every byte has two lowercase digits', () => {
  for (let byte = 0; byte < 256; byte++) {
    expect(toHexByte(byte)).toBe(Buffer.of(byte).toString('hex'));
  }
});

test('bytes are what Node makes of them, and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const hex = Buffer.from(bytes).toString('hex');
      expect(toHex(bytes)).toBe(hex);
      expect(fromHex(hex.toUpperCase())).toEqual(bytes);
      expect(fromHex(toHex(bytes, '\n '))).toEqual(bytes);
    }),
    { seed: 1 },
  );
});

test('a separator is only between bytes', () => {
  expect(toHex(Uint8Array.of(0x81, 0x05, 0x00), ' ')).toBe('81 05 00');
  expect(toHex(Uint8Array.of(), ' ')).toBe('');
});

test.each(['8', '81 0', '0x81', '8g', '81,05'])('expects pairs of digits, not "%s"', (text) => {
  expect(() => fromHex(text)).toThrow(`expected pairs of hexadecimal digits, got "${text}"`);
});
