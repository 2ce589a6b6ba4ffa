import { describe, expect, test } from 'vitest';
import { unknownCodeMeaning } from '#content/reference/pages/close-code-pages.ts';
import { isPageOf, nearestPages } from '#view/pages/reference/page-names.ts';

const slugsNear = (part: string, place: string) =>
  nearestPages(part, place).map(({ slug }) => slug);

describe('the nearest pages', () => {
  test.each([
    ['0', ['1000', '1001', '1002', '1003', '1004']],
    ['999', ['1000', '1001', '1002', '1003', '1004']],
    ['1016', ['1015', '1014', '1013', '1012', '1011']],
    ['2999', ['3000-3999', '4000-4999', '1015', '1014', '1013']],
    ['5000', ['4000-4999', '3000-3999', '1015', '1014', '1013']],
    ['99999', ['4000-4999', '3000-3999', '1015', '1014', '1013']],
    ['10066', ['1006', '4000-4999', '3000-3999', '1015', '1014']],
  ])('of the code %s are the next numbers', (code, expected) => {
    expect(slugsNear('close-codes', code)).toEqual(expected);
  });

  test.each([
    ['close-codes', 'x1006', '1006'],
    ['errors', 'INVALID-FRAME-HEADER', 'invalid-frame-header'],
    ['frames', 'rsv9', 'rsv1'],
    ['glossary', 'maskingkey', 'masking-key'],
  ])('of %s are named alike: %s', (part, asked, expected) => {
    expect(isPageOf(part, asked)).toBe(false);
    expect(slugsNear(part, asked)[0]).toBe(expected);
  });

  test('have their titles', () => {
    expect(nearestPages('close-codes', '1016')[0]?.title).toBe('1015, TLS failure');
    expect(nearestPages('errors', 'invalid-frame-heade')[0]?.title).toBe('Invalid frame header');
  });
});

test.each([
  ['999', /below 1000/],
  ['1016', /1000 to 2999.* no meaning yet/],
  ['5000', /from 5000/],
  ['65535', /from 5000/],
  ['65536', /2 bytes, so 65,535/],
  ['9'.repeat(400), /2 bytes/],
])('says what the code %s means', (code, expected) => {
  expect(unknownCodeMeaning(code)).toMatch(expected);
});

test.each(['x', '-1', '1006.5', ''])('says nothing of “%s”, which is no code', (asked) => {
  expect(unknownCodeMeaning(asked)).toBeNull();
});
