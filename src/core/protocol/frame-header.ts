/**
 * The header of a frame: its first 2 to 14 bytes (RFC 6455 §5.2).
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-------+-+-------------+-------------------------------+
 *     |F|R|R|R| opcode|M| Payload len |    Extended payload length    |
 *     |I|S|S|S|  (4)  |A|     (7)     |            (16/64)            |
 *     |N|V|V|V|       |S|             |                               |
 *     | |1|2|3|       |K|             |                               |
 *     +-+-+-+-+-------+-+-------------+-------------------------------+
 */

import { bitsOfBytes, bitsWithin, type BitRange } from '#core/bytes/bit-range.ts';
import { copyBytes } from '#core/bytes/byte-array.ts';
import { MASKING_KEY_SIZE } from './masking.ts';
import { isControlOpcode, isDefinedOpcode, type Opcode } from './opcode.ts';
import {
  decodePayloadLength,
  encodeExtendedLength,
  extendedLengthSize,
  hasLengthTopBit,
  isMinimalLength,
  lengthFormOf,
  MAX_CONTROL_PAYLOAD,
  minimalLengthForm,
  sevenBitsOf,
  type LengthForm,
  type PayloadLength,
} from './payload-length.ts';
import { violationOf, type RuleId } from './rules.ts';
import type { Violation } from './violation.ts';

export const FIN_BIT = 0x80;
export const RSV1_BIT = 0x40;
export const RSV2_BIT = 0x20;
export const RSV3_BIT = 0x10;
const OPCODE_BITS = 0x0f;
const MASK_BIT = 0x80;
const LENGTH_BITS = 0x7f;

/** Bytes before the extended length. */
const BASE_SIZE = 2;

export type FrameHeader = {
  /** The last frame of its message. */
  readonly isFinal: boolean;
  readonly rsv1: boolean;
  readonly rsv2: boolean;
  readonly rsv3: boolean;
  readonly opcode: Opcode;
  /** Four bytes where the MASK bit is set. */
  readonly maskingKey: Uint8Array | null;
  readonly payloadLength: PayloadLength;
};

/** Where each part of a header lies, in bits from the frame's first. */
export type FrameHeaderLayout = {
  readonly fin: BitRange;
  readonly rsv1: BitRange;
  readonly rsv2: BitRange;
  readonly rsv3: BitRange;
  readonly opcode: BitRange;
  readonly mask: BitRange;
  readonly length: BitRange;
  /** Empty in the 7-bit form. */
  readonly extendedLength: BitRange;
  /** Empty where the frame is not masked. */
  readonly maskingKey: BitRange;
};

/** A header, or how many bytes of it are still missing (at least: the second byte says how many there are). */
export type HeaderReading =
  | { readonly kind: 'header'; readonly header: FrameHeader; readonly size: number }
  | { readonly kind: 'incomplete'; readonly missing: number };

/** Bytes of the header: 2, 4 or 10, and 4 more where it is masked. */
export function frameHeaderSize(form: LengthForm, isMasked: boolean): number {
  return BASE_SIZE + extendedLengthSize(form) + (isMasked ? MASKING_KEY_SIZE : 0);
}

export function frameHeaderLayout(form: LengthForm, isMasked: boolean): FrameHeaderLayout {
  const extendedEnd = BASE_SIZE + extendedLengthSize(form);
  return {
    fin: bitsWithin(0, 0, 1),
    rsv1: bitsWithin(0, 1, 1),
    rsv2: bitsWithin(0, 2, 1),
    rsv3: bitsWithin(0, 3, 1),
    opcode: bitsWithin(0, 4, 4),
    mask: bitsWithin(1, 0, 1),
    length: bitsWithin(1, 1, 7),
    extendedLength: bitsOfBytes(BASE_SIZE, extendedEnd),
    maskingKey: bitsOfBytes(extendedEnd, frameHeaderSize(form, isMasked)),
  };
}

/** Reads the header that starts at `offset`. Accepts every bit pattern: judging is `checkFrameHeader`'s work. */
export function decodeFrameHeader(bytes: Uint8Array, offset = 0): HeaderReading {
  const first = bytes[offset];
  const second = bytes[offset + 1];
  if (first === undefined || second === undefined) {
    return { kind: 'incomplete', missing: BASE_SIZE - Math.max(0, bytes.length - offset) };
  }
  const isMasked = (second & MASK_BIT) !== 0;
  const sevenBits = second & LENGTH_BITS;
  const size = frameHeaderSize(lengthFormOf(sevenBits), isMasked);
  const missing = offset + size - bytes.length;
  if (missing > 0) return { kind: 'incomplete', missing };
  const header: FrameHeader = {
    isFinal: (first & FIN_BIT) !== 0,
    rsv1: (first & RSV1_BIT) !== 0,
    rsv2: (first & RSV2_BIT) !== 0,
    rsv3: (first & RSV3_BIT) !== 0,
    opcode: first & OPCODE_BITS,
    maskingKey: isMasked ? copyBytes(bytes, offset + size - MASKING_KEY_SIZE, offset + size) : null,
    payloadLength: decodePayloadLength(sevenBits, bytes, offset + BASE_SIZE),
  };
  return { kind: 'header', header, size };
}

/** The header's bytes, its length in the minimal form. */
export function encodeFrameHeader(
  header: Omit<FrameHeader, 'payloadLength'>,
  payloadSize: number,
): Uint8Array {
  const form = minimalLengthForm(payloadSize);
  const isMasked = header.maskingKey !== null;
  const bytes = new Uint8Array(frameHeaderSize(form, isMasked));
  bytes[0] =
    (header.isFinal ? FIN_BIT : 0) |
    (header.rsv1 ? RSV1_BIT : 0) |
    (header.rsv2 ? RSV2_BIT : 0) |
    (header.rsv3 ? RSV3_BIT : 0) |
    header.opcode;
  bytes[1] = (isMasked ? MASK_BIT : 0) | sevenBitsOf(form, payloadSize);
  encodeExtendedLength(form, payloadSize, bytes, BASE_SIZE);
  if (header.maskingKey) bytes.set(header.maskingKey, bytes.length - MASKING_KEY_SIZE);
  return bytes;
}

/** What a header is judged by. */
export type HeaderContext = {
  /** Who sent it: a client's frames must be masked, a server's must not (§5.1). Null where nobody knows. */
  readonly sender: 'client' | 'server' | null;
  /** Reserved bits that a negotiated extension has given a meaning. */
  readonly allowedReservedBits?: number;
};

/** Every rule that the header breaks by itself, in the order of its bits. */
export function checkFrameHeader(header: FrameHeader, context: HeaderContext): Violation<RuleId>[] {
  const isMasked = header.maskingKey !== null;
  const layout = frameHeaderLayout(header.payloadLength.form, isMasked);
  const violations: Violation<RuleId>[] = [];
  const report = (isBroken: boolean, id: RuleId, range: BitRange) => {
    if (isBroken) violations.push(violationOf(id, range));
  };
  const allowed = context.allowedReservedBits ?? 0;
  report(header.rsv1 && (allowed & RSV1_BIT) === 0, 'frame.reserved-bit', layout.rsv1);
  report(header.rsv2 && (allowed & RSV2_BIT) === 0, 'frame.reserved-bit', layout.rsv2);
  report(header.rsv3 && (allowed & RSV3_BIT) === 0, 'frame.reserved-bit', layout.rsv3);
  report(!isDefinedOpcode(header.opcode), 'frame.reserved-opcode', layout.opcode);
  report(context.sender === 'client' && !isMasked, 'frame.unmasked-from-client', layout.mask);
  report(context.sender === 'server' && isMasked, 'frame.masked-from-server', layout.mask);
  const lengthBits = header.payloadLength.form === 7 ? layout.length : layout.extendedLength;
  report(!isMinimalLength(header.payloadLength), 'frame.length-not-minimal', lengthBits);
  report(hasLengthTopBit(header.payloadLength), 'frame.length-top-bit', {
    start: layout.extendedLength.start,
    end: layout.extendedLength.start + 1,
  });
  if (isControlOpcode(header.opcode)) {
    report(!header.isFinal, 'control.fragmented', layout.fin);
    report(header.payloadLength.value > MAX_CONTROL_PAYLOAD, 'control.too-long', lengthBits);
  }
  return violations;
}
