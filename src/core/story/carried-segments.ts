/** The TCP segments that cross in a step, and what each contains: for the bytes of the step. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { ownStory } from './own-story.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

export type StepSegment = {
  /** Its index among the trace's events. */
  readonly eventIndex: number;
  /** The bytes of its direction's stream that it carries. */
  readonly range: ByteRange;
  /** What these bytes belong to, in the order of the stream. Together the parts are the range. */
  readonly parts: readonly SegmentPart[];
};

/** The part of one unit in a segment. */
export type SegmentPart = {
  /** The unit's index in the conversation as it was sent. */
  readonly unitIndex: number;
  /** In the stream. */
  readonly range: ByteRange;
  /** Whether the unit begins and ends in this segment. */
  readonly isStart: boolean;
  readonly isEnd: boolean;
};

/** Those with bytes, in the order in which they were sent. None for a signal. */
export function segmentsOf(
  step: Pick<Step, 'eventIndices' | 'direction' | 'hop'>,
  story: Pick<Story, 'conversation' | 'hops'>,
): StepSegment[] {
  const { eventIndices, direction } = step;
  const { trace, units } = ownStory(story, step).conversation;
  return eventIndices.flatMap((eventIndex) => {
    const event = trace.events[eventIndex];
    if (event === undefined || event.range.start === event.range.end) return [];
    const { range } = event;
    const parts = units.flatMap((unit, unitIndex): SegmentPart[] => {
      if (unit.direction !== direction) return [];
      const start = Math.max(unit.range.start, range.start);
      const end = Math.min(unit.range.end, range.end);
      if (start >= end) return [];
      const isStart = start === unit.range.start;
      return [{ unitIndex, range: { start, end }, isStart, isEnd: end === unit.range.end }];
    });
    return [{ eventIndex, range, parts }];
  });
}
