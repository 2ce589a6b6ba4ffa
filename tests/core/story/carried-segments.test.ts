import { describe, expect, test } from 'vitest';
import { segmentsOf } from '#core/story/carried-segments.ts';
import { ownStory } from '#core/story/own-story.ts';
import { STORIES } from '../scenes/sequence-stories.ts';
import { VARIANTS } from '../scenarios/variants.ts';

describe.each(STORIES)('$name', ({ story }) => {
  test('the parts of a segment are all of its bytes, in order', () => {
    for (const step of story.steps) {
      const { units, trace } = ownStory(story, step).conversation;
      for (const { eventIndex, range, parts } of segmentsOf(step, story)) {
        expect(range).toEqual(trace.events[eventIndex]!.range);
        expect(parts[0]?.range.start).toBe(range.start);
        expect(parts.at(-1)?.range.end).toBe(range.end);
        parts.forEach((part, index) => {
          if (index > 0) expect(part.range.start).toBe(parts[index - 1]!.range.end);
          const unit = units[part.unitIndex]!;
          expect(part.isStart).toBe(part.range.start === unit.range.start);
          expect(part.isEnd).toBe(part.range.end === unit.range.end);
        });
      }
    }
  });

  test('what the segments of a step have of its unit is what it carries', () => {
    for (const step of story.steps) {
      if (step.unit === null || step.kind === 'tcp-retransmission') continue;
      const own = segmentsOf(step, story)
        .flatMap(({ parts }) => parts)
        .filter(({ unitIndex }) => unitIndex === step.unitIndex);
      const bytes = own.reduce((sum, { range }) => sum + range.end - range.start, 0);
      expect(bytes).toBe(step.carried.end - step.carried.start);
    }
  });
});

test('one segment with three frames, and one frame in two segments', () => {
  const { story } = VARIANTS.find(({ name }) => name === 'boundaries')!;
  const at = (id: string) =>
    segmentsOf(
      story.steps.find((step) => step.id === id)!,
      story,
    ).map(({ range, parts }) => [range.end - range.start, parts.length]);
  expect(['server-text-3', 'server-text-4', 'server-text-5'].map(at)).toEqual([
    [[20, 3]],
    [[20, 3]],
    [[20, 3]],
  ]);
  expect([at('server-text-2'), at('server-text-2-part-2')]).toEqual([[[5, 1]], [[4, 1]]]);
  expect(at('tcp-syn')).toEqual([]);
});
