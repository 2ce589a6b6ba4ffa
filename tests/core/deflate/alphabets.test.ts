import { expect, test } from 'vitest';
import {
  DISTANCE_BASES,
  DISTANCE_EXTRA_BITS,
  DISTANCE_SYMBOL_COUNT,
  LENGTH_BASES,
  LENGTH_EXTRA_BITS,
  LENGTH_SYMBOL_COUNT,
} from '#core/deflate/alphabets.ts';
import { distanceBase, distanceExtraBits, lengthBase, lengthExtraBits } from './random-deflate.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('lengths follow the rule that the table of RFC 1951 §3.2.5 is made by', () => {
  const symbols = upTo(LENGTH_SYMBOL_COUNT).map((index) => 257 + index);
  expect([...LENGTH_BASES]).toEqual(symbols.map(lengthBase));
  expect([...LENGTH_EXTRA_BITS]).toEqual(symbols.map(lengthExtraBits));
});

test('distances follow theirs, and end at 32 KiB', () => {
  const symbols = upTo(DISTANCE_SYMBOL_COUNT);
  expect([...DISTANCE_BASES]).toEqual(symbols.map(distanceBase));
  expect([...DISTANCE_EXTRA_BITS]).toEqual(symbols.map(distanceExtraBits));
  expect(24577 + 2 ** 13 - 1).toBe(32768);
});
