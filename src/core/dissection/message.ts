/** Messages: the data frames of one direction, put together across fragments (RFC 6455 §5.4). */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { applyMask } from '#core/protocol/masking.ts';
import type { MessageType } from '#core/protocol/message-sink.ts';
import { isControlOpcode, isDefinedOpcode, OPCODE } from '#core/protocol/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { ByteStream } from '#core/trace/trace.ts';
import type { FrameUnit, Unit } from './unit.ts';

export type Message = {
  readonly direction: Direction;
  readonly type: MessageType;
  /** Its frames' indices in the list of units. */
  readonly unitIndices: readonly number[];
  /** Bytes of all its payloads, inflated where they were compressed. */
  readonly size: number;
  /** False where the final fragment has not come. */
  readonly isFinished: boolean;
};

/** The payload of a frame as the receiver has it after unmasking, as far as it is there. */
export function payloadOf(frame: FrameUnit, stream: ByteStream): Uint8Array {
  const { header, headerSize, range } = frame;
  const masked = stream.read(Math.min(range.start + headerSize, range.end), range.end);
  return header.maskingKey ? applyMask(masked, header.maskingKey) : masked;
}

/** What a frame says: inflated where it was compressed. */
export function contentOf(frame: FrameUnit, stream: ByteStream): Uint8Array {
  return frame.inflation?.bytes ?? payloadOf(frame, stream);
}

/**
 * The messages of one direction among `units`, in the order in which they began. What begins with a reserved opcode is
 * none: nobody knows its type (RFC 6455 §5.2).
 */
export function joinMessages(units: readonly Unit[], direction: Direction): Message[] {
  const messages: Message[] = [];
  let open: { unitIndices: number[]; size: number; type: MessageType } | null = null;
  const close = (isFinished: boolean) => {
    if (open) messages.push({ direction, ...open, isFinished });
    open = null;
  };
  units.forEach((unit, index) => {
    if (unit.kind !== 'frame' || unit.direction !== direction) return;
    const { opcode, isFinal } = unit.header;
    if (isControlOpcode(opcode)) return;
    if (opcode !== OPCODE.continuation) {
      close(false);
      const type = opcode === OPCODE.text ? 'text' : 'binary';
      open = isDefinedOpcode(opcode) ? { unitIndices: [], size: 0, type } : null;
    }
    if (open === null) return;
    open.unitIndices.push(index);
    const payloadSize = unit.range.end - unit.range.start - unit.headerSize;
    open.size += unit.inflation?.bytes.length ?? payloadSize;
    if (isFinal) close(unit.missing === 0);
  });
  close(false);
  return messages;
}

/** All bytes of a message. */
export function messageData(
  message: Message,
  units: readonly Unit[],
  stream: ByteStream,
): Uint8Array {
  const pieces = message.unitIndices.flatMap((index) => {
    const unit = units[index];
    return unit?.kind === 'frame' ? [contentOf(unit, stream)] : [];
  });
  return concatBytes(pieces);
}
