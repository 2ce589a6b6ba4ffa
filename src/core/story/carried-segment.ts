/** The bytes that cross in a step of a story: as they were sent, and as they arrived. */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { ownStory } from './own-story.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

/** One TCP segment that can be tampered with, under this name. */
export type CarriedSegment = { readonly name: string; readonly bytes: Uint8Array };

/** The first segment that crosses in the step; null if none of them has a name. */
export function segmentOf(step: Step, story: Story): CarriedSegment | null {
  const { segmentName, eventIndices, direction } = step;
  const { trace } = ownStory(story, step).conversation;
  if (segmentName === null || direction === null) return null;
  const event = eventIndices
    .map((index) => trace.events[index])
    .find((each) => each?.name === segmentName);
  const { start, end } = event?.range ?? { start: 0, end: 0 };
  return { name: segmentName, bytes: trace.streams[direction].read(start, end) };
}

/** Whether the step carries all bytes of its unit; false for a step without a unit. */
export function isWhole({ unit, carried }: Pick<Step, 'unit' | 'carried'>): boolean {
  if (unit === null) return false;
  return carried.start <= unit.range.start && unit.range.end <= carried.end;
}

/** The bytes that the step sends; empty for a step without a unit. */
export function carriedBytes(step: Step, story: Pick<Story, 'conversation' | 'hops'>): Uint8Array {
  const { unit, carried, direction } = step;
  const { trace } = ownStory(story, step).conversation;
  if (unit === null || direction === null) return NO_BYTES;
  return trace.streams[direction].read(carried.start, carried.end);
}

/** Everything that crosses in the step, as it arrived; lost segments contribute nothing. */
export function arrivedBytes(step: Step, story: Story): Uint8Array {
  const { eventIndices, direction } = step;
  const { trace } = ownStory(story, step).conversation;
  if (direction === null) return NO_BYTES;
  const parts = eventIndices.flatMap((index) => {
    const event = trace.events[index];
    if (event === undefined || event.arrival.kind === 'lost') return [];
    return [
      event.alteredBytes ?? trace.streams[direction].read(event.range.start, event.range.end),
    ];
  });
  return concatBytes(parts);
}
