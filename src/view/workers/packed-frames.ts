/**
 * Whole frames packed for the way from the worker to the page, as three numbers each: start,
 * direction and message opcode. The page reads the header again from the bytes, which is faster
 * than receiving an object, or keeps an ordinary frame as its place.
 */

import { OrdinaryFrame, type FrameSource } from '#core/conversation/ordinary-frame.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';

export type PackedUnits = {
  /** In the order of the units; null for each packed frame. */
  readonly others: readonly (Unit | null)[];
  readonly frames: Float64Array;
};

const NUMBERS_PER_FRAME = 3;
const NO_MESSAGE = -1;
const ORDINARY = -2;

export function packUnits(units: readonly Unit[]): PackedUnits {
  const others = units.map((unit) => (isWhole(unit) ? null : unit));
  const frames = new Float64Array(NUMBERS_PER_FRAME * others.filter((unit) => !unit).length);
  let at = 0;
  for (const unit of units) {
    if (!isWhole(unit)) continue;
    const isOrdinary = unit instanceof OrdinaryFrame;
    frames[at++] = isOrdinary ? unit.start : unit.range.start;
    frames[at++] = DIRECTIONS.indexOf(unit.direction);
    frames[at++] = isOrdinary ? ORDINARY : (unit.messageOpcode ?? NO_MESSAGE);
  }
  return { others, frames };
}

/** @param sources of each direction */
export function unpackUnits(
  { others, frames }: PackedUnits,
  sources: Readonly<Record<Direction, FrameSource>>,
): Unit[] {
  let at = 0;
  return others.map((unit) => {
    if (unit !== null) return unit;
    const start = frames[at++]!;
    const source = sources[DIRECTIONS[frames[at++]!]!];
    const messageOpcode = frames[at++]!;
    if (messageOpcode === ORDINARY) return new OrdinaryFrame(source, start);
    return frameAt(source, start, messageOpcode);
  });
}

/** Whether the three numbers and the bytes determine the unit. */
function isWhole(unit: Unit): unit is FrameUnit {
  if (unit.kind !== 'frame') return false;
  if (unit instanceof OrdinaryFrame) return true;
  if (unit.missing > 0) return false;
  return unit.inflation === undefined && unit.isAssumed === undefined;
}

function frameAt(source: FrameSource, start: number, messageOpcode: number): FrameUnit {
  const { header, size } = source.headerAt(start);
  return {
    kind: 'frame',
    direction: source.direction,
    range: { start, end: start + size + header.payloadLength.value },
    header,
    headerSize: size,
    missing: 0,
    messageOpcode: messageOpcode === NO_MESSAGE ? null : messageOpcode,
  };
}
