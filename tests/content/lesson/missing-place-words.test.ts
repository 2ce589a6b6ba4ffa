import { expect, test } from 'vitest';
import { missingPlaceWords } from '#content/lesson/missing-place-words.ts';

test.each([
  {
    missing: { kind: 'step' as const, name: 'three', nearest: null },
    words: '“Hello” has no step called “three”, so the first step is shown.',
  },
  {
    missing: { kind: 'step' as const, name: 'client-text-9', nearest: 'client-text-1' },
    words: '“Hello” has no step called “client-text-9”, so “client-text-1” is shown.',
  },
  {
    missing: { kind: 'lesson' as const, name: 'other' },
    words: 'There is no scenario called “other”. This is “Hello”.',
  },
  {
    missing: { kind: 'rest' as const, name: 'a/b' },
    words: 'Nothing is called “a/b” there, so only the part before it was used.',
  },
])('a missing $missing.kind is named, with what is shown instead', ({ missing, words }) => {
  expect(missingPlaceWords(missing, 'Hello')).toBe(words);
});
