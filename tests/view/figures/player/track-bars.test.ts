import { describe, expect, test } from 'vitest';
import { everyStep } from '#core/story/played-stops.ts';
import { DEPTHS } from '#core/story/depth.ts';
import { stopsOf } from '#core/story/stops.ts';
import { barAt, filledShare, placeAt, trackParts } from '#view/figures/player/track-bars.ts';
import { VARIANTS } from '../../../core/scenarios/variants.ts';

const titled = (chapter: { id: string; firstStep: number; endStep: number }) => ({
  ...chapter,
  title: chapter.id,
});

describe.each(VARIANTS)('$name', ({ story }) => {
  test.each(DEPTHS)('at the depth of %s, each stop is in one bar', (depth) => {
    const stops = stopsOf(story, depth);
    for (const maxBars of [1, 5, 48, 1000]) {
      const parts = trackParts(story.chapters.map(titled), stops, maxBars);
      const bars = parts.flatMap((part) => part.bars);
      const within = bars.flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (_, index) => from + index),
      );
      expect(within).toEqual(stops.map((_, index) => index));
      expect(bars.length).toBeLessThanOrEqual(maxBars + parts.length);
      expect(parts.every((part) => part.bars.length > 0)).toBe(true);
    }
  });
});

test('a thousand stops share bars', () => {
  const chapters = [
    { id: 'a', title: 'A', firstStep: 0, endStep: 2 },
    { id: 'b', title: 'B', firstStep: 2, endStep: 1000 },
  ];
  const [short, long] = trackParts(chapters, everyStep(1000));
  expect(short?.bars).toEqual([{ from: 0, to: 2 }]);
  expect(long?.bars).toHaveLength(47);
  expect(long?.bars.at(-1)?.to).toBe(1000);
});

test('bars fill up to the place, which is in one of them', () => {
  const bars = [
    { from: 0, to: 1 },
    { from: 1, to: 5 },
  ];
  expect(bars.map((bar) => filledShare(bar, 2))).toEqual([1, 0.25]);
  expect(bars.map((bar) => filledShare(bar, 0))).toEqual([0, 0]);
  expect([0, 0.5, 1, 1.1, 5].map((place) => barAt(bars, place))).toEqual([0, 0, 0, 1, 1]);
});

test('a pointer leads to the place under it', () => {
  const bars = [
    { from: 0, to: 1 },
    { from: 1, to: 5 },
  ];
  const boxes = [
    { left: 10, right: 20 },
    { left: 24, right: 44 },
  ];
  expect([0, 10, 15, 22, 24, 34, 99].map((x) => placeAt(x, bars, boxes))).toEqual([
    0, 0, 0.5, 1, 1, 3, 5,
  ]);
  expect(placeAt(5, [], [])).toBe(0);
});
