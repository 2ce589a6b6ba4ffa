/**
 * Positions in DEFLATE data: bits counted in reading order, from the least significant to the most
 * significant bit of each byte (RFC 1951 §3.1.1).
 *
 * Everywhere else, bit 0 is the most significant bit of byte 0. There, a packed range that crosses
 * a byte boundary becomes several ranges.
 */

import { bitsOfBytes, BITS_PER_BYTE, bytesCovering, type BitRange } from '#core/bytes/bit-range.ts';

/** Packed bits from `start` up to, but not including, `end`. */
export type PackedRange = { readonly start: number; readonly end: number };

/** The same bits counted from the most significant bit, in byte order. */
export function toBitRanges(packed: PackedRange): BitRange[] {
  const ranges: BitRange[] = [];
  for (let start = packed.start; start < packed.end;) {
    const byteStart = start - (start % BITS_PER_BYTE);
    const byteEnd = byteStart + BITS_PER_BYTE;
    const end = Math.min(packed.end, byteEnd);
    const range = { start: byteStart + byteEnd - end, end: byteStart + byteEnd - start };
    const previous = ranges.at(-1);
    if (previous?.end === range.start) ranges.splice(-1, 1, { ...previous, end: range.end });
    else ranges.push(range);
    start = end;
  }
  return ranges;
}

/**
 * One range that contains these bits: exactly them within one byte, otherwise all bytes that they
 * touch.
 */
export function toEnclosingBitRange(packed: PackedRange): BitRange {
  const bytes = bytesCovering(packed);
  const [only] = toBitRanges(packed);
  const isWithinByte = bytes.end - bytes.start === 1;
  return isWithinByte && only !== undefined ? only : bitsOfBytes(bytes.start, bytes.end);
}
