/** A field's value in the form in which a reader types it. */

import { toHex } from '#core/bytes/hex.ts';
import type { Field, FieldId } from '#core/dissection/field.ts';

/** Longer values are edited in the payload's view, which shows them whole. */
const MAX_BYTES = 1024;

/** Fields whose value follows from other fields, or that aren't present. */
const FIXED: readonly FieldId[] = [
  'frame.incomplete',
  'head.delimiter',
  'head.end',
  'head.empty-line',
  'unread',
];

export function isEditable(field: Field): boolean {
  const size = (field.range.end - field.range.start) / 8;
  return size <= MAX_BYTES && !FIXED.includes(field.id);
}

export function editableText({ value }: Field): string {
  switch (value.kind) {
    case 'flag':
      return value.isSet ? '1' : '0';
    case 'number':
      return String(value.exact ?? value.value);
    case 'opcode':
      return `0x${value.opcode.toString(16)}`;
    case 'close-code':
      return String(value.code);
    case 'bytes':
      return toHex(value.bytes, ' ');
    case 'text':
      return value.text;
  }
}
