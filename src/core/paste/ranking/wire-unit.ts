/**
 * Heads and frames in bytes of unknown direction, and how plausible they are. Readings whose bytes
 * are valid frames are preferred.
 */

import { isUtf8 } from '#core/bytes/utf8-validator.ts';
import {
  checkFirstByte,
  checkPayloadLength,
  checkSecondByte,
  decodeFirstByte,
  decodeSecondByte,
  FIN_BIT,
  frameHeaderSize,
  RSV1_BIT,
  type FirstByte,
} from '#core/protocol/framing/frame-header.ts';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';
import { applyMask, MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  BETWEEN_MESSAGES,
  checkNextFrame,
  orderAfter,
  type MessageOrder,
} from '#core/protocol/messages/message-order.ts';
import { decodePayloadLength, lengthFormOf } from '#core/protocol/framing/payload-length.ts';
import type { Side } from '#core/trace/direction.ts';

export type WireUnit = {
  readonly kind: 'head' | 'frame' | 'cut';
  readonly end: number;
  /** The sender; null if it is unknown. */
  readonly side: Side | null;
  /** Whether a receiver would accept it, whichever side sent it. */
  readonly isLegal: boolean;
  /** For a frame. */
  readonly first: FirstByte | null;
  /** Where the payload of a frame starts. */
  readonly payloadStart: number;
  /** How many bytes a frame lacks; 0 if that isn't known. */
  readonly missing: number;
};

/** Heads begin with one. */
function isCapital(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a;
}

function isSmall(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

/**
 * The unit at `at`, which must be before `size`, where the bytes end. Heads are possible only
 * before all frames.
 */
export function wireUnitAt(
  bytes: Uint8Array,
  at: number,
  mayBeHead: boolean,
  size = bytes.length,
): WireUnit {
  // Methods and "HTTP" are in capitals. Most words aren't.
  if (mayBeHead && isCapital(bytes[at]) && !(at + 1 < size && isSmall(bytes[at + 1]!))) {
    const reading = decodeHttpHead(bytes.subarray(at, size), Infinity);
    if (reading.kind === 'head') {
      const side = reading.head.startLine.kind === 'request' ? 'client' : 'server';
      return headUnit('head', at + reading.head.size, side);
    }
    // "A" alone could be the start of a method. Four capitals are hardly anything else.
    if (reading.kind === 'incomplete' && size - at >= 4) {
      const isAnswer = bytes[at] === 0x48 && bytes[at + 1] === 0x54 && bytes[at + 2] === 0x54;
      return headUnit('cut', size, isAnswer ? 'server' : 'client');
    }
  }
  return frameAt(bytes, at, size);
}

function headUnit(kind: 'head' | 'cut', end: number, side: Side | null): WireUnit {
  return { kind, end, side, isLegal: true, first: null, payloadStart: end, missing: 0 };
}

/** Hot path: avoids a header object per frame, because a paste can have a million frames. */
function frameAt(bytes: Uint8Array, at: number, size: number): WireUnit {
  const firstByte = bytes[at] ?? 0;
  if (at + 1 >= size) return headUnit('cut', size, null);
  const secondByte = bytes[at + 1]!;
  const { isMasked, sevenBits } = decodeSecondByte(secondByte);
  const side = isMasked ? 'client' : 'server';
  const form = lengthFormOf(sevenBits);
  const payloadStart = at + frameHeaderSize(form, isMasked);
  const first = FIRST_BYTES[firstByte]!;
  if (payloadStart > size) {
    return { kind: 'cut', end: size, side, isLegal: true, first, payloadStart, missing: 0 };
  }
  const length = form === 7 ? null : decodePayloadLength(sevenBits, bytes, at + 2);
  const isLegal =
    TAKEN_FIRST_BYTES[firstByte] === 1 &&
    checkSecondByte({ isMasked, sevenBits }, first.opcode, ANYBODY).length === 0 &&
    (length === null || checkPayloadLength(length).every(({ reaction }) => reaction !== 'fails'));
  const payloadLength = length?.value ?? sevenBits;
  // A close code has two bytes.
  const isHalfCode = first.opcode === OPCODE.close && payloadLength === 1;
  const isCut = payloadLength > size - payloadStart;
  const end = isCut ? size : payloadStart + payloadLength;
  const missing = isCut ? payloadLength - (size - payloadStart) : 0;
  return {
    kind: isCut ? 'cut' : 'frame',
    end,
    side,
    isLegal: isLegal && !isHalfCode,
    first,
    payloadStart,
    missing,
  };
}

const ANYBODY = { sender: null };

const FIRST_BYTES: readonly FirstByte[] = Array.from({ length: 0x100 }, (_, byte) =>
  decodeFirstByte(byte),
);

/** 1 if a receiver accepts this first byte, including RSV1 at the start of a compressed message. */
const TAKEN_FIRST_BYTES = Uint8Array.from(FIRST_BYTES, (first) => {
  const mayBeCompressed = !isControlOpcode(first.opcode) && first.opcode !== OPCODE.continuation;
  const allowedReservedBits = mayBeCompressed ? RSV1_BIT : 0;
  const violations = checkFirstByte(first, { sender: null, allowedReservedBits });
  return violations.some(({ reaction }) => reaction === 'fails') ? 0 : 1;
});

/** `whole`: acceptable heads and frames up to the last byte; `begun`: at least one of them. */
export type WireEvidence = 'whole' | 'begun' | 'none';

/** The number of bytes that are examined. */
const SAMPLE_SIZE = 64 * 1024;

/** @param size how many of the bytes there are: a view of a few costs more than a look at them */
export function wireEvidence(bytes: Uint8Array, size = bytes.length): WireEvidence {
  if (size === 0 || !mayStartWire(bytes[0]!)) return 'none';
  const end = Math.min(size, SAMPLE_SIZE);
  let seen = 0;
  let mayBeHead = true;
  const orders = new SideOrders();
  for (let at = 0; at < end; seen++) {
    const unit = wireUnitAt(bytes, at, mayBeHead, end);
    if (unit.kind === 'head') {
      at = unit.end;
      continue;
    }
    mayBeHead = false;
    if (!unit.isLegal) return seen > 0 ? 'begun' : 'none';
    if (unit.kind === 'cut') return seen > 0 && end < size ? 'whole' : begunIf(seen > 0);
    if (unit.first && unit.side) {
      if (!orders.mayFollow(unit.side, unit.first)) return begunIf(seen > 0);
      orders.follow(unit.side, unit.first);
    }
    if (unit.first && !hasReadableText(bytes, unit)) return begunIf(seen > 0);
    at = unit.end;
  }
  return seen > 0 ? 'whole' : 'none';
}

/** Whether bytes are frames to the last one; they can go on with a message that began before. */
export function areFrames(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const { kind, end, isLegal } = wireUnitAt(bytes, at, false);
    if (kind !== 'frame' || !isLegal) return false;
    at = end;
  }
  return bytes.length > 0;
}

/** Whether bytes are frames, or the beginning of one with FIN. */
export function mayBeFrames(bytes: Uint8Array): boolean {
  if (wireEvidence(bytes) !== 'none') return true;
  if (bytes.length === 0 || bytes[0]! < FIN_BIT) return false;
  const unit = wireUnitAt(bytes, 0, false);
  return unit.kind === 'cut' && unit.isLegal && mayBeginFrame(bytes[0]!);
}

function begunIf(isBegun: boolean): WireEvidence {
  return isBegun ? 'begun' : 'none';
}

/**
 * The message order of both sides. A Close frame ends nothing here, because a paste can contain
 * several connections.
 */
export class SideOrders {
  readonly #orders: Record<Side, MessageOrder> = {
    client: BETWEEN_MESSAGES,
    server: BETWEEN_MESSAGES,
  };

  mayFollow(side: Side, frame: FirstByte): boolean {
    return checkNextFrame(this.#orders[side], frame) === null;
  }

  follow(side: Side, frame: FirstByte): void {
    if (frame.opcode === OPCODE.close) return;
    this.#orders[side] = orderAfter(this.#orders[side], frame);
  }
}

function hasReadableText(bytes: Uint8Array, { first, end, side, payloadStart }: WireUnit): boolean {
  if (first?.opcode !== OPCODE.text || !first.isFinal || first.rsv1) return true;
  if (side === 'server') return isUtf8(bytes, payloadStart, end);
  const maskingKey = bytes.slice(payloadStart - MASKING_KEY_SIZE, payloadStart);
  const payload = applyMask(bytes.slice(payloadStart, end), maskingKey);
  return isUtf8(payload, 0, payload.length);
}

/** Whether a head or a frame can start with a byte. */
export function mayStartWire(byte: number): boolean {
  return isCapital(byte) || TAKEN_FIRST_BYTES[byte] === 1;
}

/** Whether a receiver would accept the first byte: no reserved bits but RSV1, a known opcode. */
export function mayBeginFrame(byte: number): boolean {
  return TAKEN_FIRST_BYTES[byte] === 1;
}
