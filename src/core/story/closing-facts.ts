/** How a story's connection ends: broken rules, failed connections, Close frames (RFC 6455 §7). */

import type { Finding } from '#core/conversation/finding.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

/** The rule at which the step's receiver fails the connection. */
export function findViolation(
  { completed, direction }: Step,
  { received }: Pick<Story, 'received'>,
): Finding | undefined {
  if (direction === null) return undefined;
  const { findings, units } = received[receiverOf(direction)];
  return findings.find(
    ({ unitIndex, violation }) =>
      completed.includes(unitIndex) &&
      units[unitIndex]?.kind === 'frame' &&
      violation.reaction === 'fails',
  );
}

/** Whether this side failed the connection because of a broken rule. */
export function hasFailed(side: Side, { steps }: Pick<Story, 'steps'>): boolean {
  return steps.some(
    ({ cause, direction }) =>
      cause === 'failure' && direction !== null && senderOf(direction) === side,
  );
}

/** Whether both sides sent a Close frame before this step. */
export function haveBothClosed(before: Step, { steps }: Pick<Story, 'steps'>): boolean {
  const closes = steps
    .slice(0, steps.indexOf(before))
    .filter(
      ({ kind, unit }) =>
        kind === 'unit' && unit?.kind === 'frame' && unit.header.opcode === OPCODE.close,
    );
  return new Set(closes.map(({ direction }) => direction)).size === 2;
}
