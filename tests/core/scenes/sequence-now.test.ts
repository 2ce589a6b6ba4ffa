import { expect, test } from 'vitest';
import { sequenceText } from '#content/lesson/sequence-words.ts';
import { timeAt } from '#core/scenes/sequence-axis.ts';
import { drawnPlace, layoutSequence } from '#core/scenes/sequence-diagram.ts';
import {
  anchorsOf,
  flightProgress,
  placeAt,
  positionAt,
  roundedTime,
} from '#core/scenes/sequence-now.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import { statesAt } from '#core/story/states-at.ts';
import type { Story } from '#core/story/story.ts';
import { foldingsOf, STORIES, type Folding } from './sequence-stories.ts';

function drawn(story: Story, folding: Partial<Folding>, isProportional = false) {
  const layout = layoutSequence(story, {
    ...{ width: 500, height: 640, isProportional },
    ...folding,
    textOf: (slot) => sequenceText(slot, story),
  });
  const time = stretchTime(story);
  return { layout, time, anchors: anchorsOf(layout.axis, time, story.steps) };
}

const positionsOf = (durationMs: number) =>
  Array.from({ length: 120 }, (_, index) => (durationMs * index) / 119);

test.each(STORIES)(
  'in $name the line never goes back, and finds each position again',
  ({ story }) => {
    for (const folding of foldingsOf(story)) {
      for (const isProportional of [false, true]) {
        const { anchors, time } = drawn(story, folding, isProportional);
        let before = -Infinity;
        for (const position of positionsOf(time.durationMs)) {
          const place = placeAt(anchors, position);
          expect(place).toBeGreaterThanOrEqual(before);
          expect(placeAt(anchors, positionAt(anchors, place))).toBeCloseTo(place, 6);
          expect(positionAt(anchors, place)).toBeGreaterThanOrEqual(position - 1e-6);
          before = place;
        }
      }
    }
  },
);

test.each(STORIES)('in $name the line is at each moment when the player shows it', ({ story }) => {
  for (const folding of foldingsOf(story)) {
    const { anchors, time, layout } = drawn(story, folding);
    story.moments.forEach(({ atMs }, index) => {
      const place = layout.axis.moments[index]!;
      const first = placeAt(anchors, time.moments[index]!);
      // Several moments can be shown at one position: the line is at the last of them.
      expect(first).toBeGreaterThanOrEqual(place - 1e-6);
      if (atMs !== null) expect(timeAt(layout.axis, place)).toBeCloseTo(atMs, 6);
    });
  }
});

test.each(STORIES)('in $name line, arrows and states agree at every position', ({ story }) => {
  const { anchors, time, layout } = drawn(story, {});
  for (const shownMs of positionsOf(time.durationMs)) {
    const place = placeAt(anchors, shownMs);
    const now = { shownMs, place: drawnPlace(place) };
    // The states are those after the last moment that the line has reached.
    const reached = layout.axis.moments.findLastIndex((each) => each < place - 1e-6);
    const touched = layout.axis.moments.findLastIndex((each) => each <= place + 1e-6);
    const possible = [story.start, ...story.moments.map(({ states }) => states)].slice(
      reached + 1,
      touched + 2,
    );
    expect(possible).toContainEqual(statesAt(story, time, shownMs));
    for (const row of layout.rows) {
      const progress = flightProgress(row, now, time);
      if (row.isLost || row.end === row.start) continue;
      // The packet is where the line crosses its arrow.
      const at = row.from.y + progress * (row.to.y - row.from.y);
      const inside = Math.min(Math.max(now.place, row.from.y), row.to.y);
      expect(at).toBeCloseTo(inside, 6);
    }
  }
});

test.each(STORIES)('in $name each step has crossed when the player ends it', ({ story }) => {
  const { anchors, time, layout } = drawn(story, {});
  story.steps.forEach((_, stepIndex) => {
    const shownMs = time.steps[stepIndex]!.endMs;
    const row = layout.rows[layout.rowOfStep[stepIndex]!]!;
    const place = drawnPlace(placeAt(anchors, shownMs));
    expect(flightProgress(row, { shownMs, place }, time)).toBeCloseTo(1);
  });
});

test('a time has as many digits as the drawing can show', () => {
  expect(roundedTime(96.6, { perMs: 2.4 })).toBe(97);
  expect(roundedTime(0.23849, { perMs: 200 })).toBe(0.238);
  expect(roundedTime(5, { perMs: null })).toBe(5);
});
