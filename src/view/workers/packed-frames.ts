/**
 * Whole frames packed for the way from the worker to the page, as three numbers each: start,
 * direction and message opcode. The page reads the header again from the bytes, which is faster
 * than receiving an object.
 */

import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';

export type PackedUnits = {
  /** In the order of the units; null for each packed frame. */
  readonly others: readonly (Unit | null)[];
  readonly frames: Float64Array;
};

const NUMBERS_PER_FRAME = 3;
const NO_MESSAGE = -1;

export function packUnits(units: readonly Unit[]): PackedUnits {
  const others = units.map((unit) => (isWhole(unit) ? null : unit));
  const frames = units
    .filter(isWhole)
    .flatMap(({ range, direction, messageOpcode }) => [
      range.start,
      DIRECTIONS.indexOf(direction),
      messageOpcode ?? NO_MESSAGE,
    ]);
  return { others, frames: Float64Array.from(frames) };
}

/** @param bytes of each direction */
export function unpackUnits(
  { others, frames }: PackedUnits,
  bytes: Readonly<Record<Direction, Uint8Array>>,
): Unit[] {
  let at = 0;
  return others.map((unit) => {
    if (unit !== null) return unit;
    const [start = 0, direction = 0, messageOpcode = NO_MESSAGE] = frames.subarray(
      at,
      at + NUMBERS_PER_FRAME,
    );
    at += NUMBERS_PER_FRAME;
    return frameAt(start, DIRECTIONS[direction]!, messageOpcode, bytes);
  });
}

/** Whether the three numbers and the bytes determine the unit. */
function isWhole(unit: Unit): unit is FrameUnit {
  if (unit.kind !== 'frame' || unit.missing > 0) return false;
  return unit.inflation === undefined && unit.isAssumed === undefined;
}

function frameAt(
  start: number,
  direction: Direction,
  messageOpcode: number,
  bytes: Readonly<Record<Direction, Uint8Array>>,
): FrameUnit {
  const reading = decodeFrameHeader(bytes[direction], start);
  if (reading.kind !== 'header') throw new Error(`expected a frame at ${start}, got its beginning`);
  const { header, size } = reading;
  return {
    kind: 'frame',
    direction,
    range: { start, end: start + size + header.payloadLength.value },
    header,
    headerSize: size,
    missing: 0,
    messageOpcode: messageOpcode === NO_MESSAGE ? null : messageOpcode,
  };
}
