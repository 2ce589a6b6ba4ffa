/**
 * The steps that carry a unit for the first time: one for each flight of its segments, which are
 * sent together and arrive together.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { TraceEvent } from '#core/trace/trace.ts';
import type { PlacedStep } from './draft-step.ts';

/**
 * In what was recorded or pasted, a unit in more flights than this is one step: one large message
 * should not fill the story. In a simulation something can happen between two flights, so each is a
 * step.
 */
const MAX_FLIGHTS = 8;

/**
 * This many segments are a flight each, even if they are sent together, to show that a frame can
 * take several segments.
 */
const MAX_SEPARATE_SEGMENTS = 3;

/** `ids` are those of all units. */
export function placeUnit(
  unitIndex: number,
  { units, deliveries, trace }: Conversation,
  ids: readonly string[],
  retransmitted: ReadonlySet<number>,
): PlacedStep[] {
  const unit = units[unitIndex];
  const delivery = deliveries[unitIndex];
  const unitId = ids[unitIndex] ?? '';
  if (unit === undefined) return [];
  const carriers = (delivery?.eventIndices ?? [])
    .filter((index) => !retransmitted.has(index))
    .sort((a, b) => a - b);
  const flights = groupFlights(carriers, trace.events);
  const isLimited = trace.provenance.kind !== 'simulated';
  const { direction } = unit;
  const shared = { direction, side: null, givingUp: null, unit, unitIndex };
  const isOneStep = flights.length === 0 || (isLimited && flights.length > MAX_FLIGHTS);
  if (delivery === undefined || isOneStep) {
    const { sentAtMs = null, arrival = { kind: 'unknown' as const } } = delivery ?? {};
    const whole = { eventIndices: carriers, carried: unit.range, sentAtMs, arrival };
    const eventIndex = carriers[0] ?? nextEventAfter(unit, trace.events);
    return [{ eventIndex, draft: { id: unitId, kind: 'unit', ...shared, ...whole } }];
  }
  return flights.map((eventIndices, flight) => {
    const [first = 0] = eventIndices;
    const { sentAtMs = null, arrival = { kind: 'unknown' as const } } = trace.events[first] ?? {};
    const crossing = { eventIndices, carried: carriedBy(eventIndices, unit, trace.events) };
    const id = flight === 0 ? unitId : `${unitId}-part-${carriers.indexOf(first) + 1}`;
    const kind = flight === 0 ? 'unit' : 'tcp-segment';
    return { eventIndex: first, draft: { id, kind, ...shared, ...crossing, sentAtMs, arrival } };
  });
}

/** Where a unit without events belongs: before what its sender sent next. */
function nextEventAfter({ direction, range }: Unit, events: readonly TraceEvent[]): number {
  const next = events.findIndex(
    (event) => event.direction === direction && event.range.start >= range.end,
  );
  return next === -1 ? events.length : next;
}

function groupFlights(carriers: readonly number[], events: readonly TraceEvent[]): number[][] {
  const flights: number[][] = [];
  let before: TraceEvent | undefined;
  for (const index of carriers) {
    const event = events[index];
    const isTogether =
      before !== undefined &&
      carriers.length > MAX_SEPARATE_SEGMENTS &&
      event?.sentAtMs === before.sentAtMs &&
      event.arrival.kind === before.arrival.kind &&
      arrivalTime(event) === arrivalTime(before);
    if (isTogether) flights.at(-1)?.push(index);
    else flights.push([index]);
    before = event;
  }
  return flights;
}

function arrivalTime({ arrival }: TraceEvent): number | null {
  return arrival.kind === 'arrived' ? arrival.atMs : null;
}

function carriedBy(
  eventIndices: readonly number[],
  { range }: Unit,
  events: readonly TraceEvent[],
): ByteRange {
  const first = events[eventIndices[0] ?? 0]?.range ?? range;
  const last = events[eventIndices.at(-1) ?? 0]?.range ?? range;
  return { start: Math.max(range.start, first.start), end: Math.min(range.end, last.end) };
}
