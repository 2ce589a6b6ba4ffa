import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowAfterKey } from '#view/figures/row-window/row-keys.ts';
import { rowsInView, scrollToReveal } from '#view/figures/row-window/row-range.ts';

const viewport = { scrollTop: 0, height: 320, rowHeight: 32 };

describe('rows in view', () => {
  test.each([
    { scrollTop: 0, expected: { start: 0, end: 18 } },
    { scrollTop: 100, expected: { start: 0, end: 18 } },
    { scrollTop: 32 * 8, expected: { start: 4, end: 26 } },
    { scrollTop: 32 * 1000, expected: { start: 86, end: 100 } },
  ])('of 100, scrolled by $scrollTop, are drawn with a few more', ({ scrollTop, expected }) => {
    expect(rowsInView(100, { ...viewport, scrollTop })).toEqual(expected);
  });

  test('of a low list have fewer beyond them', () => {
    const low = { scrollTop: 33 * 500, height: 102, rowHeight: 33 };
    expect(rowsInView(1000, low)).toEqual({ start: 498, end: 508 });
  });

  test('are guessed before anything is measured', () => {
    expect(rowsInView(1000, { scrollTop: 0, height: 0, rowHeight: 32 })).toEqual({
      start: 0,
      end: 24,
    });
  });

  test('are always among those drawn', () => {
    const most = { min: 1, max: 100_000 };
    fc.assert(
      fc.property(
        fc.integer(most),
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 2000 }),
        (count, scrolled, height) => {
          const scrollTop = Math.min(scrolled, Math.max(0, count * 32 - height));
          const { start, end } = rowsInView(count, { scrollTop, height, rowHeight: 32 });
          expect(start).toBeLessThanOrEqual(Math.floor(scrollTop / 32));
          expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrollTop + height) / 32)));
          expect(end).toBeLessThanOrEqual(count);
        },
      ),
    );
  });
});

describe('a row', () => {
  test.each([
    { name: 'in view stays where it is', index: 5, scrollTop: 100, expected: 100 },
    { name: 'above comes to the top', index: 1, scrollTop: 100, expected: 32 },
    { name: 'below comes to the bottom', index: 20, scrollTop: 100, expected: 21 * 32 - 320 },
  ])('$name', ({ index, scrollTop, expected }) => {
    expect(scrollToReveal(index, { ...viewport, scrollTop })).toBe(expected);
  });

  test.each([
    { key: 'ArrowDown', index: 3, to: 4 },
    { key: 'ArrowDown', index: 9, to: 9 },
    { key: 'ArrowUp', index: 3, to: 2 },
    { key: 'ArrowUp', index: 0, to: 0 },
    { key: 'PageDown', index: 3, to: 7 },
    { key: 'PageDown', index: 8, to: 9 },
    { key: 'PageUp', index: 3, to: 0 },
    { key: 'Home', index: 3, to: 0 },
    { key: 'End', index: 3, to: 9 },
    { key: 'Enter', index: 3, to: null },
  ])('$index of 10 leads by $key to $to', ({ key, index, to }) => {
    expect(rowAfterKey(key, index, { count: 10, rowsPerPage: 4 })).toBe(to);
  });
});
