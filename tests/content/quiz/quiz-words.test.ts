import { describe, expect, test } from 'vitest';
import { CHAPTER_TITLES } from '#content/lesson/chapter-titles.ts';
import { ANSWERS_STAY, nothingToAsk, outcomeWords } from '#content/quiz/quiz-words.ts';
import type { ChapterId } from '#core/story/step.ts';

const CHAPTERS = Object.keys(CHAPTER_TITLES) as ChapterId[];

describe('a chapter without questions', () => {
  test.each(CHAPTERS)('%s', (chapter) => {
    expect(nothingToAsk(chapter)).toContain(CHAPTER_TITLES[chapter]);
    expect(nothingToAsk(chapter)).toMatch(/\.$/);
  });
});

test.each(['81 05', '1005', 'the client'])('the answer is in both outcomes: %s', (answer) => {
  expect(outcomeWords(true, answer)).toMatch(/^Right\b/);
  expect(outcomeWords(true, answer)).toContain(answer);
  expect(outcomeWords(false, answer)).not.toMatch(/\bright\b/i);
  expect(outcomeWords(false, answer)).toContain(answer);
});

test('the promise of privacy is a sentence', () => {
  expect(ANSWERS_STAY).toMatch(/device\.$/);
});
