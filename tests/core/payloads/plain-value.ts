import { toHex } from '#core/bytes/hex.ts';
import type { FieldValue } from '#core/dissection/field.ts';

/** The value of a field in a short, fixed notation. */
export function plainValue(value: FieldValue): string {
  switch (value.kind) {
    case 'flag':
      return value.isSet ? '1' : '0';
    case 'number':
      return String(value.exact ?? value.value);
    case 'opcode':
      return String(value.opcode);
    case 'close-code':
      return String(value.code);
    case 'bytes':
      return toHex(value.bytes, ' ');
    case 'text':
      return value.text;
  }
}
