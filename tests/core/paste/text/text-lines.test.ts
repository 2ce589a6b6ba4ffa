import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangesApart, rangesWithin, TextLines } from '#core/paste/text/text-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

const anyText = fc
  .array(fc.constantFrom('a', 'b', ' ', '\n', '\r\n', '\t'), { maxLength: 60 })
  .map((parts) => parts.join(''));
const anyRanges: fc.Arbitrary<TextRange[]> = fc.array(
  fc.tuple(fc.nat(80), fc.nat(20)).map(([start, size]) => ({ start, end: start + size })),
  { maxLength: 12 },
);

const isIn = (ranges: readonly TextRange[], place: number) =>
  ranges.some(({ start, end }) => start <= place && place < end);

describe('lines of a text', () => {
  test.each([
    { place: 0, line: 1, column: 1 },
    { place: 2, line: 1, column: 3 },
    { place: 3, line: 2, column: 1 },
    { place: 4, line: 3, column: 1 },
    { place: 6, line: 3, column: 3 },
  ])('the place $place is in line $line, column $column', ({ place, line, column }) => {
    expect(new TextLines('ab\n\ncd').at(place)).toEqual({ line, column });
  });

  test.each([
    { name: 'nothing', ranges: [], whole: 0, partial: 0 },
    { name: 'one line', ranges: [[0, 5]], whole: 1, partial: 0 },
    { name: 'a line but for its spaces', ranges: [[6, 9]], whole: 1, partial: 0 },
    {
      name: 'a line in two parts',
      ranges: [
        [0, 2],
        [2, 5],
      ],
      whole: 1,
      partial: 0,
    },
    {
      name: 'two parts of one line',
      ranges: [
        [0, 1],
        [3, 5],
      ],
      whole: 0,
      partial: 1,
    },
    { name: 'from one line into the next', ranges: [[3, 9]], whole: 1, partial: 1 },
    { name: 'an empty line', ranges: [[10, 11]], whole: 0, partial: 0 },
    { name: 'everything', ranges: [[0, 15]], whole: 3, partial: 0 },
    { name: 'more than everything', ranges: [[0, 99]], whole: 3, partial: 0 },
  ])('unread is $name: $whole lines, and parts of $partial', ({ ranges, whole, partial }) => {
    const text = 'ab cd\nefg \n\nxyz';
    const unread = ranges.map(([start = 0, end = 0]) => ({ start, end }));
    expect(new TextLines(text).unread(unread)).toEqual({ whole, partial });
  });

  test('are counted as a look at each character counts them', () => {
    fc.assert(
      fc.property(anyText, anyRanges, (text, ranges) => {
        const counts = { whole: 0, partial: 0 };
        let at = 0;
        for (const line of text.split('\n')) {
          const places = [...line].flatMap((character, index) =>
            /\S/.test(character) ? [at + index] : [],
          );
          const unread = places.filter((place) => isIn(ranges, place)).length;
          if (unread > 0) counts[unread === places.length ? 'whole' : 'partial']++;
          at += line.length + 1;
        }
        expect(new TextLines(text).unread(rangesApart(ranges))).toEqual(counts);
      }),
    );
  });
});

describe('ranges', () => {
  test('are apart, in order, and cover the same places', () => {
    fc.assert(
      fc.property(anyRanges, (ranges) => {
        const apart = rangesApart(ranges);
        for (const [index, { start, end }] of apart.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(apart[index - 1]?.end ?? 0);
        }
        for (let place = 0; place < 101; place++) {
          expect(isIn(apart, place)).toBe(isIn(ranges, place));
        }
      }),
    );
  });

  test('within a stretch are those parts of them that it contains', () => {
    fc.assert(
      fc.property(anyRanges, fc.nat(90), fc.nat(30), (ranges, start, size) => {
        const stretch = { start, end: start + size };
        const within = rangesWithin(rangesApart(ranges), stretch);
        for (let place = 0; place < 121; place++) {
          expect(isIn(within, place)).toBe(isIn(ranges, place) && isIn([stretch], place));
        }
      }),
    );
  });
});
