import { expect, test } from 'vitest';
import { BitReader } from '#core/deflate/bit-reader.ts';
import { codeShapeOf, HuffmanCode, NO_SYMBOL } from '#core/deflate/huffman-code.ts';
import { BitWriter, codesFor } from './bit-writer.ts';

function readAll(lengths: readonly number[], writer: BitWriter, count: number): number[] {
  const reader = new BitReader();
  reader.feed(writer.toBytes());
  const code = new HuffmanCode(Uint8Array.from(lengths));
  return Array.from({ length: count }, () => code.decode(reader));
}

test('the example of RFC 1951 §3.2.2', () => {
  const lengths = [3, 3, 3, 3, 3, 2, 4, 4];
  const printed = ['010', '011', '100', '101', '110', '00', '1110', '1111'];
  expect(codesFor(lengths)).toEqual(printed);
  const writer = new BitWriter();
  for (const code of printed) writer.code(code);
  expect(readAll(lengths, writer, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('codes of every length, to 15, are found', () => {
  const lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15];
  expect(codeShapeOf(Uint8Array.from(lengths))).toBe('complete');
  const codes = codesFor(lengths);
  const writer = new BitWriter();
  for (const code of [...codes, ...codes.toReversed()]) writer.code(code);
  const symbols = [...codes.keys()];
  expect(readAll(lengths, writer, 32)).toEqual([...symbols, ...symbols.toReversed()]);
});

test.each([
  { name: 'complete', lengths: [1, 2, 2], shape: 'complete' },
  { name: 'complete, with symbols omitted', lengths: [0, 1, 0, 1], shape: 'complete' },
  { name: 'too many', lengths: [1, 1, 1], shape: 'over-subscribed' },
  {
    name: 'too many of the longest',
    lengths: [1, ...Array<number>(18).fill(5)],
    shape: 'over-subscribed',
  },
  { name: 'too few', lengths: [2, 2, 2], shape: 'under-subscribed' },
  { name: 'one of two bits', lengths: [0, 2], shape: 'under-subscribed' },
  { name: 'one of one bit', lengths: [0, 1], shape: 'one-bit' },
  { name: 'none', lengths: [0, 0], shape: 'empty' },
])('$name: $shape', ({ lengths, shape }) => {
  expect(codeShapeOf(Uint8Array.from(lengths))).toBe(shape);
});

test('the other bit of a single code is no symbol, and without codes none is', () => {
  expect(readAll([0, 0, 1], new BitWriter().code('01'), 2)).toEqual([2, NO_SYMBOL]);
  expect(readAll([0, 0, 0], new BitWriter().code('0'), 1)).toEqual([NO_SYMBOL]);
});
