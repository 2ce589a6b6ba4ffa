/** A part of a long connection as a trace of its own, for views that show each segment. */

import { intersectRanges, shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { isPureSignal, type ByteStream, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import type { Conversation } from './conversation.ts';

export type UnitWindow = {
  /** Index of the first unit. */
  readonly first: number;
  readonly count: number;
};

/** `most` units with `unitIndex` among them, a quarter of them before it. */
export function windowAround(unitIndex: number, all: number, most: number): UnitWindow {
  const count = Math.min(most, all);
  const first = Math.max(0, Math.min(unitIndex - Math.floor(count / 4), all - count));
  return { first, count };
}

/**
 * The bytes of the units in a window, with the segments that carried them. Its time begins with its
 * first segment. At an end of the connection it has the segments of that end, too.
 */
export function partOfTrace(conversation: Conversation, window: UnitWindow): Trace {
  const { trace } = conversation;
  const ranges = rangesOf(conversation, window);
  const events = eventsOf(conversation, window);
  const startedAtMs = events[0]?.sentAtMs ?? 0;
  const kept = events.flatMap((event): TraceEvent[] => {
    const whole = ranges[event.direction];
    const shared = isPureSignal(event)
      ? pointIn(whole, event)
      : intersectRanges(whole, event.range);
    if (shared === null) return [];
    const { sentAtMs } = event;
    return [
      {
        ...event,
        range: shiftRange(shared, -whole.start),
        sentAtMs: sentAtMs === null ? null : sentAtMs - startedAtMs,
      },
    ];
  });
  const streamIn = (direction: Direction) => part(trace.streams[direction], ranges[direction]);
  return {
    ...trace,
    streams: {
      'client-to-server': streamIn('client-to-server'),
      'server-to-client': streamIn('server-to-client'),
    },
    events: kept,
  };
}

function rangesOf(
  { units, trace }: Conversation,
  { first, count }: UnitWindow,
): Record<Direction, ByteRange> {
  const inWindow = units.slice(first, first + count);
  const [sent, received] = DIRECTIONS.map((direction) => {
    const own = inWindow.filter((unit) => unit.direction === direction);
    const before = units.slice(0, first).findLast((unit) => unit.direction === direction);
    const start = own[0]?.range.start ?? before?.range.end ?? 0;
    const end = own.at(-1)?.range.end ?? start;
    return { start, end: Math.min(end, trace.streams[direction].length) };
  });
  return { 'client-to-server': sent!, 'server-to-client': received! };
}

/** From the first segment of the first unit to the last one of the last. */
function eventsOf(
  { units, deliveries, trace: { events } }: Conversation,
  { first, count }: UnitWindow,
): readonly TraceEvent[] {
  const indices = deliveries
    .slice(first, first + count)
    .flatMap(({ eventIndices }) => [...eventIndices]);
  const isBeginning = first === 0;
  const isEnd = first + count >= units.length;
  const from = isBeginning ? 0 : indices.reduce((least, each) => Math.min(least, each), Infinity);
  const to = indices.reduce((most, each) => Math.max(most, each), -1);
  return events.slice(from, isEnd ? events.length : to + 1);
}

/** Where a signal alone is in its stream; null if that is outside. */
function pointIn({ start, end }: ByteRange, { range }: TraceEvent): ByteRange | null {
  return range.start < start || range.start > end ? null : range;
}

function part(stream: ByteStream, { start, end }: ByteRange): ByteStream {
  return {
    length: end - start,
    gaps: stream.gaps.flatMap((gap) => {
      const shared = intersectRanges(gap, { start, end });
      return shared === null ? [] : [shiftRange(shared, -start)];
    }),
    read: (from, to) => stream.read(start + from, start + to),
  };
}
