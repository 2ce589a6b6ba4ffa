/**
 * Where a position in a frame's payload is on the wire, and the other way round. Positions count
 * from the frame's first bit. Unmasking moves no byte; inflating keeps none in its place (RFC 6455
 * §5.2, RFC 7692 §6.2).
 */

import {
  bitsOfBytes,
  intersectRanges,
  lengthOfRange,
  shiftRange,
  type BitRange,
  type ByteRange,
} from '#core/bytes/bit-range.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { FrameUnit } from './unit.ts';

/** The payload's bytes, as far as they follow the header here. */
export function payloadBytesOf({ range, headerSize }: FrameUnit): ByteRange {
  const size = lengthOfRange(range);
  return { start: Math.min(headerSize, size), end: size };
}

export function payloadBitsOf(frame: FrameUnit): BitRange {
  const { start, end } = payloadBytesOf(frame);
  return bitsOfBytes(start, end);
}

/** The wire bits of a range over any buffer; `payload` is where the payload is on the wire. */
export function toWireBits(payload: BitRange, buffer: BufferName, range: BitRange): BitRange {
  if (buffer === 'wire') return range;
  return buffer === 'inflated' ? payload : shiftRange(range, payload.start);
}

/** The part of a buffer that wire bits became; null if there is none, or none in particular. */
export function fromWireBits(
  payload: BitRange,
  buffer: BufferName,
  range: BitRange,
): BitRange | null {
  if (buffer === 'wire') return range;
  if (buffer === 'inflated') return null;
  const shared = intersectRanges(range, payload);
  return shared && shiftRange(shared, -payload.start);
}

/** The buffer in which a frame's payload can be read, and a range over the payload in it. */
export function placeInPayload(
  frame: FrameUnit,
  range: BitRange,
): { readonly buffer: BufferName; readonly range: BitRange } {
  if (frame.header.maskingKey !== null) return { buffer: 'unmasked', range };
  return { buffer: 'wire', range: toWireBits(payloadBitsOf(frame), 'unmasked', range) };
}
