/**
 * The heads and frames in bytes of which nobody has said who sent them, and how well the bytes read
 * as such: a reading of a text whose bytes are clean frames is better than one whose bytes are
 * none.
 */

import { fromValidUtf8 } from '#core/bytes/text.ts';
import {
  checkFirstByte,
  checkPayloadLength,
  checkSecondByte,
  decodeFirstByte,
  decodeSecondByte,
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
  /** Who sends such a thing; null where that can't be told. */
  readonly side: Side | null;
  /** Whether a receiver would take it, apart from who sent it. */
  readonly isLegal: boolean;
  /** A frame's. */
  readonly first: FirstByte | null;
  /** Where a frame's payload begins. */
  readonly payloadStart: number;
};

/** Heads begin with one. */
function isCapital(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a;
}

/**
 * What begins at `at`, which is before the end. A head is looked for only where there may be one:
 * before all frames.
 */
export function wireUnitAt(bytes: Uint8Array, at: number, mayBeHead: boolean): WireUnit {
  if (mayBeHead && isCapital(bytes[at])) {
    const reading = decodeHttpHead(bytes.subarray(at));
    if (reading.kind === 'head') {
      const side = reading.head.startLine.kind === 'request' ? 'client' : 'server';
      return headUnit('head', at + reading.head.size, side);
    }
    // "A" alone might become a method; four capitals hardly become anything else.
    if (reading.kind === 'incomplete' && bytes.length - at >= 4) {
      const isAnswer = bytes[at] === 0x48 && bytes[at + 1] === 0x54 && bytes[at + 2] === 0x54;
      return headUnit('cut', bytes.length, isAnswer ? 'server' : 'client');
    }
  }
  return frameAt(bytes, at);
}

function headUnit(kind: 'head' | 'cut', end: number, side: Side | null): WireUnit {
  return { kind, end, side, isLegal: true, first: null, payloadStart: end };
}

/** A paste may have a million frames, so headers are not decoded as a whole. */
function frameAt(bytes: Uint8Array, at: number): WireUnit {
  const firstByte = bytes[at] ?? 0;
  const secondByte = bytes[at + 1];
  if (secondByte === undefined) return headUnit('cut', bytes.length, null);
  const { isMasked, sevenBits } = decodeSecondByte(secondByte);
  const side = isMasked ? 'client' : 'server';
  const form = lengthFormOf(sevenBits);
  const payloadStart = at + frameHeaderSize(form, isMasked);
  const first = FIRST_BYTES[firstByte]!;
  if (payloadStart > bytes.length) {
    return { kind: 'cut', end: bytes.length, side, isLegal: true, first, payloadStart };
  }
  const length = form === 7 ? null : decodePayloadLength(sevenBits, bytes, at + 2);
  const isLegal =
    TAKEN_FIRST_BYTES[firstByte] === 1 &&
    checkSecondByte({ isMasked, sevenBits }, first.opcode, ANYBODY).length === 0 &&
    (length === null ||
      checkPayloadLength(length).every(({ reaction }) => reaction !== 'must fail'));
  const size = length?.value ?? sevenBits;
  const isCut = size > bytes.length - payloadStart;
  const end = isCut ? bytes.length : payloadStart + size;
  return { kind: isCut ? 'cut' : 'frame', end, side, isLegal, first, payloadStart };
}

const ANYBODY = { sender: null };

const FIRST_BYTES: readonly FirstByte[] = Array.from({ length: 0x100 }, (_, byte) =>
  decodeFirstByte(byte),
);

/**
 * 1 where a receiver takes such a first byte, RSV1 included where a compressed message may begin.
 */
const TAKEN_FIRST_BYTES = Uint8Array.from(FIRST_BYTES, (first) => {
  const mayBeCompressed = !isControlOpcode(first.opcode) && first.opcode !== OPCODE.continuation;
  const allowedReservedBits = mayBeCompressed ? RSV1_BIT : 0;
  const violations = checkFirstByte(first, { sender: null, allowedReservedBits });
  return violations.some(({ reaction }) => reaction === 'must fail') ? 0 : 1;
});

/**
 * `whole`: heads and frames that a receiver would take, up to the last byte; `begun`: at least one
 * of them.
 */
export type WireEvidence = 'whole' | 'begun' | 'none';

/** What can be told is told by so many bytes. */
const SAMPLE_SIZE = 64 * 1024;

export function wireEvidence(bytes: Uint8Array): WireEvidence {
  const sample = bytes.subarray(0, SAMPLE_SIZE);
  let seen = 0;
  let mayBeHead = true;
  const orders = new SideOrders();
  for (let at = 0; at < sample.length; seen++) {
    const unit = wireUnitAt(sample, at, mayBeHead);
    if (unit.kind === 'head') {
      at = unit.end;
      continue;
    }
    mayBeHead = false;
    if (!unit.isLegal) return seen > 0 ? 'begun' : 'none';
    if (unit.kind === 'cut')
      return seen > 0 && sample.length < bytes.length ? 'whole' : begunIf(seen > 0);
    if (unit.first && unit.side) {
      if (!orders.mayFollow(unit.side, unit.first)) return begunIf(seen > 0);
      orders.follow(unit.side, unit.first);
    }
    if (unit.first && !hasReadableText(sample, unit)) return begunIf(seen > 0);
    at = unit.end;
  }
  return seen > 0 ? 'whole' : 'none';
}

function begunIf(isBegun: boolean): WireEvidence {
  return isBegun ? 'begun' : 'none';
}

/**
 * The order of both sides' messages. A Close ends nothing here, because a paste may contain several
 * connections.
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
  const payload = bytes.subarray(payloadStart, end);
  if (side === 'server') return fromValidUtf8(payload) !== null;
  const maskingKey = bytes.subarray(payloadStart - MASKING_KEY_SIZE, payloadStart);
  return fromValidUtf8(applyMask(payload, maskingKey)) !== null;
}
