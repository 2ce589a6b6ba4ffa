/** Where a changed story, by tampering or other parameters, first differs from the original. */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import type { Arrival, Trace } from '#core/trace/trace.ts';
import { ownStory } from './own-story.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

/**
 * The index of the first step of `changed` that differs; its number of steps if it only ends early.
 * Null if the two are the same.
 */
export function findDivergence(original: Story, changed: Story): number | null {
  const count = Math.max(original.steps.length, changed.steps.length);
  for (let index = 0; index < count; index++) {
    const [before, after] = [original.steps[index], changed.steps[index]];
    if (before === undefined || after === undefined) return index;
    if (!isSameStep(before, original, after, changed)) return index;
  }
  return null;
}

function isSameStep(one: Step, oneStory: Story, other: Step, otherStory: Story): boolean {
  const [oneTrace, otherTrace] = [traceOf(one, oneStory), traceOf(other, otherStory)];
  return (
    one.id === other.id &&
    bytesEqual(bytesOf(one, oneTrace), bytesOf(other, otherTrace)) &&
    bytesEqual(arrivedBytes(one, oneTrace), arrivedBytes(other, otherTrace)) &&
    one.sentAtMs === other.sentAtMs &&
    isSameArrival(one.arrival, other.arrival)
  );
}

function traceOf(step: Step, story: Story): Trace {
  return ownStory(story, step).conversation.trace;
}

function isSameArrival(one: Arrival, other: Arrival): boolean {
  if (one.kind !== 'arrived' || other.kind !== 'arrived') return one.kind === other.kind;
  return one.atMs === other.atMs;
}

function bytesOf({ direction, carried }: Step, trace: Trace): Uint8Array {
  return direction === null
    ? new Uint8Array(0)
    : trace.streams[direction].read(carried.start, carried.end);
}

function arrivedBytes(step: Step, trace: Trace): Uint8Array {
  const altered = step.eventIndices.flatMap((index) => [
    ...(trace.events[index]?.alteredBytes ?? []),
  ]);
  return step.isAltered ? Uint8Array.from(altered) : bytesOf(step, trace);
}
