/** Steps whose bytes their receiver reads as something else than was sent. */

import { rangesOverlap } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { HandedOn } from '#core/trace/hand-over.ts';
import type { DecidedUnit } from './decided-units.ts';
import type { DraftStep } from './draft-step.ts';
import { misreadingOf, ReceivedPlaces, type MisreadAs } from './misreadings.ts';

export type Misread = {
  readonly as: MisreadAs;
  /** The step with whose arrival TCP hands the bytes over. */
  readonly handedOverBy: DraftStep;
};

/** What one side receives. */
export type Reception = {
  /** As it was sent. */
  readonly sent: Conversation;
  readonly received: Conversation;
  readonly direction: Direction;
  readonly pieces: readonly HandedOn[];
  readonly stepsOf: ReadonlyMap<number, readonly DraftStep[]>;
  /** The unit that should have been a head and isn't; null if there is none. */
  readonly failedHead: number | null;
  /** Bytes that it reads, from the start of what it received. */
  readonly readUpTo: number;
};

/** Of `drafts`, which cross in the reception's direction. */
export function misreadSteps(
  drafts: readonly DraftStep[],
  { sent, received, direction, pieces, stepsOf, failedHead, readUpTo }: Reception,
): (readonly [DraftStep, Misread])[] {
  // Nothing was altered.
  if (received === sent) return [];
  const crosses = (unit: Unit) => unit.direction === direction;
  const sentUnits = sent.units.filter(crosses);
  const readUnits = received.units
    .map((unit, index) => (index === failedHead ? asHead(unit) : unit))
    .filter(crosses);
  const streamOf = ({ trace }: Conversation) => trace.streams[direction];
  const places = new ReceivedPlaces(pieces, streamOf(sent), streamOf(received));
  return drafts.flatMap((draft) => {
    const { carried, unit, arrival, eventIndices } = draft;
    const last = pieces.findLast(({ range }) => rangesOverlap(range, carried));
    if (unit === null || arrival.kind === 'lost' || last === undefined) return [];
    const { eventIndex } = last;
    const handedOverBy = eventIndices.includes(eventIndex)
      ? draft
      : stepsOf.get(eventIndex)?.at(-1);
    const isRead = (places.placeOf(carried)?.start ?? 0) < readUpTo;
    const as = misreadingOf(carried, sentUnits, readUnits, places);
    return as !== null && isRead && handedOverBy ? [[draft, { as, handedOverBy }]] : [];
  });
}

function asHead({ direction, range }: Unit): Unit {
  return { kind: 'cut-head', direction, range, missing: null };
}

/** Where a receiver stops reading: after what it fails by, or after a Close frame. */
export function endOfReading(
  decided: readonly DecidedUnit[],
  { units }: Conversation,
  failing: ReadonlyMap<number, unknown>,
): number {
  const last = decided.find(({ unitIndex }) => {
    const unit = units[unitIndex];
    const isClose = unit?.kind === 'frame' && unit.header.opcode === OPCODE.close;
    return isClose || failing.has(unitIndex);
  });
  return last?.position ?? Infinity;
}
