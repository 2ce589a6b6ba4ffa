/** Where a direction's first frame should stand in a conversation, and something else does. */

import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { capturedWithin } from '#core/trace/trace.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { recogniseBytes, SAMPLE_SIZE, type Recognition } from '#core/recognition/not-a-frame.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';

export type RecognisedStart = {
  readonly direction: Direction;
  /** Index of the unit that begins there. */
  readonly unitIndex: number;
  /** Its range counts from the beginning of that unit. */
  readonly recognition: Recognition;
};

/** Looks at what follows the heads of each direction, or stands where no head is. */
export function recogniseStarts(conversation: Conversation): RecognisedStart[] {
  const { units } = conversation;
  return DIRECTIONS.flatMap((direction) => {
    const unitIndex = units.findIndex(
      (unit) => unit.direction === direction && !isHeadUnit(unit) && unit.kind !== 'cut-head',
    );
    if (unitIndex < 0 || units[unitIndex]!.kind === 'not-captured') return [];
    const recognition = recogniseBytes(bytesFrom(conversation, unitIndex));
    return recognition ? [{ direction, unitIndex, recognition }] : [];
  });
}

/** What a recognition looks at: the bytes from the beginning of a unit on. */
export function bytesFrom({ trace, units }: Conversation, unitIndex: number): Uint8Array {
  const { direction, range } = units[unitIndex]!;
  const stream = trace.streams[direction];
  const end = Math.min(stream.length, range.start + SAMPLE_SIZE);
  const captured = capturedWithin(stream, { start: range.start, end });
  return stream.read(captured.start, captured.end);
}
