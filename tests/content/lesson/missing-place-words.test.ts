import { expect, test } from 'vitest';
import { missingPlaceWords } from '#content/lesson/missing-place-words.ts';

test.each([
  {
    kind: 'step' as const,
    name: 'three',
    words: '“Hello” has no step called “three”, so it begins at the beginning.',
  },
  {
    kind: 'lesson' as const,
    name: 'other',
    words: 'There is no scenario called “other”. This is “Hello”.',
  },
])('a missing $kind is named, with the lesson that is shown instead', ({ kind, name, words }) => {
  expect(missingPlaceWords({ kind, name }, 'Hello')).toBe(words);
});
