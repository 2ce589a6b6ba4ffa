/**
 * A field: some bits with their kind, their value and the RFC section that defines them. A
 * dissection is a tree of fields over unchanged bytes. Content explains the ids in words.
 */

import type { BitRange } from '#core/bytes/bit-range.ts';
import type { Reference } from '#core/protocol/rules/reference.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';

export const FIELD_IDS = [
  // Frames (RFC 6455 §5.2)
  'frame.fin',
  'frame.rsv1',
  'frame.rsv2',
  'frame.rsv3',
  'frame.opcode',
  'frame.mask',
  'frame.length',
  'frame.extended-length',
  'frame.masking-key',
  'frame.payload',
  'frame.incomplete',
  // Payloads
  'payload.text',
  'payload.binary',
  'payload.compressed',
  'payload.control',
  'close.code',
  'close.reason',
  'close.malformed',
  // HTTP heads (RFC 9112)
  'head.request-line',
  'head.method',
  'head.target',
  'head.version',
  'head.status-line',
  'head.status',
  'head.reason',
  'head.field',
  'head.field-name',
  'head.field-value',
  'head.malformed-line',
  'head.delimiter',
  'head.end',
  'head.empty-line',
  // Bytes that none of the above describes
  'unread',
] as const;

export type FieldId = (typeof FIELD_IDS)[number];

/** The value of a field, without words. */
export type FieldValue =
  | { readonly kind: 'flag'; readonly isSet: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly exact?: bigint }
  | { readonly kind: 'opcode'; readonly opcode: number }
  | { readonly kind: 'close-code'; readonly code: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string };

export type Field = {
  readonly id: FieldId;
  readonly buffer: BufferName;
  readonly range: BitRange;
  readonly kind: ByteKind;
  readonly value: FieldValue;
  readonly reference: Reference;
  /** Parts that tile this field. */
  readonly children: readonly Field[];
};

/** A field without parts. Over the wire by default. */
export function leafField({
  id,
  buffer = 'wire',
  range,
  kind,
  value,
  reference,
}: Omit<Field, 'buffer' | 'children'> & { readonly buffer?: BufferName }): Field {
  return { id, buffer, range, kind, value, reference, children: [] };
}

/** Identifies a field within its dissection. Two header lines share an id but not a range. */
export function fieldKey(field: Field): string {
  return `${field.id}@${field.buffer}:${field.range.start}-${field.range.end}`;
}

/** The innermost field with this bit of this buffer; null if there is none. */
export function findFieldAt(
  fields: readonly Field[],
  buffer: BufferName,
  bit: number,
): Field | null {
  for (const field of fields) {
    const inner = findFieldAt(field.children, buffer, bit);
    if (inner) return inner;
    if (field.buffer === buffer && field.range.start <= bit && bit < field.range.end) return field;
  }
  return null;
}

/** All fields without parts, in order. */
export function leafFields(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => (field.children.length ? leafFields(field.children) : [field]));
}
