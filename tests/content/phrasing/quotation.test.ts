import { describe, expect, test } from 'vitest';
import { hexOf, quoted, visible, visibleLines, visibleStart } from '#content/phrasing/quotation.ts';

describe('text from traffic', () => {
  test.each([
    ['Hello', 'Hello'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u0000\u001b', '\\u0000\\u001b'],
    ['\u202eevil', '\\u202eevil'],
    ['\ufeffx', '\\ufeffx'],
    ['\ud800', '\\ud800'],
    ['<b>&amp;</b>', '<b>&amp;</b>'],
    ['👩‍👧', '👩‍👧'],
    ['日本 é', '日本 é'],
  ])('%j shows everything it has', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  test('keeps its lines and tabs where it has room for them', () => {
    expect(visibleLines('a\r\nb\tc\u202e')).toBe('a\nb\tc\\u202e');
  });

  test.each([
    ['Hello', 5, '“Hello”'],
    ['Hello', 4, '“Hello”'],
    ['Hello', 3, '“Hel…”'],
    ['', 4, '“”'],
    ['👩👩👩👩', 2, '“👩👩…”'],
    ['👩👩👩', 2, '“👩👩👩”'],
    ['👩👩', 2, '“👩👩”'],
  ])('%j in %i characters is %s', (text, longest, expected) => {
    expect(quoted(text, longest)).toBe(expected);
  });
});

test('the start of a long text, and how much follows it', () => {
  expect(visibleStart('a\tb', 3)).toBe('a\\tb');
  expect(visibleStart('a\tb'.repeat(1000), 3)).toBe('a\\tb… 2,997 more characters');
});

describe('bytes from traffic', () => {
  test.each([
    [3, '00 01 02'],
    [8, '00 01 02 03 04 05 06 07'],
    [9, '00 01 02 03 04 05 06 07 … 1 more'],
    [2000, '00 01 02 03 04 05 06 07 … 1,992 more'],
  ])('%i of them', (count, expected) => {
    expect(hexOf(Uint8Array.from({ length: count }, (_, index) => index))).toBe(expected);
  });
});
