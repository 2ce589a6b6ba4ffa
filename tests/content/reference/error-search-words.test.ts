import { expect, test } from 'vitest';
import { findErrorMessages } from '#content/reference/error-messages.ts';
import {
  foundWords,
  notFoundWords,
  POPULAR_MESSAGES,
} from '#content/reference/error-search-words.ts';

test.each(POPULAR_MESSAGES)('“%s” finds something', (message) => {
  expect(findErrorMessages(message)).not.toEqual([]);
});

test('results are counted', () => {
  expect(foundWords(1)).toBe('1 message found, the closest first.');
  expect(foundWords(2)).toBe('2 messages found, the closest first.');
});

test('without a result, what to do next depends on what comes near', () => {
  expect(notFoundWords(true)).toMatch(/addresses\. These come near:$/);
  expect(notFoundWords(false)).toMatch(/addresses\. Paste the bytes themselves, /);
});
