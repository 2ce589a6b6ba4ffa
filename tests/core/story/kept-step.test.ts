import { expect, test } from 'vitest';
import { keptStep } from '#core/story/kept-step.ts';

const stepsOf = (ids: string) => [...ids].map((id) => ({ id }));

test.each([
  { name: 'the same step', before: 'abcd', at: 2, after: 'abcd', kept: 2 },
  { name: 'the same step at another place', before: 'abcd', at: 2, after: 'xabcd', kept: 3 },
  {
    name: 'the last one before it that still happens',
    before: 'abcd',
    at: 3,
    after: 'abx',
    kept: 1,
  },
  { name: 'the first where none does', before: 'abcd', at: 3, after: 'xyz', kept: 0 },
  { name: 'the first of none', before: '', at: 0, after: '', kept: 0 },
])('$name is kept', ({ before, at, after, kept }) => {
  expect(keptStep(stepsOf(before), at, stepsOf(after))).toBe(kept);
});
