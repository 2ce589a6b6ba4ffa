/** How two frames differ. */

import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/** `a` and `b` are titles of frames: "Frame 3". */
export function differenceWords(a: string, b: string, differing: number, fields: number): string {
  return differing === 0
    ? `${a} and ${b} say the same in every field.`
    : `${a} and ${b} differ in ${countOf(differing, 'field')} of ${formatCount(fields)}.`;
}
