/** Compressed frames that earlier ones share a window with (RFC 7692 §7.1.1). */

import { senderOf } from '#core/trace/direction.ts';
import type { Conversation } from './conversation.ts';
import type { FrameUnit, Unit } from './unit.ts';

type CompressedFrame = FrameUnit & Required<Pick<FrameUnit, 'inflation'>>;

export function isCompressedFrame(unit: Unit): unit is CompressedFrame {
  return unit.kind === 'frame' && unit.inflation !== undefined;
}

/** The compressed frames that the same side sent before this one, in their order. */
export function compressedBefore(
  { direction, range }: FrameUnit,
  { units }: Pick<Conversation, 'units'>,
): CompressedFrame[] {
  return units
    .filter(isCompressedFrame)
    .filter((other) => other.direction === direction && other.range.start < range.start);
}

/** Whether the sender's messages may refer to earlier ones; false if nothing was negotiated. */
export function hasContextTakeover(
  { direction }: Unit,
  { compression }: Pick<Conversation, 'compression'>,
): boolean {
  return compression?.[senderOf(direction)].contextTakeover ?? false;
}
