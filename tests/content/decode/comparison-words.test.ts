import { expect, test } from 'vitest';
import { differenceWords } from '#content/decode/comparison-words.ts';

test.each([
  [0, 'Frame 1 and Frame 2 say the same in every field.'],
  [1, 'Frame 1 and Frame 2 differ in 1 field of 12.'],
  [3, 'Frame 1 and Frame 2 differ in 3 fields of 12.'],
])('%i fields that differ', (differing, expected) => {
  expect(differenceWords('Frame 1', 'Frame 2', differing, 12)).toBe(expected);
});
