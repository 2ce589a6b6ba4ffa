import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesEqual, concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';

test('joins parts in order, into a new array', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 8 })), (parts) => {
      const joined = concatBytes(parts);
      expect(joined).toEqual(Uint8Array.from(parts.flatMap((part) => [...part])));
      expect(parts.some((part) => part.buffer === joined.buffer)).toBe(false);
    }),
    { seed: 1 },
  );
});

test.each([
  { a: [], b: [], isEqual: true },
  { a: [1, 2], b: [1, 2], isEqual: true },
  { a: [1, 2], b: [1, 3], isEqual: false },
  { a: [1, 2], b: [1], isEqual: false },
  { a: [], b: [0], isEqual: false },
])('$a and $b: $isEqual', ({ a, b, isEqual }) => {
  expect(bytesEqual(Uint8Array.from(a), Uint8Array.from(b))).toBe(isEqual);
});

test('a view equals a copy of what it shows', () => {
  const bytes = Uint8Array.of(0, 1, 2, 3);
  expect(bytesEqual(bytes.subarray(1, 3), Uint8Array.of(1, 2))).toBe(true);
  expect(bytesEqual(NO_BYTES, bytes.subarray(4))).toBe(true);
});
