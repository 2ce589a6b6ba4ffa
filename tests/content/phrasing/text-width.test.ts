import { expect, test } from 'vitest';
import { widthOf } from '#content/phrasing/text-width.ts';

/** As Chromium measures them in the font of headings, in em. */
test.each([
  ['The browser sends “” in 4,104 bytes', 17.03],
  ['The server continues with “” in 2,052 bytes', 20.43],
  ['The proxy passes “” on', 10.89],
  ['MW', 1.74],
  ['éß', 1.18],
  ['ЖЮшщ', 4.57],
  ['漢あ', 2],
])('%s is about %d em wide, and not wider than estimated', (text, measured) => {
  expect(widthOf(text)).toBeGreaterThanOrEqual(measured * 0.985);
  expect(widthOf(text)).toBeLessThan(measured * 1.4);
});

test('an accent, and what joins the parts of an emoji, take no room', () => {
  expect(widthOf('e\u0301\u200d')).toBe(widthOf('e'));
});
