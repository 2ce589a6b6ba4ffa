import { expect, test } from 'vitest';
import { NO_OWN_LESSON, OWN_LESSON_SUMMARY } from '#content/lesson/own-lesson-words.ts';

const { title, how, meanwhile } = NO_OWN_LESSON;

test.each([OWN_LESSON_SUMMARY, `${how.before}${how.open}${how.after}`])(
  'whole sentences: %s',
  (text) => {
    expect(text).toMatch(/^\p{Lu}.*[^.]\.$/u);
  },
);

test('a link has room around it', () => {
  expect(`${how.before}|${how.open}|${how.after}`).toMatch(/\S \|Decode\|, \S/);
  expect(`${meanwhile.before}|${meanwhile.begin}`).toMatch(/\S \|\S/);
});

test('a title isn’t a sentence', () => {
  expect(title).toMatch(/^\p{Lu}.*[^.]$/u);
});
