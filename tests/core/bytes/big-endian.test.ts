import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readUint16,
  readUint32,
  readUint64,
  writeUint16,
  writeUint32,
  writeSafeUint64,
} from '#core/bytes/big-endian.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';

describe('reads and writes', () => {
  test.each([
    { hex: '00 00', value: 0 },
    { hex: '00 7e', value: 126 },
    { hex: '01 00', value: 256 },
    { hex: 'ff ff', value: 65535 },
  ])('$hex as 16 bits: $value', ({ hex, value }) => {
    const bytes = new Uint8Array(2);
    writeUint16(bytes, 0, value);
    expect(toHex(bytes, ' ')).toBe(hex);
    expect(readUint16(fromHex(hex), 0)).toBe(value);
  });

  test.each([
    { hex: '00 00 00 00', value: 0 },
    { hex: '7f ff ff ff', value: 0x7fff_ffff },
    { hex: '80 00 00 00', value: 0x8000_0000 },
    { hex: 'ff ff ff ff', value: 0xffff_ffff },
  ])('$hex as 32 bits: $value', ({ hex, value }) => {
    const bytes = new Uint8Array(4);
    writeUint32(bytes, 0, value);
    expect(toHex(bytes, ' ')).toBe(hex);
    expect(readUint32(fromHex(hex), 0)).toBe(value);
  });

  test.each([
    { hex: '00 00 00 00 00 01 00 00', value: 65536n },
    { hex: '00 1f ff ff ff ff ff ff', value: 2n ** 53n - 1n },
    { hex: '00 20 00 00 00 00 00 01', value: 2n ** 53n + 1n },
    { hex: '7f ff ff ff ff ff ff ff', value: 2n ** 63n - 1n },
    { hex: 'ff ff ff ff ff ff ff ff', value: 2n ** 64n - 1n },
  ])('$hex as 64 bits: $value', ({ hex, value }) => {
    const bytes = new Uint8Array(8);
    expect(readUint64(fromHex(hex), 0)).toBe(value);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) return;
    writeSafeUint64(bytes, 0, Number(value));
    expect(toHex(bytes, ' ')).toBe(hex);
  });
});

test('reads what Node reads, at any offset', () => {
  const input = fc.tuple(fc.uint8Array({ minLength: 8, maxLength: 16 }), fc.nat(8));
  fc.assert(
    fc.property(input, ([bytes, offset]) => {
      const at = Math.min(offset, bytes.length - 8);
      const buffer = Buffer.from(bytes);
      expect(readUint16(bytes, at)).toBe(buffer.readUInt16BE(at));
      expect(readUint32(bytes, at)).toBe(buffer.readUInt32BE(at));
      expect(readUint64(bytes, at)).toBe(buffer.readBigUInt64BE(at));
    }),
    { seed: 1 },
  );
});

test('expects the bytes to be there', () => {
  expect(() => readUint16(fromHex('00'), 0)).toThrow('expected a byte at 1, got 1 bytes');
  expect(() => readUint32(fromHex('00 00 00'), 0)).toThrow('expected a byte at 3, got 3 bytes');
  expect(() => readUint64(fromHex('00 00'), 2)).toThrow('expected a byte at 2, got 2 bytes');
});
