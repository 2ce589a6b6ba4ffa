/** The rows of a field table: a unit's fields in order, with their words. */

import type { BitRange } from '#core/bytes/bit-range.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { fieldKey, leafFields, type Field } from '#core/dissection/field.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import { wireRangeOf } from '#core/scenes/wire-range.ts';
import type { Reference } from '#core/protocol/rules/reference.ts';
import type { Side } from '#core/trace/direction.ts';
import { FIELD_NOTES, NO_RESERVED_BITS, type FieldText } from '#content/reference/field-notes.ts';
import { fieldContext, type FieldContext } from '#core/dissection/field-context.ts';
import { positionOf } from '#content/phrasing/positions.ts';

export type FieldRow = {
  readonly key: string;
  readonly kind: ByteKind;
  readonly label: string;
  readonly text: FieldText;
  /** "bit 0", "bytes 2–5". */
  readonly position: string;
  readonly reference: Reference;
  /** On the wire. */
  readonly range: BitRange;
  /** Null for a row of several fields. */
  readonly field: Field | null;
};

export function fieldRows(dissection: Dissection, sender: Side | null): FieldRow[] {
  const context = fieldContext(dissection, sender);
  const fields = leafFields(dissection.fields);
  const reserved = fields.filter(isReservedBit);
  const isFolded = reserved.length > 0 && reserved.every(isZero);
  return fields.flatMap((field) => {
    if (!isFolded || !isReservedBit(field)) return [rowOf(field, dissection, context)];
    return field === reserved[0] ? [foldedRow(field, reserved.at(-1) ?? field)] : [];
  });
}

function rowOf(field: Field, dissection: Dissection, context: FieldContext): FieldRow {
  const { id, kind, buffer, reference } = field;
  return {
    key: fieldKey(field),
    kind,
    label: FIELD_NOTES[id].label,
    text: FIELD_NOTES[id].textOf(field, context),
    position: positionOf(field.range, buffer),
    reference,
    range: wireRangeOf(dissection, field),
    field,
  };
}

/** RSV1 to RSV3 in one row, because all of them are 0. */
function foldedRow(first: Field, last: Field): FieldRow {
  const range = { start: first.range.start, end: last.range.end };
  const { kind, reference } = first;
  return {
    key: 'reserved-bits',
    kind,
    ...NO_RESERVED_BITS,
    position: positionOf(range),
    reference,
    range,
    field: null,
  };
}

function isReservedBit({ id }: Field): boolean {
  return id === 'frame.rsv1' || id === 'frame.rsv2' || id === 'frame.rsv3';
}

function isZero({ value }: Field): boolean {
  return value.kind === 'flag' && !value.isSet;
}
