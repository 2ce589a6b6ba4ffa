import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stretchTime } from '#core/story/elastic-time.ts';
import { statesAt } from '#core/story/states-at.ts';
import type { Story } from '#core/story/story.ts';
import { VARIANTS } from '../scenarios/variants.ts';

/** What is shown at a position by playing up to it, moment for moment. */
function playTo(positionMs: number, { start, moments }: Story, shownAtMs: readonly number[]) {
  let states = start;
  moments.forEach((moment, index) => {
    if (shownAtMs[index]! <= positionMs) ({ states } = moment);
  });
  return states;
}

describe.each(VARIANTS)('$name', ({ story }) => {
  const time = stretchTime(story);

  test('each moment is shown within its step: the sending at its start, the arrival at its end', () => {
    story.moments.forEach(({ stepIndex, phase }, index) => {
      const { startMs, endMs } = time.steps[stepIndex]!;
      const isCrossing = story.steps[stepIndex]?.direction !== null;
      expect(time.moments[index]).toBe(phase === 'arrived' && isCrossing ? endMs : startMs);
      expect(endMs).toBeLessThanOrEqual(time.durationMs);
    });
  });

  test('moments and steps are shown in their order, from the beginning', () => {
    expect(time.moments).toEqual(time.moments.toSorted((a, b) => a - b));
    const starts = time.steps.map(({ startMs }) => startMs);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(time.moments[0]).toBe(0);
  });

  test('going to any position, in whatever order, shows the same as playing up to it', () => {
    const ends = time.steps.map(({ endMs }) => endMs);
    const anywhere = fc.oneof(
      fc.constantFrom(...time.moments, ...ends),
      fc.double({ min: -1, max: time.durationMs + 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(anywhere, { minLength: 1, maxLength: 30 }), (visits) => {
        for (const positionMs of visits) {
          const played = playTo(positionMs, story, time.moments);
          expect(statesAt(story, time, positionMs)).toEqual(played);
        }
      }),
      { seed: 23, numRuns: 20 },
    );
  });

  test('steps have unique ids, and are in the order in which they began', () => {
    const ids = story.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const sent = story.steps.map(({ sentAtMs }) => sentAtMs ?? 0);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
  });

  test('each step that crosses can be tampered with by its name', () => {
    for (const { id, hop, direction, segmentName, eventIndices } of story.steps) {
      if (direction === null) continue;
      // A proxy that is a tunnel doesn't know what it sends on.
      if (segmentName?.startsWith('proxy-') === true) continue;
      const shares = story.steps.filter(
        (step) => step.hop === hop && step.eventIndices[0] === eventIndices[0],
      );
      expect(shares.map((step) => step.id)).toContain(segmentName);
      if (shares.length === 1) expect(segmentName).toBe(id);
    }
  });
});
