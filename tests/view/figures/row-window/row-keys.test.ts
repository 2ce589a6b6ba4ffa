import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowNearest } from '#view/figures/row-window/row-keys.ts';

test.each([
  [[0, 3, 7], 0, 0],
  [[0, 3, 7], 1, 1],
  [[0, 3, 7], 3, 1],
  [[0, 3, 7], 9, 2],
  [[], 4, 0],
])('in %j the row nearest to %i is row %i', (values, value, expected) => {
  expect(rowNearest(values, value)).toBe(expected);
});

test('the nearest row is the first that is not before the value', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(100), { minLength: 1 }), fc.nat(110), (numbers, value) => {
      const values = numbers.toSorted((a, b) => a - b);
      const found = values.findIndex((other) => other >= value);
      expect(rowNearest(values, value)).toBe(found === -1 ? values.length - 1 : found);
    }),
    { seed: 101 },
  );
});
