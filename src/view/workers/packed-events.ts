/** Events of a trace packed for the way from the worker to the page, as numbers. */

import { DIRECTIONS } from '#core/trace/direction.ts';
import type { Arrival, Signal, TraceEvent } from '#core/trace/trace.ts';

export type PackedEvents = {
  /** In the order of the events; null for each packed one. */
  readonly others: readonly (TraceEvent | null)[];
  /** Of each packed event: direction and signals as bits, start, end, time, packet. */
  readonly numbers: Float64Array;
};

const NUMBERS_PER_EVENT = 5;

/** In the order in which a captured segment has them. */
const SIGNALS: readonly Signal[] = ['syn', 'fin', 'rst', 'ack'];

/** The bit above those of the signals. */
const DIRECTION_BIT = 1 << SIGNALS.length;

/** The signals of each combination of bits, shared because few combinations occur. */
const SIGNALS_OF_BITS: readonly (readonly Signal[])[] = Array.from(
  { length: DIRECTION_BIT },
  (_, bits) => SIGNALS.filter((_signal, index) => (bits & (1 << index)) !== 0),
);

const UNKNOWN_ARRIVAL: Arrival = { kind: 'unknown' };

export function packEvents(events: readonly TraceEvent[]): PackedEvents {
  const others = events.map((event) => (isCaptured(event) ? null : event));
  const numbers = new Float64Array(NUMBERS_PER_EVENT * others.filter((each) => !each).length);
  let at = 0;
  for (const { direction, signals, range, sentAtMs, packet } of events.filter(isCaptured)) {
    const bits = signals.reduce((sum, signal) => sum | (1 << SIGNALS.indexOf(signal)), 0);
    numbers[at++] = bits | (direction === DIRECTIONS[1] ? DIRECTION_BIT : 0);
    numbers[at++] = range.start;
    numbers[at++] = range.end;
    numbers[at++] = sentAtMs ?? NaN;
    numbers[at++] = packet ?? 0;
  }
  return { others, numbers };
}

export function unpackEvents({ others, numbers }: PackedEvents): TraceEvent[] {
  let at = 0;
  return others.map((event) => {
    if (event !== null) return event;
    const bits = numbers[at++]!;
    const range = { start: numbers[at++]!, end: numbers[at++]! };
    const sentAtMs = numbers[at++]!;
    const packet = numbers[at++]!;
    return {
      direction: DIRECTIONS[(bits & DIRECTION_BIT) === 0 ? 0 : 1],
      signals: SIGNALS_OF_BITS[bits & (DIRECTION_BIT - 1)]!,
      range,
      sentAtMs: Number.isNaN(sentAtMs) ? null : sentAtMs,
      arrival: UNKNOWN_ARRIVAL,
      ...(packet > 0 && { packet }),
    };
  });
}

/** Direction, signals, range, time, arrival and packet: a capture has no more of a segment. */
const PROPERTIES_OF_CAPTURED = 6;

function isCaptured(event: TraceEvent): boolean {
  const { signals, arrival, packet = 0 } = event;
  return (
    arrival.kind === 'unknown' &&
    packet > 0 &&
    Object.keys(event).length === PROPERTIES_OF_CAPTURED &&
    signals.every((signal, at) => at === 0 || isAfter(signal, signals[at - 1]!))
  );
}

function isAfter(signal: Signal, before: Signal): boolean {
  return SIGNALS.indexOf(signal) > SIGNALS.indexOf(before);
}
