import { expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { Slab } from '#core/bytes/slab.ts';

const bytesOf = (length: number, first: number) =>
  Uint8Array.from({ length }, (_, index) => first + index);

test('copies stay as they are, whatever is copied after them and becomes of what they were made of', () => {
  const slab = new Slab();
  const originals = Array.from({ length: 3000 }, (_, index) => bytesOf(index % 50, index));
  const copies = originals.map((bytes) => slab.copy(bytes));
  const expected = originals.map((bytes) => toHex(bytes));
  for (const bytes of originals) bytes.fill(0);
  expect(copies.map((bytes) => toHex(bytes))).toEqual(expected);
});

test('small copies share memory, large ones have their own', () => {
  const slab = new Slab();
  const [one, other] = [slab.copy(bytesOf(10, 0)), slab.copy(bytesOf(10, 9))];
  expect(one.buffer).toBe(other.buffer);
  const large = slab.copy(new Uint8Array(100_000));
  expect(large.buffer).not.toBe(one.buffer);
  expect(large.buffer.byteLength).toBe(100_000);
});
