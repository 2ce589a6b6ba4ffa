/** Where a direction's first frame should begin, but the bytes are recognised as something else. */

import type { Conversation } from '#core/conversation/conversation.ts';
import { isHeadUnit, type Unit } from '#core/conversation/unit.ts';
import { recogniseBytes, SAMPLE_SIZE, type Recognition } from '#core/recognition/not-a-frame.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { capturedWithin } from '#core/trace/trace.ts';

export type RecognisedStart = {
  readonly direction: Direction;
  /** Index of the unit that begins there. */
  readonly unitIndex: number;
  /** With its range counted from the beginning of that unit. */
  readonly recognition: Recognition;
};

/** Looks at the bytes after each direction's heads, or at its first bytes if it has no head. */
export function recogniseStarts(conversation: Conversation): RecognisedStart[] {
  const { units } = conversation;
  return DIRECTIONS.flatMap((direction) => {
    const unitIndex = units.findIndex((unit) => unit.direction === direction && !isOfHeads(unit));
    if (unitIndex < 0 || units[unitIndex]!.kind === 'not-captured') return [];
    const recognition = recogniseBytes(bytesFrom(conversation, unitIndex));
    return recognition ? [{ direction, unitIndex, recognition }] : [];
  });
}

function isOfHeads(unit: Unit): boolean {
  return isHeadUnit(unit) || unit.kind === 'cut-head' || unit.kind === 'empty-line';
}

/** The bytes that a recognition looks at, from the beginning of a unit. */
export function bytesFrom({ trace, units }: Conversation, unitIndex: number): Uint8Array {
  const { direction, range } = units[unitIndex]!;
  const stream = trace.streams[direction];
  const end = Math.min(stream.length, range.start + SAMPLE_SIZE);
  const captured = capturedWithin(stream, { start: range.start, end });
  return stream.read(captured.start, captured.end);
}

/** Whether a unit is, or follows, what was recognised as something other than frames. */
export function isMisread(
  recognised: readonly RecognisedStart[],
  { units }: Conversation,
  unitIndex: number,
): boolean {
  return recognised.some(
    (start) => unitIndex >= start.unitIndex && units[unitIndex]?.direction === start.direction,
  );
}

/** Whether any unit isn't misread. */
export function hasRealUnit(
  recognised: readonly RecognisedStart[],
  conversation: Conversation,
): boolean {
  return conversation.units.some((_, index) => !isMisread(recognised, conversation, index));
}
