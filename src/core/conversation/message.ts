/** Messages: the data frames of one direction, put together across fragments (RFC 6455 §5.4). */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import { isControlOpcode, isDefinedOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { ByteStream } from '#core/trace/trace.ts';
import { losesTrack, type FrameUnit, type Unit } from './unit.ts';

export type Message = {
  readonly direction: Direction;
  readonly type: MessageType;
  /** Its frames' indices in the list of units. */
  readonly unitIndices: readonly number[];
  /**
   * Bytes of all its payloads, inflated where they were compressed; of a torn one those before the
   * first that is missing.
   */
  readonly size: number;
  /** False where the final fragment has not come, or is cut. */
  readonly isFinished: boolean;
  /** Bytes of it crossed and were not captured. */
  readonly isTorn: boolean;
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
 * The messages of one direction among `units`, in the order in which they began. What begins with a
 * reserved opcode is none: nobody knows its type (RFC 6455 §5.2).
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
      // Nobody knows whether what comes belongs to it.
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
    const payloadSize = unit.range.end - unit.range.start - unit.headerSize;
    if (!open.isTorn) open.size += unit.inflation?.bytes.length ?? payloadSize;
    open.isTorn ||= unit.notCaptured !== undefined;
    if (isFinal) close(unit.missing === 0 || unit.notCaptured !== undefined);
  });
  close(false);
  return messages;
}

/** All bytes of a message; of a torn one those before the first that is missing. */
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
