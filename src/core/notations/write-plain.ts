/** A conversation as text in one plain form, which reads back as it was: a line of hex each time another side speaks. */

import { toHex } from '#core/bytes/hex.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

/** Who speaks, said outright: arrows would leave it to the masks which side is which, and those may be what was edited. */
const MARKS: Readonly<Record<Direction, string>> = {
  'client-to-server': 'C: ',
  'server-to-client': 'S: ',
};

export function writePlain({ streams, events }: Trace): string {
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const lines: string[] = [];
  const write = (direction: Direction, end: number) => {
    const start = reached[direction];
    if (end <= start) return;
    lines.push(MARKS[direction] + toHex(streams[direction].read(start, end), ' '));
    reached[direction] = end;
  };
  for (const { direction, range } of events) write(direction, range.end);
  for (const direction of DIRECTIONS) write(direction, streams[direction].length);
  return lines.join('\n');
}
