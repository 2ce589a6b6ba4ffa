/** The bits of one byte, grouped by the fields that they belong to (RFC 6455 §5.2). */

import { BITS_PER_BYTE, bitsOfBytes, intersectRanges } from '#core/bytes/bit-range.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { findFieldAt, type Field } from '#core/dissection/field.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';

export type Bit = {
  /** From 0, the most significant, to 7. */
  readonly index: number;
  readonly value: 0 | 1;
};

export type BitGroup = {
  /** Null for bits that no field contains. */
  readonly field: Field | null;
  readonly kind: ByteKind | null;
  readonly bits: readonly Bit[];
  /** Whether the field's first bit is among them. */
  readonly isStart: boolean;
};

/** The groups of a byte of the wire, in order. Empty beyond its end. */
export function bitGroups(dissection: Dissection, byteIndex: number): readonly BitGroup[] {
  const byte = dissection.buffers.wire[byteIndex];
  if (byte === undefined) return [];
  const { start, end } = bitsOfBytes(byteIndex, byteIndex + 1);
  const groups: BitGroup[] = [];
  for (let at = start; at < end;) {
    const field = findFieldAt(dissection.fields, 'wire', at);
    const range = (field && intersectRanges(field.range, { start: at, end })) ?? {
      start: at,
      end: at + 1,
    };
    const bits = Array.from({ length: range.end - at }, (_, offset) =>
      bitOf(byte, at - start + offset),
    );
    groups.push({ field, kind: field?.kind ?? null, bits, isStart: field?.range.start === at });
    at = range.end;
  }
  return groups;
}

function bitOf(byte: number, index: number): Bit {
  return { index, value: (byte & maskOf(index)) === 0 ? 0 : 1 };
}

/** The bytes with one bit flipped. `bitIndex` is 0 for the most significant bit of the byte. */
export function flipBit(bytes: Uint8Array, byteIndex: number, bitIndex: number): Uint8Array {
  return bytes.map((byte, index) => (index === byteIndex ? byte ^ maskOf(bitIndex) : byte));
}

function maskOf(bitIndex: number): number {
  return 1 << (BITS_PER_BYTE - 1 - bitIndex);
}
