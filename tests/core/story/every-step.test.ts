import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stretchTime } from '#core/story/elastic-time.ts';
import type { Story } from '#core/story/story.ts';
import { VARIANTS } from '../scenarios/variants.ts';

/** What a player shows at a position: the states of the last moment that has passed. */
function shownAt({ steps, moments }: Story, times: readonly number[], positionMs: number) {
  const passed = times.findLastIndex((atMs) => atMs <= positionMs);
  return moments[passed]?.states ?? steps[0]?.statesBefore;
}

describe.each(VARIANTS)('$name', ({ story }) => {
  const time = stretchTime(story);
  const ends = time.steps.map(({ endMs }) => endMs);
  const forward = ends.map((endMs) => shownAt(story, time.moments, endMs));

  test('going to any step, in whatever order, shows the same as playing up to it', () => {
    const anyOrder = fc.array(fc.nat(ends.length - 1), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(anyOrder, (visits) => {
        for (const index of visits) {
          expect(shownAt(story, time.moments, ends[index] ?? 0)).toEqual(forward[index]);
        }
      }),
      { seed: 23, numRuns: 20 },
    );
  });

  test('each step leaves the states in which its last moment does', () => {
    story.steps.forEach(({ statesAfter }, stepIndex) => {
      const last = story.moments.findLast((moment) => moment.stepIndex === stepIndex);
      expect(last?.states).toEqual(statesAfter);
    });
  });

  test('steps have names of their own, and stand in the order in which they began', () => {
    const ids = story.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const sent = story.steps.map(({ sentAtMs }) => sentAtMs ?? 0);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
  });

  test('each step that crosses can be tampered with by its name', () => {
    for (const { id, direction, segmentName, eventIndices } of story.steps) {
      if (direction === null) continue;
      const shares = story.steps.filter((step) => step.eventIndices[0] === eventIndices[0]);
      expect(shares.map((step) => step.id)).toContain(segmentName);
      if (shares.length === 1) expect(segmentName).toBe(id);
    }
  });
});
