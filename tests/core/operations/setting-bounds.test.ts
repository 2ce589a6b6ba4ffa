import { describe, expect, test } from 'vitest';
import { withinBounds, type BoundsOf } from '#core/operations/setting-bounds.ts';

type Settings = { readonly count: number; readonly waitMs: number; readonly name: string };

const BOUNDS: BoundsOf<Settings> = {
  count: { min: 1, max: 10, isWhole: true },
  waitMs: { min: 5, max: 1000, allowsNone: true },
};

describe('settings', () => {
  test.each([
    { wanted: { count: 3, waitMs: 7.5 }, taken: { count: 3, waitMs: 7.5 } },
    { wanted: { count: 2.6, waitMs: 1 }, taken: { count: 3, waitMs: 5 } },
    { wanted: { count: 0, waitMs: 0 }, taken: { count: 1, waitMs: 0 } },
    { wanted: { count: -Infinity, waitMs: -1 }, taken: { count: 1, waitMs: 0 } },
    { wanted: { count: Infinity, waitMs: 1e300 }, taken: { count: 10, waitMs: 1000 } },
  ])('$wanted become $taken', ({ wanted, taken }) => {
    expect(withinBounds({ ...wanted, name: 'any' }, BOUNDS)).toEqual({ ...taken, name: 'any' });
  });

  test('that are no number are refused', () => {
    expect(() => withinBounds({ count: NaN, waitMs: 1, name: '' }, BOUNDS)).toThrow(
      new RangeError('expected a number for count, got NaN'),
    );
    const missing = { count: 1, name: '' } as unknown as Settings;
    expect(() => withinBounds(missing, BOUNDS)).toThrow(RangeError);
  });
});
