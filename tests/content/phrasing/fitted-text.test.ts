import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitted, fittedQuote } from '#content/phrasing/fitted-text.ts';
import { widthOf } from '#content/phrasing/text-width.ts';
import { visible } from '#content/phrasing/quotation.ts';

describe('a text in little room', () => {
  test.each<[text: string, max: number, shown: string]>([
    ['Hello', 5, 'Hello'],
    ['Hello!', 5, 'Hell…'],
    ['', 5, ''],
    ['in 1234 bytes', 6, 'in …'],
    ['12345678', 4, '…'],
    ['a\nb', 4, 'a\\nb'],
    ['a\nbc', 4, 'a\\n…'],
    ['a\u202eb', 6, 'a…'],
    ['ab👩‍👩‍👧c', 9, 'ab…'],
    ['e\u0301e\u0301', 3, 'e\u0301…'],
  ])('%j in %i is %j', (text, max, shown) => {
    expect(fitted(text, max, Infinity)).toBe(shown);
  });

  test('gets its quotation marks within the room', () => {
    expect(fittedQuote('Hello', 7, Infinity)).toBe('“Hello”');
    expect(fittedQuote('Hello', 6, Infinity)).toBe('“Hel…”');
  });

  test('of wide characters, fewer fit', () => {
    const sentence = 'Once upon a time, a server knew it';
    expect(fitted(sentence, 34)).toBe(sentence);
    expect(fitted('W'.repeat(34), 34)).toBe(`${'W'.repeat(17)}…`);
    expect(fitted('漢'.repeat(34), 34)).toBe(`${'漢'.repeat(13)}…`);
    expect(fitted('🙂'.repeat(17), 34)).toBe(`${'🙂'.repeat(13)}…`);
  });

  test('always fits, and is the beginning of the whole', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'binary' }),
    );
    const widths = fc.double({ min: 1, max: 40, noNaN: true });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 60 }), widths, (text, max, width) => {
        const shown = fitted(text, max, width);
        expect(shown.length).toBeLessThanOrEqual(max);
        if (shown !== '…') expect(widthOf(shown)).toBeLessThanOrEqual(width);
        const whole = visible(text);
        if (shown === whole) return;
        expect(whole.length > max || widthOf(whole) > width).toBe(true);
        expect(shown.endsWith('…')).toBe(true);
        expect(whole.startsWith(shown.slice(0, -1))).toBe(true);
      }),
    );
  });
});
