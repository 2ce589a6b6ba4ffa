import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asStored, ChunkedBytes, storedIn } from '#core/bytes/stored-bytes.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7) & 0xff);

test('bytes in memory are read as they are', () => {
  const stored = asStored(bytes);
  expect(stored.size).toBe(1000);
  expect(stored.read(10, 20)).toEqual(bytes.subarray(10, 20));
  expect(asStored(stored)).toBe(stored);
});

test('in chunks, any ranges in any order are the same bytes', () => {
  const range = fc
    .tuple(fc.nat(1000), fc.nat(1000))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 30 }),
      fc.integer({ min: 1, max: 400 }),
      (ranges, size) => {
        const chunked = new ChunkedBytes(1000, (start, end) => bytes.slice(start, end), size);
        for (const [start, end] of ranges) {
          expect(chunked.read(start!, end!)).toEqual(bytes.subarray(start, end));
        }
      },
    ),
  );
});

test('reading forward loads each chunk once, and no more than a few stay in memory', () => {
  const loads: number[] = [];
  const chunked = new ChunkedBytes(
    1000,
    (start, end) => {
      loads.push(start);
      return bytes.slice(start, end);
    },
    50,
  );
  for (let at = 0; at + 10 <= 1000; at += 10) chunked.read(at, at + 10);
  expect(loads).toEqual(Array.from({ length: 20 }, (_, index) => index * 50));
  // The first chunk was let go, the last one is there.
  chunked.read(990, 1000);
  expect(loads).toHaveLength(20);
  chunked.read(0, 10);
  expect(loads).toHaveLength(21);
});

test('an empty storage has nothing to read', () => {
  expect(storedIn(new Uint8Array()).read(0, 0)).toHaveLength(0);
  expect(new ChunkedBytes(0, () => new Uint8Array()).read(0, 0)).toHaveLength(0);
});
