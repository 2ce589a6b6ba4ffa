import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bitsOfBytes,
  bitsWithin,
  bytesCovering,
  intersectRanges,
  lengthOfRange,
  rangeContains,
  rangesOverlap,
  shiftRange,
  type ByteRange,
} from '#core/bytes/bit-range.ts';

const anyRange: fc.Arbitrary<ByteRange> = fc
  .tuple(fc.nat(50), fc.nat(50))
  .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

/** The positions in a range, one by one. */
const positions = ({ start, end }: ByteRange) =>
  Array.from({ length: end - start }, (_, index) => start + index);

test('bit 0 is the most significant bit of byte 0', () => {
  expect(bitsWithin(0, 0, 1)).toEqual({ start: 0, end: 1 });
  expect(bitsWithin(0, 4, 4)).toEqual({ start: 4, end: 8 });
  expect(bitsWithin(1, 1, 7)).toEqual({ start: 9, end: 16 });
  expect(bitsOfBytes(2, 4)).toEqual({ start: 16, end: 32 });
});

test.each([
  { bits: { start: 0, end: 1 }, bytes: { start: 0, end: 1 } },
  { bits: { start: 4, end: 8 }, bytes: { start: 0, end: 1 } },
  { bits: { start: 7, end: 9 }, bytes: { start: 0, end: 2 } },
  { bits: { start: 16, end: 32 }, bytes: { start: 2, end: 4 } },
  { bits: { start: 8, end: 8 }, bytes: { start: 1, end: 1 } },
])('bits $bits lie in bytes $bytes', ({ bits, bytes }) => {
  expect(bytesCovering(bits)).toEqual(bytes);
});

test('the bits of bytes are covered by those bytes', () => {
  fc.assert(
    fc.property(anyRange, (range) => {
      expect(bytesCovering(bitsOfBytes(range.start, range.end))).toEqual(range);
    }),
    { seed: 1 },
  );
});

test('ranges are half-open: they meet where they share a position', () => {
  fc.assert(
    fc.property(anyRange, anyRange, (a, b) => {
      const shared = positions(a).filter((position) => positions(b).includes(position));
      const common = intersectRanges(a, b);
      expect(common === null ? [] : positions(common)).toEqual(shared);
      if (lengthOfRange(a) > 0 && lengthOfRange(b) > 0) {
        expect(rangesOverlap(a, b)).toBe(shared.length > 0);
        expect(rangeContains(a, b)).toBe(shared.length === lengthOfRange(b));
      }
    }),
    { seed: 1 },
  );
});

test('a shifted range is as long', () => {
  expect(shiftRange({ start: 3, end: 7 }, 10)).toEqual({ start: 13, end: 17 });
  expect(lengthOfRange({ start: 13, end: 17 })).toBe(4);
});
