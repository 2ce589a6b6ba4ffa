/**
 * Maps positions in any buffer of a unit to its wire bytes and back. This links bytes, bits, fields
 * and payload characters in the views.
 */

import {
  BITS_PER_BYTE,
  bitsOfBytes,
  bytesCovering,
  intersectRanges,
  type BitRange,
  type ByteRange,
} from '#core/bytes/bit-range.ts';
import { fromWireBits, toWireBits } from '#core/conversation/payload-position.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { findFieldAt, type Field } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';

/** The wire bits of a range in any buffer. */
export function toWireRange(dissection: Dissection, buffer: BufferName, range: BitRange): BitRange {
  return toWireBits(payloadBits(dissection), buffer, range);
}

/**
 * The whole bytes of a buffer that wire bits became. Null if there are none, or if the mapping
 * isn't that exact.
 */
export function fromWireRange(
  dissection: Dissection,
  buffer: BufferName,
  range: BitRange,
): ByteRange | null {
  const onWire = intersectRanges(range, bitsOfBytes(0, dissection.buffers.wire.length));
  const found = onWire && fromWireBits(payloadBits(dissection), buffer, onWire);
  return found && bytesCovering(found);
}

/** The wire bits of a field. */
export function wireRangeOf(dissection: Dissection, field: Field): BitRange {
  return toWireRange(dissection, field.buffer, field.range);
}

/** The innermost fields with bits in a byte, in order. The first byte of a frame has five. */
export function fieldsInByte(dissection: Dissection, buffer: BufferName, byte: number): Field[] {
  const fields: Field[] = [];
  const { start, end } = bitsOfBytes(byte, byte + 1);
  let bit = start;
  while (bit < end) {
    const field = findFieldAt(dissection.fields, buffer, bit);
    if (field) fields.push(field);
    bit = field ? field.range.end : bit + 1;
  }
  return fields;
}

/** The wire bits to highlight when the user points at a byte: all fields with bits in that byte. */
export function linkedRange(dissection: Dissection, buffer: BufferName, byte: number): BitRange {
  const fields = fieldsInByte(dissection, buffer, byte);
  const first = fields[0];
  const last = fields.at(-1);
  const byteRange = bitsOfBytes(byte, byte + 1);
  if (first === undefined || last === undefined) return toWireRange(dissection, buffer, byteRange);
  return toWireRange(dissection, buffer, { start: first.range.start, end: last.range.end });
}

/** The wire bits of the payload. Empty if there is none. */
function payloadBits(dissection: Dissection): BitRange {
  return payloadField(dissection)?.range ?? { start: 0, end: 0 };
}

/** The payload field on the wire; null if there is none. */
export function payloadField({ fields }: Dissection): Field | null {
  return fields.find(({ id }) => id === 'frame.payload') ?? null;
}

/** The number of bytes that a bit range touches, if it starts at a byte. */
export function byteCount(range: BitRange): number {
  return Math.ceil((range.end - range.start) / BITS_PER_BYTE);
}
