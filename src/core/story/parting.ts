/** Where a story that was changed parts from the one it was made of. */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import { unitBytes } from '#core/dissection/conversation.ts';
import type { Arrival } from '#core/trace/trace.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

/** The first step of `changed` that is not as in `original`; null where all is as it was. */
export function findParting(original: Story, changed: Story): number | null {
  const { length } = changed.steps;
  for (let index = 0; index < length; index++) {
    const before = original.steps[index];
    const now = changed.steps[index];
    if (before === undefined || now === undefined) return index;
    if (!isSameStep(before, original, now, changed)) return index;
  }
  // Where nothing more happens, it parted with the last that did.
  return length < original.steps.length ? Math.max(0, length - 1) : null;
}

function isSameStep(before: Step, original: Story, now: Step, changed: Story): boolean {
  if (before.id !== now.id || before.sentAtMs !== now.sentAtMs) return false;
  if (!isSameArrival(before.arrival, now.arrival) || before.isAltered !== now.isAltered)
    return false;
  if (before.unit === null || now.unit === null) return before.unit === now.unit;
  return bytesEqual(
    unitBytes(original.conversation.trace, before.unit),
    unitBytes(changed.conversation.trace, now.unit),
  );
}

function isSameArrival(one: Arrival, other: Arrival): boolean {
  if (one.kind !== 'arrived' || other.kind !== 'arrived') return one.kind === other.kind;
  return one.atMs === other.atMs;
}
