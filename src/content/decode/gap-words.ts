/** Words for bytes that are missing, and for what reading assumes after them. */

import type { GapUnit, Unit } from '#core/conversation/unit.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** How reading continues after a gap, and why. */
function gapWords({ range, goesOn }: GapUnit): string {
  const count = range.end - range.start;
  const verb = count === 1 ? ['was', 'is'] : ['were', 'are'];
  const beginning = `${countOf(count, 'byte')} ${verb[0]} sent here but ${verb[1]} missing.`;
  switch (goesOn) {
    case 'known':
      return `${beginning} The bytes before them show where the next frame begins.`;
    case 'assumed':
      return `${beginning} They might contain frame headers. Reading continues at the start of a segment, because every frame from there on is valid. It is an assumption that a frame begins there.`;
    case 'nowhere':
      return `${beginning} They contain frame headers, and no later segment certainly begins with a frame. So the rest can’t be read.`;
  }
}

const ASSUMED =
  'It is an assumption that this frame begins here, because bytes before it are missing. Every frame from here on is valid.';

/** What is missing or uncertain in a unit because of gaps. Empty if nothing is. */
export function unitDoubts(unit: Unit): string {
  const missing = unit.kind === 'frame' ? unit.notCaptured : undefined;
  return [
    ...(unit.kind === 'not-captured' ? [gapWords(unit)] : []),
    ...(missing === undefined
      ? []
      : [
          `It is incomplete: ${countOf(missing, 'byte')} of its payload ${missing === 1 ? 'is' : 'are'} missing.`,
        ]),
    ...(unit.isAssumed ? [ASSUMED] : []),
  ].join(' ');
}

/** Shown in place of the unit's missing bytes. Empty if none are missing. */
export function gapLabel(unit: Unit): string {
  if (unit.kind === 'not-captured') {
    return `${countOf(unit.range.end - unit.range.start, 'byte')} missing`;
  }
  const hasGap = unit.kind === 'frame' && unit.notCaptured !== undefined;
  return hasGap ? `… ${countOf(unit.notCaptured, 'byte')} of payload missing` : '';
}
