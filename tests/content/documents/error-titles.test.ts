import { expect, test } from 'vitest';
import { MAX_TITLE } from '#content/documents/document-entry.ts';
import { errorTitles, LONG_TITLES } from '#content/documents/error-titles.ts';
import { ERROR_PAGES } from '#content/reference/pages/error-pages.ts';

const messages = ERROR_PAGES.map(({ result }) => result);
const titles = errorTitles(messages);

test('every title fits into a tab and a search result', () => {
  expect(titles.filter((title) => title.length > MAX_TITLE)).toEqual([]);
});

test('every short title is of a long message', () => {
  const whole = messages.map(({ title }) => title);
  for (const message of Object.keys(LONG_TITLES)) {
    expect(whole).toContain(message);
    expect(message.length, message).toBeGreaterThan(MAX_TITLE);
  }
});

test('a short title has words of its message, in their order', () => {
  const wordsOf = (text: string) =>
    Array.from(text.toLowerCase().matchAll(/[\w'’()-]+/g), ([word]) => word);
  messages.forEach(({ title, libraries }, at) => {
    const own = titles[at]!.replace(` (${libraries.join(', ')})`, '');
    const words = wordsOf(title);
    for (const word of wordsOf(own)) {
      const place = words.indexOf(word);
      expect(place, `“${word}” of “${own}”`).toBeGreaterThanOrEqual(0);
      words.splice(0, place + 1);
    }
  });
});

test('two messages with the same words have the names of their libraries', () => {
  expect(
    errorTitles([
      { title: 'Bad frame', libraries: ['one'] },
      { title: 'bad frame.', libraries: ['two', 'three'] },
      { title: 'Other', libraries: ['one'] },
    ]),
  ).toEqual(['Bad frame (one)', 'bad frame. (two, three)', 'Other']);
});
