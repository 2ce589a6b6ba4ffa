/**
 * The heads and frames in bytes of which nobody has said who sent them, and how well the bytes read as such: a reading of a text
 * whose bytes are clean frames is better than one whose bytes are none.
 */

import { fromValidUtf8 } from '#core/bytes/text.ts';
import {
  checkFrameHeader,
  decodeFrameHeader,
  RSV1_BIT,
  type FrameHeader,
} from '#core/protocol/frame-header.ts';
import { decodeHttpHead } from '#core/protocol/http-head.ts';
import { applyMask } from '#core/protocol/masking.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/opcode.ts';
import type { Side } from '#core/trace/direction.ts';

export type WireUnit = {
  readonly kind: 'head' | 'frame' | 'cut';
  readonly end: number;
  /** Who sends such a thing; null where that can't be told. */
  readonly side: Side | null;
  /** Whether a receiver would take it, apart from who sent it. */
  readonly isLegal: boolean;
  /** A frame's. */
  readonly header?: FrameHeader;
};

/** Heads begin with one. */
function isCapital(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a;
}

/** What begins at `at`, which is before the end. A head is looked for only where there may be one: before all frames. */
export function wireUnitAt(bytes: Uint8Array, at: number, mayBeHead: boolean): WireUnit {
  if (mayBeHead && isCapital(bytes[at])) {
    const reading = decodeHttpHead(bytes.subarray(at));
    if (reading.kind === 'head') {
      const side = reading.head.startLine.kind === 'request' ? 'client' : 'server';
      return { kind: 'head', end: at + reading.head.size, side, isLegal: true };
    }
    // "A" alone might become a method; four capitals hardly become anything else.
    if (reading.kind === 'incomplete' && bytes.length - at >= 4) {
      const isAnswer = bytes[at] === 0x48 && bytes[at + 1] === 0x54 && bytes[at + 2] === 0x54;
      return {
        kind: 'cut',
        end: bytes.length,
        side: isAnswer ? 'server' : 'client',
        isLegal: true,
      };
    }
  }
  return frameAt(bytes, at);
}

function frameAt(bytes: Uint8Array, at: number): WireUnit {
  const reading = decodeFrameHeader(bytes, at);
  if (reading.kind === 'incomplete') {
    const second = bytes[at + 1];
    const side = second === undefined ? null : sideOf((second & 0x80) !== 0);
    return { kind: 'cut', end: bytes.length, side, isLegal: true };
  }
  const { header, size } = reading;
  const side = sideOf(header.maskingKey !== null);
  const isData = !isControlOpcode(header.opcode);
  const isLegal = checkFrameHeader(header, {
    sender: null,
    allowedReservedBits: isData && header.opcode !== OPCODE.continuation ? RSV1_BIT : 0,
  }).every(({ reaction }) => reaction !== 'must fail');
  const { value } = header.payloadLength;
  if (value > bytes.length - at - size) {
    return { kind: 'cut', end: bytes.length, side, isLegal, header };
  }
  return { kind: 'frame', end: at + size + value, side, isLegal, header };
}

function sideOf(isMasked: boolean): Side {
  return isMasked ? 'client' : 'server';
}

/** `whole`: heads and frames that a receiver would take, up to the last byte; `begun`: at least one of them. */
export type WireEvidence = 'whole' | 'begun' | 'none';

/** What can be told is told by so many bytes. */
const SAMPLE_SIZE = 64 * 1024;

export function wireEvidence(bytes: Uint8Array): WireEvidence {
  const sample = bytes.subarray(0, SAMPLE_SIZE);
  let seen = 0;
  let mayBeHead = true;
  const isOpen = { client: false, server: false };
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
    if (unit.header && unit.side && !followsOn(unit.header, isOpen, unit.side))
      return begunIf(seen > 0);
    if (unit.header && !hasReadableText(sample, unit)) return begunIf(seen > 0);
    at = unit.end;
  }
  return seen > 0 ? 'whole' : 'none';
}

function begunIf(isBegun: boolean): WireEvidence {
  return isBegun ? 'begun' : 'none';
}

/** Whether the frame may come here, by what its side has begun: fragments follow on one another. */
export function followsOn(
  { opcode, isFinal }: FrameHeader,
  isOpen: Record<Side, boolean>,
  side: Side,
): boolean {
  if (isControlOpcode(opcode)) return true;
  if ((opcode === OPCODE.continuation) !== isOpen[side]) return false;
  isOpen[side] = !isFinal;
  return true;
}

function hasReadableText(bytes: Uint8Array, { header, end }: WireUnit): boolean {
  if (header?.opcode !== OPCODE.text || !header.isFinal || header.rsv1) return true;
  const payload = bytes.subarray(end - header.payloadLength.value, end);
  return (
    fromValidUtf8(header.maskingKey ? applyMask(payload, header.maskingKey) : payload) !== null
  );
}
