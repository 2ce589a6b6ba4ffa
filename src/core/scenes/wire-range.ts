/**
 * Where things of one unit lie on its wire bytes, whichever buffer they point into: the common
 * ground on which a byte, a bit, a field and a character of the payload find their twins.
 */

import {
  BITS_PER_BYTE,
  bitsOfBytes,
  bytesCovering,
  intersectRanges,
  shiftRange,
  type BitRange,
  type ByteRange,
} from '#core/bytes/bit-range.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { findFieldAt, type Field } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';

/**
 * The wire bits behind a range of any buffer. Unmasking moves no byte: it only leaves the header
 * away.
 */
export function toWireRange(dissection: Dissection, buffer: BufferName, range: BitRange): BitRange {
  if (buffer === 'wire') return range;
  const payload = payloadField(dissection);
  const { start, end } = payload?.range ?? { start: 0, end: 0 };
  // Inflating keeps no byte in its place: what comes out stands for all that went in.
  if (buffer === 'inflated') return { start, end };
  return { start: start + range.start, end: start + range.end };
}

/**
 * The bytes of a buffer behind a range of the wire, whole; null where none lie there, or none in
 * particular.
 */
export function fromWireRange(
  dissection: Dissection,
  buffer: BufferName,
  range: BitRange,
): ByteRange | null {
  if (buffer === 'inflated') return null;
  const payload = buffer === 'wire' ? null : payloadField(dissection);
  const whole = payload?.range ?? { start: 0, end: dissection.buffers.wire.length * BITS_PER_BYTE };
  const shared = intersectRanges(range, whole);
  return shared && bytesCovering(shiftRange(shared, buffer === 'wire' ? 0 : -whole.start));
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

/** The frame's payload as it is on the wire, where it has one. */
export function payloadField({ fields }: Dissection): Field | null {
  return fields.find(({ id }) => id === 'frame.payload') ?? null;
}

/** Whole bytes behind a range that lies within some. */
export function byteCount(range: BitRange): number {
  return Math.ceil((range.end - range.start) / BITS_PER_BYTE);
}
