/** How a story's connection ends: broken rules, failed connections, Close frames (RFC 6455 §7). */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import type { Finding } from '#core/conversation/finding.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import { framePayload } from './calls.ts';
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

/** Whether a Pong's payload is that of a Ping that its sender had received (RFC 6455 §5.5.3). */
export function repliesToPing(pong: Step, { steps, conversation, received }: Story): boolean {
  const { unit, direction } = pong;
  if (unit?.kind !== 'frame' || direction === null) return false;
  const side = senderOf(direction);
  const payload = framePayload(unit, conversation);
  return steps
    .slice(0, steps.indexOf(pong))
    .filter((step) => step.direction !== null && step.direction !== direction)
    .flatMap(({ completed }) => completed.map((index) => received[side].units[index]))
    .some(
      (ping) =>
        ping?.kind === 'frame' &&
        ping.header.opcode === OPCODE.ping &&
        bytesEqual(framePayload(ping, received[side]), payload),
    );
}
