import { expect, test } from 'vitest';
import { keptStep, nearestStep } from '#core/story/kept-step.ts';

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

test.each([
  { name: 'client-text-9', nearest: 'client-text-2' },
  { name: 'request-2', nearest: 'request' },
  { name: 'client-text-0', nearest: null },
  { name: 'server-text-1', nearest: null },
  { name: 'nothing', nearest: null },
])('the nearest to $name is $nearest', ({ name, nearest }) => {
  const ids = ['request', 'client-text-1', 'client-text-2', 'client-ping-4'];
  const index = nearestStep(
    name,
    ids.map((id) => ({ id })),
  );
  expect(ids[index ?? -1] ?? null).toBe(nearest);
});
