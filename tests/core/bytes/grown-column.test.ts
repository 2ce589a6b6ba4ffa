import { expect, test } from 'vitest';
import { grown } from '#core/bytes/grown-column.ts';

test('a column grows to twice its length, and keeps its numbers and its type', () => {
  expect(grown(Uint8Array.of(1, 2), Uint8Array)).toEqual(Uint8Array.of(1, 2, 0, 0));
  expect(grown(BigInt64Array.of(-1n), BigInt64Array)).toEqual(BigInt64Array.of(-1n, 0n));
});
