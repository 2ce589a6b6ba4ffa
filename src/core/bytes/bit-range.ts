/**
 * Positions: half-open ranges of bits or bytes over a named buffer.
 *
 * Bit 0 is the most significant bit of byte 0, as in the figures of RFC 6455 §5.2. All positions in
 * the project follow this convention. Byte ranges are derived from bit ranges and never stored
 * beside them.
 */

/** Bits from `start` up to, but not including, `end`. */
export type BitRange = { readonly start: number; readonly end: number };

/** Bytes from `start` up to, but not including, `end`. */
export type ByteRange = { readonly start: number; readonly end: number };

export const BITS_PER_BYTE = 8;

/** The bits of bytes `start` up to `end`. */
export function bitsOfBytes(start: number, end: number): BitRange {
  return { start: start * BITS_PER_BYTE, end: end * BITS_PER_BYTE };
}

/** `length` bits from bit `first` (0 to 7, most significant first) of byte `byte`. */
export function bitsWithin(byte: number, first: number, length: number): BitRange {
  const start = byte * BITS_PER_BYTE + first;
  return { start, end: start + length };
}

/** The smallest byte range that contains these bits. */
export function bytesCovering(range: BitRange): ByteRange {
  return {
    start: Math.floor(range.start / BITS_PER_BYTE),
    end: Math.ceil(range.end / BITS_PER_BYTE),
  };
}

/** A range of the same length, `offset` positions later. */
export function shiftRange(range: ByteRange, offset: number): ByteRange {
  return { start: range.start + offset, end: range.end + offset };
}

export function lengthOfRange(range: ByteRange): number {
  return range.end - range.start;
}

export function rangesOverlap(a: ByteRange, b: ByteRange): boolean {
  return a.start < b.end && b.start < a.end;
}

export function rangeContains(outer: ByteRange, inner: ByteRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The overlap of two ranges; null if there is none. */
export function intersectRanges(a: ByteRange, b: ByteRange): ByteRange | null {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
}
