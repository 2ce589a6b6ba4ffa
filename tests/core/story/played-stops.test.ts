import { describe, expect, test } from 'vitest';
import { stretchTime, type PlayedTime } from '#core/story/elastic-time.ts';
import {
  begunStep,
  begunStop,
  everyStep,
  fromTrack,
  stopTime,
  toTrack,
} from '#core/story/played-stops.ts';
import { DEPTHS } from '#core/story/depth.ts';
import { stopsOf } from '#core/story/stops.ts';
import { VARIANTS } from '../scenarios/variants.ts';

/** The second step arrives after the third. */
const TIME: PlayedTime = {
  steps: [
    { startMs: 0, endMs: 10 },
    { startMs: 20, endMs: 60 },
    { startMs: 30, endMs: 50 },
  ],
  durationMs: 60,
};
const FOLDED = [
  { firstStep: 0, endStep: 1 },
  { firstStep: 1, endStep: 3 },
];

test('a stop lasts until all of its steps have arrived', () => {
  expect(FOLDED.map((stop) => stopTime(TIME, stop))).toEqual([
    { startMs: 0, endMs: 10 },
    { startMs: 20, endMs: 60 },
  ]);
  expect(stopTime(TIME, { firstStep: 5, endStep: 6 })).toEqual({ startMs: 0, endMs: 0 });
});

test('a position has a stop and a step that have begun', () => {
  expect([-1, 0, 19, 20, 60].map((at) => begunStop(TIME, FOLDED, at))).toEqual([0, 0, 0, 1, 1]);
  expect([0, 20, 29, 30].map((at) => begunStep(TIME, FOLDED[1]!, at))).toEqual([1, 1, 1, 2]);
  expect(begunStop(TIME, [], 5)).toBe(0);
});

test('places outside the track are at its ends', () => {
  expect(fromTrack(TIME, FOLDED, -1)).toEqual({ stopIndex: 0, positionMs: 0 });
  expect(fromTrack(TIME, FOLDED, 9)).toEqual({ stopIndex: 1, positionMs: 60 });
  expect(fromTrack(TIME, [], 1)).toEqual({ stopIndex: 0, positionMs: 0 });
  expect(toTrack(TIME, [], 0, 5)).toBe(0);
  expect(toTrack(TIME, everyStep(3), 0, 60)).toBe(1);
});

describe.each(VARIANTS)('$name', ({ story }) => {
  const time = stretchTime(story);
  test.each(DEPTHS)('at the depth of %s, a place and a position lead to one another', (depth) => {
    const stops = stopsOf(story, depth);
    for (let place = 0.25; place < stops.length; place += 0.5) {
      const { stopIndex, positionMs } = fromTrack(time, stops, place);
      expect(stopIndex).toBe(Math.floor(place));
      const { startMs, endMs } = stopTime(time, stops[stopIndex]!);
      if (endMs > startMs) expect(toTrack(time, stops, stopIndex, positionMs)).toBeCloseTo(place);
    }
  });
});
