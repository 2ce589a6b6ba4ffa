/**
 * When a receiver can decide what to do with a unit. A frame whose header breaks a rule needs no
 * payload for that (RFC 6455 §7.1.7).
 */

import { bytesCovering } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { isFatal } from '#core/protocol/rules/violation.ts';
import type { Direction } from '#core/trace/direction.ts';
import { isReadByBrowser } from './failing-units.ts';

export type DecidedUnit = {
  readonly unitIndex: number;
  /** Bytes of the receiver's stream that it needs, from the stream's start. */
  readonly position: number;
};

/** Parts of a unit, or bytes whose meaning is unknown. */
const UNDECIDED: readonly Unit['kind'][] = [
  'cut-head',
  'cut-header',
  'not-captured',
  'payload-rest',
  'unplaced',
];

/** All decided units of one direction, in the order of the stream. */
export function decidedUnits(conversation: Conversation, direction: Direction): DecidedUnit[] {
  const { units, findings } = conversation;
  const isBrowser = isReadByBrowser(conversation, direction);
  /** By unit: how many of its bytes show that it breaks a rule, at the least. */
  const shownBy = new Map<number, number>();
  for (const { unitIndex, violation, buffer } of findings) {
    if (!isFatal(violation, isBrowser) || buffer !== 'wire') continue;
    const { end } = bytesCovering(violation.range);
    shownBy.set(unitIndex, Math.min(end, shownBy.get(unitIndex) ?? Infinity));
  }
  return units.flatMap((unit, unitIndex) => {
    if (unit.direction !== direction || UNDECIDED.includes(unit.kind)) return [];
    const { start, end } = unit.range;
    if (unit.kind !== 'frame') return [{ unitIndex, position: end }];
    const brokenAfter = shownBy.get(unitIndex);
    const isInHeader = brokenAfter !== undefined && brokenAfter <= unit.headerSize;
    if (isInHeader) return [{ unitIndex, position: start + brokenAfter }];
    // The receiver had what was not captured.
    const isComplete = unit.missing === 0 || unit.notCaptured !== undefined;
    return isComplete ? [{ unitIndex, position: end }] : [];
  });
}
