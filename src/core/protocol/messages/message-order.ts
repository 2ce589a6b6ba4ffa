/**
 * Which frame may follow which in one direction: the fragments of a message come one after another,
 * only control frames may come between them (RFC 6455 §5.4), and no data frame follows a Close
 * (§5.5.1).
 */

import type { FirstByte } from '#core/protocol/framing/frame-header.ts';
import { isControlOpcode, OPCODE, type Opcode } from '#core/protocol/framing/opcode.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';

/**
 * Where a direction is after a frame. Inside a fragmented message it is the message's opcode, or
 * `OPCODE.continuation` if the message's first frame was not seen. It is never an object, because
 * readers of a million frames keep one.
 */
export type MessageOrder = 'between messages' | 'unknown' | 'closed' | Opcode;

export const BETWEEN_MESSAGES: MessageOrder = 'between messages';

/** After bytes that were not captured: the next frame may be any. */
export const UNKNOWN_ORDER: MessageOrder = 'unknown';

/** The rule that a frame breaks by coming at this place; null if it may come here. */
export function checkNextFrame(
  order: MessageOrder,
  { opcode }: Pick<FirstByte, 'opcode'>,
): RuleId | null {
  if (order === 'unknown' || isControlOpcode(opcode)) return null;
  if (order === 'closed') return 'close.bytes-after';
  const isContinuation = opcode === OPCODE.continuation;
  if (isContinuation === isInsideMessage(order)) return null;
  return isContinuation ? 'message.continuation-without-start' : 'message.interleaved';
}

/** The place after a frame, even if the frame broke a rule: a reader of findings reads on. */
export function orderAfter(
  order: MessageOrder,
  { opcode, isFinal }: Pick<FirstByte, 'opcode' | 'isFinal'>,
): MessageOrder {
  if (order === 'closed' || opcode === OPCODE.close) return 'closed';
  if (isControlOpcode(opcode)) return order;
  if (isFinal) return 'between messages';
  return opcode === OPCODE.continuation && isInsideMessage(order) ? order : opcode;
}

/** The opcode of the message that a frame at this place belongs to; null for control frames. */
export function messageOpcodeOf(
  order: MessageOrder,
  { opcode }: Pick<FirstByte, 'opcode'>,
): Opcode | null {
  if (isControlOpcode(opcode)) return null;
  if (opcode !== OPCODE.continuation) return opcode;
  return isInsideMessage(order) && order !== OPCODE.continuation ? order : null;
}

/** Whether a fragmented message has begun and its final fragment has not come. */
export function isInsideMessage(order: MessageOrder): order is Opcode {
  return typeof order === 'number';
}
