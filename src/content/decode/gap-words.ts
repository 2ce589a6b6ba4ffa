/** Words for bytes that were not captured, and for what reading assumes after them. */

import type { GapUnit, Unit } from '#core/conversation/unit.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** How reading continues after a gap, and why. */
function gapWords({ range, goesOn }: GapUnit): string {
  const size = countOf(range.end - range.start, 'byte');
  const beginning = `${size} crossed here and were not captured.`;
  switch (goesOn) {
    case 'known':
      return `${beginning} What came before says what follows them, so frames are read on with certainty.`;
    case 'assumed':
      return `${beginning} Headers of frames may be among them. Reading goes on at a segment’s beginning from which on frame follows frame without a fault: that a frame begins there is an assumption.`;
    case 'nowhere':
      return `${beginning} Headers of frames are among them, and no segment that follows begins with a frame for sure: what it holds can’t be told.`;
  }
}

const ASSUMED =
  'That it begins here is an assumption: bytes before it were not captured, and from here on frame follows frame without a fault.';

/** What is missing or uncertain in a unit because of gaps. Empty if nothing is. */
export function unitDoubts(unit: Unit): string {
  const missing = unit.kind === 'frame' ? unit.notCaptured : undefined;
  return [
    ...(unit.kind === 'not-captured' ? [gapWords(unit)] : []),
    ...(missing === undefined
      ? []
      : [`It is not whole: ${countOf(missing, 'byte')} of its payload were not captured.`]),
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
