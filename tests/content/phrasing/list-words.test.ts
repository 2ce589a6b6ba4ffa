import { expect, test } from 'vitest';
import { listWords } from '#content/phrasing/list-words.ts';

test.each([
  { parts: [], words: '' },
  { parts: ['a'], words: 'a' },
  { parts: ['a', 'b'], words: 'a and b' },
  { parts: ['a', 'b', 'c'], words: 'a, b and c' },
])('$parts is “$words”', ({ parts, words }) => {
  expect(listWords(parts)).toBe(words);
});
