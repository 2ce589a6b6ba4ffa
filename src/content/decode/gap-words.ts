/** Words for bytes that were not captured, and for what reading assumes after them. */

import type { GapUnit, Unit } from '#core/conversation/unit.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** How reading continues after a gap, and why. */
function gapWords({ range, goesOn }: GapUnit): string {
  const size = countOf(range.end - range.start, 'byte');
  const beginning = `${size} crossed here and were not captured.`;
  switch (goesOn) {
    case 'known':
      return `${beginning} The bytes before them show where the next frame begins, so reading continues with certainty.`;
    case 'assumed':
      return `${beginning} They might contain frame headers. Reading continues at the start of a segment after which every frame is valid. That a frame begins there is an assumption.`;
    case 'nowhere':
      return `${beginning} They contain frame headers, and no later segment certainly begins with a frame. So the rest can’t be read.`;
  }
}

const ASSUMED =
  'That it begins here is an assumption, because bytes before it were not captured. From here on, every frame is valid.';

/** What is missing or uncertain in a unit because of gaps. Empty if nothing is. */
export function unitDoubts(unit: Unit): string {
  const missing = unit.kind === 'frame' ? unit.notCaptured : undefined;
  return [
    ...(unit.kind === 'not-captured' ? [gapWords(unit)] : []),
    ...(missing === undefined
      ? []
      : [`It is incomplete: ${countOf(missing, 'byte')} of its payload were not captured.`]),
    ...(unit.isAssumed ? [ASSUMED] : []),
  ].join(' ');
}

/** Shown in place of the unit's missing bytes. Empty if none are missing. */
export function gapLabel(unit: Unit): string {
  if (unit.kind === 'not-captured') {
    return `${countOf(unit.range.end - unit.range.start, 'byte')} not captured`;
  }
  const hasGap = unit.kind === 'frame' && unit.notCaptured !== undefined;
  return hasGap ? `… ${countOf(unit.notCaptured, 'byte')} of payload not captured` : '';
}
