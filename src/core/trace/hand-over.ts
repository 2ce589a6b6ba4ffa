/**
 * The bytes that a receiver's TCP passes to its application, and when: in order and without holes
 * (RFC 9293 §3.4), altered bytes as they arrived.
 */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import type { Direction } from './direction.ts';
import { gapFrom, type Trace, type TraceEvent } from './trace.ts';

/** Bytes that were passed on together. */
export type HandedOn = {
  /** The event that completed them, which isn't always the one that carried them. */
  readonly eventIndex: number;
  /** Bytes of the stream as it was sent. */
  readonly range: ByteRange;
  /** As they arrived. */
  readonly bytes: Uint8Array;
};

export type HandOver = {
  readonly pieces: readonly HandedOn[];
  /** The event after which the receiver knows that the stream has ended; null if it never does. */
  readonly endEventIndex: number | null;
};

type Arrived = { readonly event: TraceEvent; readonly index: number };

export function handOver(trace: Trace, direction: Direction): HandOver {
  const stream = trace.streams[direction];
  const pieces: HandedOn[] = [];
  const early: TraceEvent[] = [];
  let taken = 0;
  let endEventIndex: number | null = null;
  for (const { event, index } of arrivals(trace, direction)) {
    early.push(event);
    early.sort((a, b) => a.range.start - b.range.start);
    for (;;) {
      const [next] = early;
      if (next === undefined) break;
      if (next.range.start > taken) {
        // The receiver got the bytes that were sent but not captured.
        const gap = gapFrom(stream, taken);
        if (gap === null || gap.start > taken || gap.end > next.range.start) break;
        const range = { start: taken, end: gap.end };
        pieces.push({ eventIndex: index, range, bytes: stream.read(taken, gap.end) });
        taken = gap.end;
        continue;
      }
      early.shift();
      const { range, alteredBytes, signals } = next;
      if (range.end > taken) {
        const bytes = alteredBytes?.subarray(taken - range.start) ?? stream.read(taken, range.end);
        pieces.push({ eventIndex: index, range: { start: taken, end: range.end }, bytes });
        taken = range.end;
      }
      if (signals.includes('fin')) endEventIndex ??= index;
    }
  }
  return { pieces, endEventIndex };
}

/** One direction's bytes as its receiver got them. */
export function receivedStream(trace: Trace, direction: Direction): Uint8Array {
  return concatBytes(handOver(trace, direction).pieces.map(({ bytes }) => bytes));
}

/**
 * The events that arrived and have bytes or a FIN, in the order of arrival, or of sending if any
 * arrival is unknown.
 */
function arrivals({ events }: Trace, direction: Direction): Arrived[] {
  const arrived = events
    .map((event, index) => ({ event, index }))
    .filter(({ event }) => event.direction === direction && event.arrival.kind !== 'lost')
    .filter(({ event }) => lengthOfRange(event.range) > 0 || event.signals.includes('fin'));
  const isTimed = arrived.every(({ event }) => event.arrival.kind === 'arrived');
  return isTimed ? arrived.sort((a, b) => arrivalOf(a) - arrivalOf(b)) : arrived;
}

function arrivalOf({ event }: Arrived): number {
  return event.arrival.kind === 'arrived' ? event.arrival.atMs : 0;
}
