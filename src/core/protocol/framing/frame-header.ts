/**
 * The header of a frame: its first 2 to 14 bytes, masking key included (RFC 6455 §5.2).
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
  sevenBitsOf,
  type LengthForm,
  type PayloadLength,
} from './payload-length.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationOf, type Violation } from '#core/protocol/rules/violation.ts';

export const FIN_BIT = 0x80;
export const RSV1_BIT = 0x40;
export const RSV2_BIT = 0x20;
export const RSV3_BIT = 0x10;
const OPCODE_BITS = 0x0f;
export const MASK_BIT = 0x80;
const LENGTH_BITS = 0x7f;

/** The bytes before the extended length. Every header has at least these. */
export const BASE_SIZE = 2;

export type FrameHeader = {
  /** Whether this is the last frame of its message. */
  readonly isFinal: boolean;
  readonly rsv1: boolean;
  readonly rsv2: boolean;
  readonly rsv3: boolean;
  readonly opcode: Opcode;
  /** 4 bytes; null if the MASK bit is clear. */
  readonly maskingKey: Uint8Array | null;
  readonly payloadLength: PayloadLength;
};

/** The position of each part of a header, in bits from the start of the frame. */
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
  /** Empty if the frame is not masked. */
  readonly maskingKey: BitRange;
};

/**
 * A header with its size in bytes, or the number of missing bytes. That number is a minimum while
 * the second byte is missing, because that byte decides the size.
 */
export type HeaderReading =
  | { readonly kind: 'header'; readonly header: FrameHeader; readonly size: number }
  | { readonly kind: 'incomplete'; readonly missing: number };

/** The size of a header in bytes: 2, 4 or 10, and 4 more if the frame is masked. */
export function frameHeaderSize(form: LengthForm, isMasked: boolean): number {
  return BASE_SIZE + extendedLengthSize(form) + (isMasked ? MASKING_KEY_SIZE : 0);
}

/** The longest header, in bytes: 2 + 8 + 4. */
export const MAX_HEADER_SIZE = frameHeaderSize(64, true);

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

/**
 * Reads the header that starts at `offset`. Accepts every bit pattern; `checkFrameHeader` reports
 * what is wrong with it.
 */
export function decodeFrameHeader(bytes: Uint8Array, offset = 0): HeaderReading {
  // A second byte of 0 means the shortest header.
  const { isMasked, sevenBits } = decodeSecondByte(bytes[offset + 1] ?? 0);
  const size = frameHeaderSize(lengthFormOf(sevenBits), isMasked);
  const missing = offset + size - bytes.length;
  if (missing > 0) return { kind: 'incomplete', missing };
  const header: FrameHeader = {
    ...decodeFirstByte(bytes[offset]!),
    maskingKey: isMasked ? copyBytes(bytes, offset + size - MASKING_KEY_SIZE, offset + size) : null,
    payloadLength: decodePayloadLength(sevenBits, bytes, offset + BASE_SIZE),
  };
  return { kind: 'header', header, size };
}

/** The parts of a header that its sender chooses. */
type OutgoingHeader = {
  readonly isFinal?: boolean;
  readonly rsv1?: boolean;
  readonly opcode: Opcode;
  readonly maskingKey: Uint8Array | null;
  readonly payload: { readonly length: number };
};

/** Writes a header at `offset`. `bytes` must have room for it: see `frameHeaderSize`. */
export function writeFrameHeader(
  bytes: Uint8Array,
  offset: number,
  { isFinal = true, rsv1 = false, opcode, maskingKey, payload }: OutgoingHeader,
  form: LengthForm,
): void {
  bytes[offset] = (isFinal ? FIN_BIT : 0) | (rsv1 ? RSV1_BIT : 0) | opcode;
  bytes[offset + 1] = (maskingKey ? MASK_BIT : 0) | sevenBitsOf(form, payload.length);
  encodeExtendedLength(form, payload.length, bytes, offset + BASE_SIZE);
  if (maskingKey === null) return;
  const keyAt = offset + BASE_SIZE + extendedLengthSize(form);
  for (let index = 0; index < MASKING_KEY_SIZE; index++) bytes[keyAt + index] = maskingKey[index]!;
}

/** What a receiver knows before it reads a header. */
export type HeaderContext = {
  /**
   * The sender's role: a client's frames must be masked, a server's must not (§5.1). Null if it is
   * unknown.
   */
  readonly sender: 'client' | 'server' | null;
  /** The reserved bits that a negotiated extension defines. */
  readonly allowedReservedBits?: number;
};

/** The fields in the first byte of a header. */
export type FirstByte = Pick<FrameHeader, 'isFinal' | 'rsv1' | 'rsv2' | 'rsv3' | 'opcode'>;

/** The fields in the second byte. */
export type SecondByte = { readonly isMasked: boolean; readonly sevenBits: number };

export function decodeFirstByte(byte: number): FirstByte {
  return {
    isFinal: (byte & FIN_BIT) !== 0,
    rsv1: (byte & RSV1_BIT) !== 0,
    rsv2: (byte & RSV2_BIT) !== 0,
    rsv3: (byte & RSV3_BIT) !== 0,
    opcode: byte & OPCODE_BITS,
  };
}

export function decodeSecondByte(byte: number): SecondByte {
  return { isMasked: (byte & MASK_BIT) !== 0, sevenBits: byte & LENGTH_BITS };
}

/**
 * The rules that a header breaks by itself, in the order of its bytes. Ranges are in bits.
 * The rules about a sequence of frames are in `message-order.ts`.
 */
export function checkFrameHeader(header: FrameHeader, context: HeaderContext): Violation[] {
  const { form, value } = header.payloadLength;
  const second = { isMasked: header.maskingKey !== null, sevenBits: sevenBitsOf(form, value) };
  return [
    ...checkFirstByte(header, context),
    ...checkSecondByte(second, header.opcode, context),
    ...checkPayloadLength(header.payloadLength),
  ];
}

/** The layout of the bytes that all headers have. */
const FIRST_TWO_BYTES = frameHeaderLayout(7, false);

export function checkFirstByte(byte: FirstByte, context: HeaderContext): Violation[] {
  const layout = FIRST_TWO_BYTES;
  const allowed = context.allowedReservedBits ?? 0;
  const violations: Violation[] = [];
  const report = (isBroken: boolean, id: RuleId, range: BitRange) => {
    if (isBroken) violations.push(violationOf(id, range));
  };
  report(byte.rsv1 && (allowed & RSV1_BIT) === 0, 'frame.reserved-bit', layout.rsv1);
  report(byte.rsv2 && (allowed & RSV2_BIT) === 0, 'frame.reserved-bit', layout.rsv2);
  report(byte.rsv3 && (allowed & RSV3_BIT) === 0, 'frame.reserved-bit', layout.rsv3);
  report(!isDefinedOpcode(byte.opcode), 'frame.reserved-opcode', layout.opcode);
  report(isControlOpcode(byte.opcode) && !byte.isFinal, 'control.fragmented', layout.fin);
  return violations;
}

/**
 * The 7-bit length is enough to see that a control frame is too long: 126 and 127 mean a longer
 * form, which no control frame may use (§5.5).
 */
export function checkSecondByte(
  { isMasked, sevenBits }: SecondByte,
  opcode: Opcode,
  { sender }: HeaderContext,
): Violation[] {
  const { mask, length } = FIRST_TWO_BYTES;
  const violations: Violation[] = [];
  if (sender === 'client' && !isMasked) {
    violations.push(violationOf('frame.unmasked-from-client', mask));
  }
  if (sender === 'server' && isMasked) {
    violations.push(violationOf('frame.masked-from-server', mask));
  }
  if (isControlOpcode(opcode) && sevenBits > MAX_CONTROL_PAYLOAD) {
    violations.push(violationOf('control.too-long', length));
  }
  return violations;
}

export function checkPayloadLength(payloadLength: PayloadLength): Violation[] {
  const { extendedLength } = frameHeaderLayout(payloadLength.form, false);
  const violations: Violation[] = [];
  if (!isMinimalLength(payloadLength)) {
    violations.push(violationOf('frame.length-not-minimal', extendedLength));
  }
  if (hasLengthTopBit(payloadLength)) {
    const { start } = extendedLength;
    violations.push(violationOf('frame.length-top-bit', { start, end: start + 1 }));
  }
  return violations;
}
