import { describe, expect, test } from 'vitest';
import { CHAPTER_TITLES } from '#content/lesson/chapter-titles.ts';
import { plainText } from '#content/phrasing/prose.ts';
import {
  ANSWERS_STAY,
  fieldLabel,
  judgementWords,
  nothingToAsk,
  OTHER_VALUES,
  progressText,
} from '#content/quiz/quiz-words.ts';
import type { ChapterId } from '#core/story/step.ts';

const CHAPTERS = Object.keys(CHAPTER_TITLES) as ChapterId[];

describe('a chapter without questions', () => {
  test.each(CHAPTERS)('%s', (chapter) => {
    expect(nothingToAsk(chapter)).toContain(CHAPTER_TITLES[chapter]);
    expect(nothingToAsk(chapter)).toMatch(/\.$/);
  });
});

const DIAGNOSIS = ['You counted characters.'];

test.each(['81 05', '1005', 'The client'])('the answer %s is shown only at the end', (answer) => {
  const said = (judgement: Parameters<typeof judgementWords>[0]) =>
    plainText(judgementWords(judgement, answer) ?? []);
  expect(said({ kind: 'open' })).toBe('');
  expect(said({ kind: 'right' })).toBe(`Right: ${answer}.`);
  expect(said({ kind: 'again', diagnosis: DIAGNOSIS })).toBe('You counted characters. Try again.');
  expect(said({ kind: 'again', diagnosis: null })).not.toContain(answer);
  expect(said({ kind: 'shown', diagnosis: DIAGNOSIS })).toMatch(/^You counted characters\. /);
  expect(said({ kind: 'shown', diagnosis: null })).toContain(answer);
  expect(said({ kind: 'shown', diagnosis: null })).not.toMatch(/\bright\b/i);
});

test.each([
  [{ kind: 'bytes' }, /hex/],
  [{ kind: 'number' }, /a number/],
  [{ kind: 'numbers', count: 3 }, /3 numbers/],
  [{ kind: 'choice', options: [] }, /answer/],
] as const)('the field for %j is named', (form, expected) => {
  expect(fieldLabel(form)).toMatch(expected);
});

test('progress is counted', () => {
  expect(progressText(3, 7)).toBe('3 of 7 questions');
  expect(progressText(0, 1)).toBe('0 of 1 question');
});

test('notes are sentences', () => {
  for (const note of [ANSWERS_STAY, OTHER_VALUES]) expect(note).toMatch(/\.$/);
});
