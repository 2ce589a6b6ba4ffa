/** The rows of a comparison of two units with their words, and their bytes in columns. */

import { toHexByte } from '#core/bytes/hex.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { alignBytes, alignFields, type AlignedFields } from '#core/dissection/field-alignment.ts';
import type { Field } from '#core/dissection/field.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { Side } from '#core/trace/direction.ts';
import { columnLabel, eitherLabel } from '#content/decode/comparison-words.ts';
import {
  fieldLabel,
  FIELD_NOTES,
  NO_RESERVED_BITS,
  type FieldText,
} from '#content/reference/field-notes.ts';
import { fieldContext, type FieldContext } from '#core/dissection/field-context.ts';

export type Compared = { readonly dissection: Dissection; readonly sender: Side | null };

export type ComparisonRow = {
  readonly key: string;
  readonly label: string;
  readonly kind: ByteKind;
  /** Null if that unit has no such field. */
  readonly a: FieldText | null;
  readonly b: FieldText | null;
  readonly isSame: boolean;
};

export function comparisonRows(a: Compared, b: Compared): ComparisonRow[] {
  const contextA = fieldContext(a.dissection, a.sender);
  const contextB = fieldContext(b.dissection, b.sender);
  const rows = alignFields(a.dissection, b.dissection);
  const reserved = rows.filter(({ key }) => key.startsWith('frame.rsv'));
  const isFolded = reserved.length > 0 && reserved.every(({ a, b }) => isZero(a) && isZero(b));
  return rows.flatMap((row) => {
    if (!isFolded || !reserved.includes(row)) return [rowOf(row, contextA, contextB)];
    const { label, text } = NO_RESERVED_BITS;
    if (row !== reserved[0]) return [];
    return [{ ...rowOf(row, contextA, contextB), key: 'reserved-bits', label, a: text, b: text }];
  });
}

function rowOf(row: AlignedFields, contextA: FieldContext, contextB: FieldContext): ComparisonRow {
  const { key, name, a, b, isSame } = row;
  const field = a ?? b;
  // The two frames may have different labels for their payload.
  const labels = [a, b].flatMap((own) => (own ? [fieldLabel(own)] : []));
  const textOf = (own: Field | null, context: FieldContext) =>
    own && FIELD_NOTES[own.id].textOf(own, context);
  return {
    key,
    label: name ?? eitherLabel(labels),
    kind: field?.kind ?? 'data',
    a: textOf(a, contextA),
    b: textOf(b, contextB),
    isSame,
  };
}

function isZero(field: Field | null): boolean {
  return field?.value.kind === 'flag' && !field.value.isSet;
}

export type ComparedByte = { readonly hex: string; readonly isOther: boolean };

export type ByteColumn = {
  readonly key: string;
  readonly label: string;
  readonly kind: ByteKind;
  /** Empty if that frame has none of these bytes. */
  readonly a: readonly ComparedByte[];
  readonly b: readonly ComparedByte[];
  /** How many bytes follow those shown. */
  readonly moreInA: number;
  readonly moreInB: number;
};

/** Longer payloads are cut. */
const MAX_BYTES = 16;

/** The bytes of two frames, aligned by field. Null if one isn't a frame. */
export function byteColumns(a: Dissection, b: Dissection): ByteColumn[] | null {
  if (a.kind !== 'frame' || b.kind !== 'frame') return null;
  return alignBytes(a, b).map(({ key, field, a: rangeA, b: rangeB }) => {
    const inA = bytesIn(a, rangeA);
    const inB = bytesIn(b, rangeB);
    return {
      key,
      label: columnLabel(field),
      kind: field.kind,
      a: compareWith(inA, inB),
      b: compareWith(inB, inA),
      moreInA: Math.max(0, inA.length - MAX_BYTES),
      moreInB: Math.max(0, inB.length - MAX_BYTES),
    };
  });
}

function bytesIn({ buffers }: Dissection, range: ByteRange | null): Uint8Array {
  return buffers.wire.subarray(range?.start ?? 0, range?.end ?? 0);
}

function compareWith(bytes: Uint8Array, others: Uint8Array): ComparedByte[] {
  return Array.from(bytes.subarray(0, MAX_BYTES), (byte, index) => ({
    hex: toHexByte(byte),
    isOther: byte !== others[index],
  }));
}
