/** The text in a box of the bit diagram. */

import { bytesCovering } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { missingInFrame } from '#core/conversation/missing-bytes.ts';
import type { Field } from '#core/dissection/field.ts';
import type { DiagramBox } from '#core/scenes/frame-diagram.ts';
import { byteCount } from '#core/scenes/wire-range.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import { FIELD_NOTES } from './field-notes.ts';
import { OPCODE_NOTES } from './opcode-notes.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/** The value is always shown. The name precedes it if both fit. */
export type BoxText = { readonly name: string; readonly value: string };

export function boxText({ part, field, range, isNamed }: DiagramBox, wire: Uint8Array): BoxText {
  if (part === 'missing') {
    // The box's range is in bits, which are rounded sooner than bytes.
    return { name: '', value: `${countOf(missingInFrame(wire), 'byte')} missing` };
  }
  if (part === 'folded') {
    return { name: '', value: `… ${countOf(byteCount(range), 'more byte')}` };
  }
  const { start, end } = bytesCovering(range);
  const hex = toHex(wire.subarray(start, end), ' ');
  if (field === null || !isNamed) return { name: '', value: hex };
  return { name: nameOf(field), value: valueOf(field) ?? hex };
}

function nameOf({ id, value }: Field): string {
  if (value.kind === 'opcode') return OPCODE_NOTES[opcodeName(value.opcode)].name;
  return FIELD_NOTES[id].short;
}

/** The words for a value whose bytes would say less. */
function valueOf({ value }: Field): string | null {
  switch (value.kind) {
    case 'flag':
      return value.isSet ? '1' : '0';
    case 'opcode':
      return `0x${value.opcode.toString(16)}`;
    case 'number':
      return formatCount(value.exact ?? value.value);
    case 'close-code':
      return String(value.code);
    default:
      return null;
  }
}
