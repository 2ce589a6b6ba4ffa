import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBitRanges, toEnclosingBitRange } from '#core/deflate/packed-bits.ts';

test.each([
  { name: 'the first three bits are the last of their byte', packed: [0, 3], ranges: [[5, 8]] },
  { name: 'a whole byte stays one', packed: [8, 16], ranges: [[8, 16]] },
  { name: 'two whole bytes are one range', packed: [0, 16], ranges: [[0, 16]] },
  {
    name: 'a boundary splits what crosses it',
    packed: [3, 11],
    ranges: [
      [0, 5],
      [13, 16],
    ],
  },
  {
    name: 'what begins at a boundary joins only on the left',
    packed: [8, 20],
    ranges: [
      [8, 16],
      [20, 24],
    ],
  },
  { name: 'no bits are no range', packed: [5, 5], ranges: [] },
])('$name', ({ packed: [start = 0, end = 0], ranges }) => {
  expect(toBitRanges({ start, end })).toEqual(
    ranges.map(([from, to]) => ({ start: from, end: to })),
  );
});

test('each bit is mirrored within its byte, and none is lost or doubled', () => {
  const range = fc.tuple(fc.nat(200), fc.nat(60));
  fc.assert(
    fc.property(range, ([start, length]) => {
      const bits = toBitRanges({ start, end: start + length }).flatMap((found) =>
        Array.from({ length: found.end - found.start }, (_, index) => found.start + index),
      );
      const mirrored = bits.map((bit) => bit - (bit % 8) + 7 - (bit % 8));
      const wanted = Array.from({ length }, (_, index) => start + index);
      expect(mirrored.toSorted((one, other) => one - other)).toEqual(wanted);
    }),
    { seed: 1951 },
  );
});

test('one range around them is exact within a byte, else whole bytes', () => {
  expect(toEnclosingBitRange({ start: 9, end: 11 })).toEqual({ start: 13, end: 15 });
  expect(toEnclosingBitRange({ start: 6, end: 11 })).toEqual({ start: 0, end: 16 });
});
