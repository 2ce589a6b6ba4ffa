import { describe, expect, test } from 'vitest';
import { foldsOf } from '#core/story/folds.ts';
import { DEPTHS } from '#core/story/depth.ts';
import { stopAt, stopsOf } from '#core/story/stops.ts';
import { VARIANTS } from '../scenarios/variants.ts';

describe.each(VARIANTS)('$name', ({ story }) => {
  test('folds have two steps of TCP or more, without trouble', () => {
    for (const { firstStep, endStep } of foldsOf(story)) {
      expect(endStep - firstStep).toBeGreaterThan(1);
      for (const { unit, arrival, isDuplicate } of story.steps.slice(firstStep, endStep)) {
        expect({ unit, isDuplicate }).toEqual({ unit: null, isDuplicate: false });
        expect(arrival.kind).not.toBe('lost');
      }
    }
  });

  test.each(DEPTHS)('at the depth of %s, stops are in order and lead to every unit', (depth) => {
    const stops = stopsOf(story, depth);
    stops.forEach(({ firstStep, endStep }, index) => {
      expect(firstStep).toBeGreaterThanOrEqual(stops[index - 1]?.endStep ?? 0);
      expect(endStep).toBeGreaterThan(firstStep);
    });
    story.steps.forEach(({ unit }, index) => {
      const { firstStep, endStep } = stops[stopAt(stops, index)]!;
      if (unit) expect({ firstStep, endStep }).toEqual({ firstStep: index, endStep: index + 1 });
    });
  });

  test('at the depth of story, a fold that was opened stays closed', () => {
    const opened = new Set(foldsOf(story).map(({ id }) => id));
    const folded = opened.size > 0 && stopsOf(story, 'story').every(({ fold }) => fold === null);
    if (folded) expect(stopsOf(story, 'story', opened)).toEqual(stopsOf(story, 'story'));
  });

  test('a fold has a name of its own', () => {
    const names = foldsOf(story).map(({ name }) => name);
    const ids = story.steps.map(({ id }) => id);
    expect(new Set([...names, ...ids, 'why', 'end']).size).toBe(names.length + ids.length + 2);
  });

  test('everything and unfolded folds have a stop for each step', () => {
    const unfolded = new Set(foldsOf(story).map(({ id }) => id));
    expect(stopsOf(story, 'everything')).toHaveLength(story.steps.length);
    expect(stopsOf(story, 'bytes', unfolded)).toHaveLength(story.steps.length);
  });
});

test('a step in no stop leads to the next stop, and the last one to the last', () => {
  const stops = [
    { firstStep: 3, endStep: 4, fold: null },
    { firstStep: 4, endStep: 6, fold: null },
  ];
  expect([0, 3, 5, 8].map((step) => stopAt(stops, step))).toEqual([0, 0, 1, 1]);
  expect(stopAt([], 4)).toBe(0);
});
