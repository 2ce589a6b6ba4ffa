import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AT_TOP,
  elementHeight,
  MAX_HEIGHT,
  placeAfter,
  placeAt,
  rowsAbove,
} from '#view/figures/row-window/long-scroll.ts';

const ROW = 46;
const height = 448;
const sizesOf = (count: number) => ({ total: count * ROW, height });
const MILLION = sizesOf(1_000_000);
const lastOf = ({ total }: { total: number }) => total - height;
const endOf = (sizes: { total: number }) => elementHeight(sizes.total) - height;

describe.each([1500, 70_000, 1_000_000, 5_000_000])('%i rows', (count) => {
  const sizes = sizesOf(count);

  test('fit in an element that browsers draw', () => {
    expect(elementHeight(sizes.total)).toBeLessThanOrEqual(MAX_HEIGHT);
  });

  test('are reached by their place', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: sizes.total }), (above) => {
        const place = placeAt(above, sizes);
        expect(rowsAbove(place)).toBe(Math.max(0, Math.min(above, lastOf(sizes))));
        expect(place.scrollTop).toBeGreaterThanOrEqual(0);
        expect(place.scrollTop).toBeLessThanOrEqual(endOf(sizes));
      }),
    );
  });

  test('have their first and last one at the ends of the scroll bar', () => {
    const middle = placeAt(sizes.total / 2, sizes);
    expect(rowsAbove(placeAfter(0, middle, sizes))).toBe(0);
    expect(rowsAbove(placeAfter(endOf(sizes), middle, sizes))).toBe(lastOf(sizes));
  });

  test('move by as many pixels as the wheel does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: sizes.total - 2000 }),
        fc.integer({ min: -height, max: height }),
        (above, delta) => {
          const before = placeAt(above, sizes);
          const scrollTop = before.scrollTop + delta;
          fc.pre(scrollTop > 0 && scrollTop < endOf(sizes));
          const after = placeAfter(scrollTop, before, sizes);
          expect(rowsAbove(after) - rowsAbove(before)).toBe(delta);
        },
      ),
    );
  });

  test('are passed to both ends by the wheel alone', () => {
    for (const step of [100, -100]) {
      const from = step > 0 ? lastOf(sizes) - 5000 : 5000;
      let place = placeAt(from, sizes);
      for (let turn = 0; turn < 60; turn++) {
        const scrollTop = Math.max(0, Math.min(place.scrollTop + step, endOf(sizes)));
        place = placeAfter(scrollTop, place, sizes);
      }
      expect(rowsAbove(place)).toBe(step > 0 ? lastOf(sizes) : 0);
    }
  });
});

test('rows that are no higher than an element can be are scrolled as they are', () => {
  expect(placeAfter(777, AT_TOP, sizesOf(1500))).toEqual({ scrollTop: 777, offset: 0 });
});

test('a drag of the scroll bar leads to its proportion of a million rows', () => {
  const place = placeAfter(endOf(MILLION) / 4, AT_TOP, MILLION);
  expect(rowsAbove(place)).toBeCloseTo(lastOf(MILLION) / 4, -1);
});

test('what is scrolled to is where it was said to be', () => {
  const place = placeAt(23_000_000, MILLION);
  expect(placeAfter(place.scrollTop, place, MILLION)).toEqual(place);
});
