import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstReached } from '#core/bytes/bisect.ts';

const firstAtLeast = (values: readonly number[], least: number) =>
  firstReached(values.length, (index) => values[index]! >= least);

test.each([
  { name: 'of nothing is 0', values: [], least: 5, expected: 0 },
  { name: 'is 0 if the first is reached', values: [5, 6], least: 5, expected: 0 },
  { name: 'is the last index if only that is reached', values: [1, 2, 5], least: 5, expected: 2 },
  { name: 'is the length if none is reached', values: [1, 2, 4], least: 5, expected: 3 },
  { name: 'is the first of equal values', values: [1, 5, 5, 5, 9], least: 5, expected: 1 },
])('the first reached index $name', ({ values, least, expected }) => {
  expect(firstAtLeast(values, least)).toBe(expected);
});

test('the first reached index is what a walk from the start finds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 40 }), fc.nat(21), (unordered, least) => {
      const values = unordered.toSorted((a, b) => a - b);
      const walked = values.findIndex((value) => value >= least);
      expect(firstAtLeast(values, least)).toBe(walked === -1 ? values.length : walked);
    }),
    { seed: 6455, numRuns: 500 },
  );
});

test('a long list takes about as many looks as its length has binary digits', () => {
  let looks = 0;
  const found = firstReached(2 ** 40, (index) => {
    looks++;
    return index >= 123_456_789_012;
  });
  expect(found).toBe(123_456_789_012);
  expect(looks).toBeLessThanOrEqual(41);
});
