/**
 * Where things of one unit lie on its wire bytes, whichever buffer they point into: the common
 * ground on which a byte, a bit, a field and a character of the payload find their twins.
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

/** The wire bits of a range of any buffer. */
export function toWireRange(dissection: Dissection, buffer: BufferName, range: BitRange): BitRange {
  return toWireBits(payloadBits(dissection), buffer, range);
}

/** The whole bytes of a buffer that wire bits became; null if none did, or none in particular. */
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

/** The innermost fields that hold bits of a byte, in order: five in a frame's first byte. */
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

/**
 * What lights up where a byte is pointed at: the whole of every field that has bits in it, on the
 * wire.
 */
export function linkedRange(dissection: Dissection, buffer: BufferName, byte: number): BitRange {
  const fields = fieldsInByte(dissection, buffer, byte);
  const first = fields[0];
  const last = fields.at(-1);
  const whole = bitsOfBytes(byte, byte + 1);
  if (first === undefined || last === undefined) return toWireRange(dissection, buffer, whole);
  return toWireRange(dissection, buffer, { start: first.range.start, end: last.range.end });
}

/** Where the payload is on the wire; empty if there is none. */
function payloadBits(dissection: Dissection): BitRange {
  return payloadField(dissection)?.range ?? { start: 0, end: 0 };
}

/** The frame's payload on the wire; null if it has none. */
export function payloadField({ fields }: Dissection): Field | null {
  return fields.find(({ id }) => id === 'frame.payload') ?? null;
}

/** Whole bytes behind a range that lies within some. */
export function byteCount(range: BitRange): number {
  return Math.ceil((range.end - range.start) / BITS_PER_BYTE);
}
