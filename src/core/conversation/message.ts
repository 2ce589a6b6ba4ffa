/** Messages: the data frames of one direction, joined across fragments (RFC 6455 §5.4). */

import { lengthOfRange, shiftRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import {
  isControlOpcode,
  isDefinedOpcode,
  OPCODE,
  type Opcode,
} from '#core/protocol/framing/opcode.ts';
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

/** A frame's payload after unmasking, as far as it was captured; at most `maxSize` bytes. */
export function payloadOf(
  frame: FrameUnit,
  stream: ByteStream,
  maxSize = Number.MAX_SAFE_INTEGER,
): Uint8Array {
  const { start, end } = shiftRange(payloadBytesOf(frame), frame.range.start);
  const { maskingKey } = frame.header;
  const masked = stream.read(start, Math.min(end, start + maxSize));
  return maskingKey ? applyMask(masked, maskingKey) : masked;
}

/** A frame's payload after unmasking, inflated if it was compressed and could be. */
export function contentOf(frame: FrameUnit, stream: ByteStream): Uint8Array {
  return frame.inflation?.bytes ?? payloadOf(frame, stream);
}

/** A message of one ordinary frame. A capture has a million of them. */
/* oxlint-disable typescript/class-literal-property-style -- a million of them would have fields. */
class OneFrameMessage implements Message {
  readonly frame: FrameUnit;
  readonly unitIndex: number;

  constructor(frame: FrameUnit, unitIndex: number) {
    this.frame = frame;
    this.unitIndex = unitIndex;
  }

  get direction(): Direction {
    return this.frame.direction;
  }

  get type(): MessageType {
    return this.frame.ordinary?.opcode === OPCODE.text ? 'text' : 'binary';
  }

  get unitIndices(): readonly number[] {
    return [this.unitIndex];
  }

  get size(): number {
    return lengthOfRange(payloadBytesOf(this.frame));
  }

  get isFinished(): boolean {
    return true;
  }

  get isTorn(): boolean {
    return false;
  }
}

/* oxlint-enable typescript/class-literal-property-style */

/**
 * The messages of both directions in the order in which they began. Frames with a reserved opcode
 * are omitted, because their type is undefined (RFC 6455 §5.2).
 */
export function joinMessages(units: readonly Unit[]): Message[] {
  const joiner = new MessageJoiner();
  for (const unit of units) joiner.take(unit);
  return joiner.end();
}

type OpenMessage = {
  readonly direction: Direction;
  readonly type: MessageType;
  readonly unitIndices: number[];
  size: number;
  isFinished: boolean;
  isTorn: boolean;
};

/** Joins messages while units come, in their order. */
export class MessageJoiner {
  readonly #messages: Message[] = [];
  readonly #open: Record<Direction, OpenMessage | null> = {
    'client-to-server': null,
    'server-to-client': null,
  };
  #count = 0;

  take(unit: Unit): void {
    const index = this.#count++;
    const { direction } = unit;
    if (losesTrack(unit)) {
      // The next frames can belong to this message or to another one.
      const open = this.#open[direction];
      if (open) open.isTorn = true;
      this.#open[direction] = null;
    }
    if (unit.kind === 'frame') this.#takeFrame(unit, index);
  }

  end(): Message[] {
    return this.#messages;
  }

  #takeFrame(unit: FrameUnit, index: number): void {
    if (unit.ordinary) return this.#takeOrdinary(unit, unit.ordinary.opcode, index);
    const { opcode, isFinal } = unit.header;
    if (isControlOpcode(opcode)) return;
    const { direction } = unit;
    if (opcode !== OPCODE.continuation) this.#open[direction] = this.#begin(unit);
    const open = this.#open[direction];
    if (open === null) return;
    open.unitIndices.push(index);
    const payloadSize = lengthOfRange(payloadBytesOf(unit));
    if (!open.isTorn) open.size += unit.inflation?.bytes.length ?? payloadSize;
    open.isTorn ||= unit.notCaptured !== undefined;
    if (!isFinal) return;
    open.isFinished = unit.missing === 0 || unit.notCaptured !== undefined;
    this.#open[direction] = null;
  }

  #takeOrdinary(frame: FrameUnit, opcode: Opcode, index: number): void {
    if (isControlOpcode(opcode)) return;
    this.#open[frame.direction] = null;
    this.#messages.push(new OneFrameMessage(frame, index));
  }

  /** Null for a reserved opcode. */
  #begin({ direction, header: { opcode } }: FrameUnit): OpenMessage | null {
    if (!isDefinedOpcode(opcode)) return null;
    const type = opcode === OPCODE.text ? 'text' : 'binary';
    const open: OpenMessage = {
      direction,
      type,
      unitIndices: [],
      size: 0,
      isFinished: false,
      isTorn: false,
    };
    this.#messages.push(open);
    return open;
  }
}

/** Whether a message has more than one frame. */
export function isFragmented(message: Message): boolean {
  return !(message instanceof OneFrameMessage) && message.unitIndices.length > 1;
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
