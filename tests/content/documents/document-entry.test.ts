import { expect, test } from 'vitest';
import { descriptionOf, MAX_TITLE, tabTitle } from '#content/documents/document-entry.ts';

test('a tab has the site’s name where it fits', () => {
  expect(tabTitle('Polling')).toBe('Polling · WS 101');
  expect(tabTitle('x'.repeat(MAX_TITLE - 9))).toHaveLength(MAX_TITLE);
  expect(tabTitle('x'.repeat(MAX_TITLE - 8))).toBe('x'.repeat(MAX_TITLE - 8));
});

test('a description has as many sentences as fit', () => {
  expect(descriptionOf('One.', 'Two.')).toBe('One. Two.');
  expect(descriptionOf('x'.repeat(155), 'Two.')).toBe(`${'x'.repeat(155)} Two.`);
  expect(descriptionOf('x'.repeat(156), 'Two.')).toBe('x'.repeat(156));
  expect(descriptionOf('x'.repeat(156), 'Two.', '3.')).toBe(`${'x'.repeat(156)} 3.`);
  expect(descriptionOf(`${'word '.repeat(40)}.`)).toMatch(/^(word )+word…$/);
});
