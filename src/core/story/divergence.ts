/**
 * Where a changed story, by tampering or other parameters, first differs from the original: at
 * which step, and in what.
 */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

export type DivergenceReason =
  /** Another step, or one that the original does not have. */
  | 'other-step'
  /** The story ends, and the original continues. */
  | 'ends'
  | 'other-bytes'
  /** The same bytes were altered in the network. */
  | 'altered'
  /** The same bytes were lost, or arrived at another time. */
  | 'other-fate'
  | 'other-time';

export type Divergence = {
  /** In the changed story; its number of steps if it ends early. */
  readonly stepIndex: number;
  /** In the changed story: the first moment of that step. Null if it ends early. */
  readonly momentIndex: number | null;
  readonly reason: DivergenceReason;
};

/** Null if the two are the same. */
export function findDivergence(original: Story, changed: Story): Divergence | null {
  const count = Math.max(original.steps.length, changed.steps.length);
  for (let stepIndex = 0; stepIndex < count; stepIndex++) {
    const before = original.steps[stepIndex];
    const after = changed.steps[stepIndex];
    if (after === undefined) return { stepIndex, momentIndex: null, reason: 'ends' };
    const reason = before === undefined ? 'other-step' : compare(before, original, after, changed);
    if (reason === null) continue;
    const momentIndex = changed.moments.findIndex((moment) => moment.stepIndex === stepIndex);
    return { stepIndex, momentIndex: momentIndex === -1 ? null : momentIndex, reason };
  }
  return null;
}

function compare(
  one: Step,
  oneStory: Story,
  other: Step,
  otherStory: Story,
): DivergenceReason | null {
  if (one.id !== other.id) return 'other-step';
  const [oneTrace, otherTrace] = [oneStory.conversation.trace, otherStory.conversation.trace];
  if (!bytesEqual(bytesOf(one, oneTrace), bytesOf(other, otherTrace))) return 'other-bytes';
  if (!bytesEqual(arrivedBytes(one, oneTrace), arrivedBytes(other, otherTrace))) return 'altered';
  if (one.sentAtMs !== other.sentAtMs) return 'other-time';
  const isSameFate =
    one.arrival.kind === other.arrival.kind &&
    (one.arrival.kind !== 'arrived' ||
      other.arrival.kind !== 'arrived' ||
      one.arrival.atMs === other.arrival.atMs);
  return isSameFate ? null : 'other-fate';
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
