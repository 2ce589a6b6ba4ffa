/** Messages: the data frames of one direction, joined across fragments (RFC 6455 §5.4). */

import { lengthOfRange, shiftRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import { isControlOpcode, isDefinedOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { ByteStream } from '#core/trace/trace.ts';
import { payloadBytesOf } from './payload-position.ts';
import { losesTrack, type FrameUnit, type Unit } from './unit.ts';

export type Message = {
  readonly direction: Direction;
  readonly type: MessageType;
  /** Its frames' indices in the list of units. */
  readonly unitIndices: readonly number[];
  /**
   * Bytes of all its payloads, inflated if possible; if torn, those before the first missing one.
   */
  readonly size: number;
  /** False if the final fragment is missing or cut. */
  readonly isFinished: boolean;
  /** Some of its bytes were sent but not captured. */
  readonly isTorn: boolean;
};

/** A frame's payload after unmasking, as far as it was captured. */
export function payloadOf(frame: FrameUnit, stream: ByteStream): Uint8Array {
  const { start, end } = shiftRange(payloadBytesOf(frame), frame.range.start);
  const { maskingKey } = frame.header;
  const masked = stream.read(start, end);
  return maskingKey ? applyMask(masked, maskingKey) : masked;
}

/** A frame's payload after unmasking, inflated if it was compressed and could be. */
export function contentOf(frame: FrameUnit, stream: ByteStream): Uint8Array {
  return frame.inflation?.bytes ?? payloadOf(frame, stream);
}

/**
 * The messages of one direction in the order in which they began. Frames with a reserved opcode are
 * omitted, because their type is undefined (RFC 6455 §5.2).
 */
export function joinMessages(units: readonly Unit[], direction: Direction): Message[] {
  const messages: Message[] = [];
  type Open = { unitIndices: number[]; size: number; type: MessageType; isTorn: boolean };
  let open: Open | null = null;
  const close = (isFinished: boolean) => {
    if (open) messages.push({ direction, ...open, isFinished });
    open = null;
  };
  units.forEach((unit, index) => {
    if (unit.direction !== direction) return;
    if (losesTrack(unit)) {
      // The next frames can belong to this message or to another one.
      if (open) open.isTorn = true;
      close(false);
    }
    if (unit.kind !== 'frame') return;
    const { opcode, isFinal } = unit.header;
    if (isControlOpcode(opcode)) return;
    if (opcode !== OPCODE.continuation) {
      close(false);
      const type = opcode === OPCODE.text ? 'text' : 'binary';
      open = isDefinedOpcode(opcode) ? { unitIndices: [], size: 0, type, isTorn: false } : null;
    }
    if (open === null) return;
    open.unitIndices.push(index);
    const payloadSize = lengthOfRange(payloadBytesOf(unit));
    if (!open.isTorn) open.size += unit.inflation?.bytes.length ?? payloadSize;
    open.isTorn ||= unit.notCaptured !== undefined;
    if (isFinal) close(unit.missing === 0 || unit.notCaptured !== undefined);
  });
  close(false);
  return messages;
}

/** All bytes of a message; if torn, those before the first missing one. */
export function messageData(
  message: Message,
  units: readonly Unit[],
  stream: ByteStream,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (const index of message.unitIndices) {
    const unit = units[index];
    if (unit?.kind !== 'frame') continue;
    pieces.push(contentOf(unit, stream));
    if (unit.notCaptured !== undefined) break;
  }
  return concatBytes(pieces);
}
