/** Words for a comparison of two frames. */

import type { Field } from '#core/dissection/field.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { fieldLabel } from '#content/reference/field-notes.ts';

/** `a` and `b` are titles of frames: "Frame 3". */
export function differenceWords(a: string, b: string, differing: number, fields: number): string {
  return differing === 0
    ? `${a} and ${b} are the same in every field.`
    : `${a} and ${b} differ in ${countOf(differing, 'field')} of ${formatCount(fields)}.`;
}

/** Why the typed number names no frame to compare with. `shown` is its number, if it is shown. */
export function noOtherFrameWords(frames: number, shown: number | null): string {
  const range = `Enter a frame number from 1 to ${formatCount(frames)}`;
  return shown === null ? `${range}.` : `${range}, but not ${formatCount(shown)}.`;
}

/** The labels of a field in two frames: "Text", "Text or Binary". */
export function eitherLabel(labels: readonly string[]): string {
  return [...new Set(labels)].join(' or ');
}

/** The column that starts with this field. The first two bytes contain several fields each. */
export function columnLabel(field: Field): string {
  switch (field.id) {
    case 'frame.fin':
      return 'FIN, RSV, opcode';
    case 'frame.mask':
      return 'MASK, length';
    default:
      return fieldLabel(field);
  }
}
