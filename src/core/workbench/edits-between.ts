/** The edits that make one trace's bytes those of another: at most one for each direction. */

import type { Edit } from '#core/editing/edit.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { hasGaps, readStream, type Trace } from '#core/trace/trace.ts';

/**
 * Each edit replaces what lies between the bytes that both streams begin with and those that both
 * end with. Bytes alone can't show which of them were captured, so with gaps in either trace the
 * edits also restore `edited`'s events and gaps.
 */
export function editsBetween(original: Trace, edited: Trace): Edit[] {
  const provenance = { ...original.provenance, isEdited: true as const };
  const hasUnknown = hasGaps(original) || hasGaps(edited);
  return DIRECTIONS.flatMap((direction) => {
    const change = replacementBetween(
      readStream(original, direction),
      readStream(edited, direction),
    );
    if (change === null) return [];
    const { events, streams } = edited;
    const restores = { events, provenance, gaps: streams[direction].gaps };
    return [{ direction, ...change, ...(hasUnknown && { restores }) }];
  });
}

/** Null if both are the same. */
function replacementBetween(
  before: Uint8Array,
  after: Uint8Array,
): Pick<Edit, 'range' | 'bytes'> | null {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const range = { start: head, end: before.length - tail };
  const bytes = after.subarray(head, after.length - tail);
  return range.start === range.end && bytes.length === 0 ? null : { range, bytes };
}
