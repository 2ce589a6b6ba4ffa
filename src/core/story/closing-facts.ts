/** How a story's connection ends: broken rules, failed connections, Close frames (RFC 6455 §7). */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Finding } from '#core/conversation/finding.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  directionFrom,
  receiverOf,
  senderOf,
  DIRECTIONS,
  type Side,
} from '#core/trace/direction.ts';
import { framePayload } from './calls.ts';
import { proxyEnd } from './own-story.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

/**
 * The rule at which the step's receiver fails the connection, or others fail, with its place. A
 * proxy reads no frames, so it finds nothing.
 */
export function findViolation(
  step: Step,
  { received }: Pick<Story, 'received'>,
): Finding | undefined {
  const { completed, direction, fatalViolation } = step;
  if (direction === null || receiverOf(direction) === proxyEnd(step)) return undefined;
  const { findings, units } = received[receiverOf(direction)];
  return findings.find(
    ({ unitIndex, violation }) =>
      completed.includes(unitIndex) &&
      units[unitIndex]?.kind === 'frame' &&
      (fatalViolation === null
        ? violation.reaction === 'fails'
        : violation.id === fatalViolation.id),
  );
}

/** Whether this side failed the connection because of a broken rule. */
export function hasFailed(side: Side, { steps }: Pick<Story, 'steps'>): boolean {
  return steps.some(
    ({ cause, direction }) =>
      cause === 'failure' && direction !== null && senderOf(direction) === side,
  );
}

/** Whether this side ever reads a Close frame of its peer. */
export function readsClose(
  side: Side,
  { steps, received }: Pick<Story, 'steps' | 'received'>,
): boolean {
  return findReadClose(side, { steps, received }) !== null;
}

/** Whether the receiver of this Close frame reads it. It may have read another one before. */
export function isCloseRead(close: Step, { steps, received, conversation }: Story): boolean {
  if (close.direction === null) return false;
  const side = receiverOf(close.direction);
  const read = findReadClose(side, { steps, received });
  if (read === null) return false;
  // Units of altered bytes are others than those that were sent.
  return received[side] === conversation
    ? read.unit === close.unit
    : steps.indexOf(read.step) >= steps.indexOf(close);
}

/** Whether the receiver of this Close frame had sent one, so that this one can answer it. */
export function answersClose(close: Step, { steps }: Pick<Story, 'steps'>): boolean {
  const { direction } = close;
  return (
    direction !== null &&
    steps.slice(0, steps.indexOf(close)).some((step) => sendsClose(step, receiverOf(direction)))
  );
}

type ReadClose = { readonly step: Step; readonly unit: Unit };

/** The Close frame that this side reads, with the step that completes it; null if it reads none. */
function findReadClose(
  side: Side,
  { steps, received }: Pick<Story, 'steps' | 'received'>,
): ReadClose | null {
  for (const step of steps) {
    const { direction, isUnread, fatalViolation, completed } = step;
    const isRead = !isUnread && fatalViolation === null;
    if (direction === null || receiverOf(direction) !== side || !isRead) continue;
    const unit = completed
      .map((index) => received[side].units[index])
      .find((each) => each?.kind === 'frame' && each.header.opcode === OPCODE.close);
    if (unit !== undefined) return { step, unit };
  }
  return null;
}

/** Whether the side had sent a Close frame and read one before this step, whoever sent that. */
export function hasExchangedCloses(side: Side, before: Step, story: Story): boolean {
  const steps = story.steps.slice(0, story.steps.indexOf(before));
  return steps.some((step) => sendsClose(step, side)) && readsClose(side, { ...story, steps });
}

function sendsClose({ kind, direction, unit }: Step, side: Side): boolean {
  return (
    kind === 'unit' &&
    direction === directionFrom(side) &&
    unit?.kind === 'frame' &&
    unit.header.opcode === OPCODE.close
  );
}

/** Whether both sides sent a Close frame before this step. */
export function haveBothClosed(before: Step, { steps }: Pick<Story, 'steps'>): boolean {
  const earlier = steps.slice(0, steps.indexOf(before));
  return DIRECTIONS.map(senderOf).every((side) => earlier.some((step) => sendsClose(step, side)));
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
