/** Words for a group of findings that break the same rule. */

import { countOf } from '#content/phrasing/quantity.ts';

/** "1,024 frames", "3 times in 2 frames". */
export function findingCountWords(findings: number, units: number, unit: 'frame' | 'head'): string {
  const places = countOf(units, unit);
  return findings === units ? places : `${countOf(findings, 'time')} in ${places}`;
}
