import { describe, expect, test } from 'vitest';
import { foldsOf } from '#core/story/folds.ts';
import { ownStory } from '#core/story/own-story.ts';
import { signalSegments } from '#core/story/signal-segments.ts';
import { readStory } from '#core/story/story.ts';
import type { Story } from '#core/story/story.ts';
import { SETTINGS, tamperedStories } from '../scenarios/tampered-stories.ts';
import { VARIANTS } from '../scenarios/variants.ts';
import { traceOf } from './traces.ts';

describe.each(VARIANTS)('$name', ({ story }) => {
  test('a fold has the segments of all its steps, whichever step asks', () => {
    for (const { firstStep, endStep } of foldsOf(story)) {
      const steps = Array.from({ length: endStep - firstStep }, (_, index) => firstStep + index);
      const lists = steps.map((step) => signalSegments(story, step));
      for (const list of lists) expect(list).toEqual(lists[0]);
      expect(lists[0]?.map(({ stepIndex }) => stepIndex)).toEqual(steps);
    }
  });

  test('sequence numbers count from the SYN of each side', () => {
    story.steps.forEach((step, index) => {
      for (const segment of signalSegments(story, index)) {
        const { trace } = ownStory(story, story.steps[segment.stepIndex]!).conversation;
        const isSyn = segment.signals.includes('syn');
        if (isSyn) expect(segment.sequenceNumber).toBe(0);
        else if (step.segmentName !== null) {
          expect(segment.sequenceNumber).toBeLessThanOrEqual(
            2 + trace.streams[segment.direction].length,
          );
          expect(segment.sequenceNumber).toBeGreaterThan(0);
        }
      }
    });
  });
});

test('a side’s segments continue where its SYN, its bytes and its FIN end', () => {
  const settings = SETTINGS.filter(({ name }) => !name.includes(','));
  const problems = settings.flatMap((setting) =>
    [...tamperedStories({ ...setting, maxTamperings: 30 })].flatMap(({ name, story }) =>
      discontinuities(story).map((problem) => `${name}: ${problem}`),
    ),
  );
  expect(problems.slice(0, 10).join('\n')).toBe('');
});

/** What is sent again keeps its number. Anything else begins at the end of what was sent before. */
function discontinuities(story: Story): string[] {
  const next = new Map<string, number>();
  return story.steps.flatMap(({ kind, hop = '', id }, index) =>
    signalSegments(story, index).flatMap((segment) => {
      const { direction, sequenceNumber, signals, size, stepIndex } = segment;
      if (stepIndex !== index || sequenceNumber === null) return [];
      const key = `${hop} ${direction}`;
      const expected = next.get(key) ?? 0;
      const counted = signals.filter((signal) => signal === 'syn' || signal === 'fin').length;
      next.set(key, Math.max(expected, sequenceNumber + size + counted));
      const isAgain = kind === 'tcp-retransmission' && sequenceNumber < expected;
      // Its sender writes several units into one segment.
      const isShared = kind === 'unit' && sequenceNumber + size === expected;
      // A closed endpoint's RST has the number that the answered segment acknowledged.
      const isAnswer = kind === 'tcp-reset' && sequenceNumber < expected;
      if (sequenceNumber === expected || isAgain || isShared || isAnswer) return [];
      return [`${id} has ${sequenceNumber}, not ${expected}`];
    }),
  );
}

test('without a SYN no sequence number is known', () => {
  const story = readStory(traceOf([{ from: 'server', signals: ['fin', 'ack'], atMs: 5 }]));
  expect(signalSegments(story, 0)).toMatchObject([
    { sequenceNumber: null, size: 0, sentAtMs: 5, arrival: { kind: 'unknown' } },
  ]);
});
