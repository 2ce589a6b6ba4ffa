/**
 * Which steps a trace has, and in which order: TCP's signals, the units of the conversation, what
 * is sent again.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import { DIRECTIONS, senderOf, type Direction } from '#core/trace/direction.ts';
import { isPureSignal, type Signal, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import type { Step, StepKind } from './step.ts';

/** What the trace alone shows of a step, before both sides are followed through it. */
export type DraftStep = Pick<
  Step,
  | 'id'
  | 'kind'
  | 'direction'
  | 'side'
  | 'unit'
  | 'unitIndex'
  | 'eventIndices'
  | 'carried'
  | 'sentAtMs'
  | 'arrival'
>;

type Placed = { readonly eventIndex: number; readonly draft: DraftStep };

/** A unit that came in more flights than this is told in one step, or nothing else would be. */
const MOST_FLIGHTS = 8;

/**
 * Of so few segments each is a flight of its own, though they leave together: to show that a frame
 * is no segment.
 */
const FEW_SEGMENTS = 3;

/** TCP's signals, if the step is one of them; none if it carries bytes. */
export function signalsOf({ unit, eventIndices }: DraftStep, { events }: Trace): readonly Signal[] {
  const [index = -1] = eventIndices;
  return unit === null ? (events[index]?.signals ?? []) : [];
}

/** In the order in which they were sent. */
export function draftSteps(conversation: Conversation): DraftStep[] {
  const { events } = conversation.trace;
  const again = sentAgain(events);
  const names = nameUnits(conversation.units);
  const placed = [
    ...conversation.units.flatMap((_, index) => placeUnit(index, conversation, names, again)),
    ...placeAgain(conversation, names, again),
    ...placeSignals(events),
  ];
  return placed.sort((a, b) => a.eventIndex - b.eventIndex).map(({ draft }) => draft);
}

/** Events whose bytes had all been sent before. */
function sentAgain(events: readonly TraceEvent[]): ReadonlySet<number> {
  const sentUpTo: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const again = new Set<number>();
  events.forEach((event, index) => {
    if (isPureSignal(event)) return;
    if (event.range.end <= sentUpTo[event.direction]) again.add(index);
    else sentUpTo[event.direction] = event.range.end;
  });
  return again;
}

/**
 * One step for each flight of a unit's segments: those that were sent at once and arrived at once.
 */
function placeUnit(
  unitIndex: number,
  { units, deliveries, trace }: Conversation,
  names: readonly string[],
  again: ReadonlySet<number>,
): Placed[] {
  const unit = units[unitIndex];
  const delivery = deliveries[unitIndex];
  const name = names[unitIndex] ?? '';
  if (unit === undefined) return [];
  const carriers = (delivery?.eventIndices ?? [])
    .filter((index) => !again.has(index))
    .sort((a, b) => a - b);
  const flights = groupFlights(carriers, trace.events);
  const shared = { direction: unit.direction, side: null, unit, unitIndex };
  if (delivery === undefined || flights.length === 0 || flights.length > MOST_FLIGHTS) {
    const { sentAtMs = null, arrival = { kind: 'unknown' as const } } = delivery ?? {};
    const whole = { eventIndices: carriers, carried: unit.range, sentAtMs, arrival };
    const draft: DraftStep = { id: name, kind: 'unit', ...shared, ...whole };
    return [{ eventIndex: carriers[0] ?? eventBehind(unit, trace.events), draft }];
  }
  return flights.map((eventIndices, flight) => {
    const [first = 0] = eventIndices;
    const { sentAtMs = null, arrival = { kind: 'unknown' as const } } = trace.events[first] ?? {};
    const crossing = { eventIndices, carried: carriedBy(eventIndices, unit, trace.events) };
    const id = flight === 0 ? name : `${name}-part-${carriers.indexOf(first) + 1}`;
    const kind = flight === 0 ? 'unit' : 'tcp-segment';
    return { eventIndex: first, draft: { id, kind, ...shared, ...crossing, sentAtMs, arrival } };
  });
}

/** What its sender sent next, for what no event carries: bytes that were not captured. */
function eventBehind({ direction, range }: Unit, events: readonly TraceEvent[]): number {
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
      carriers.length > FEW_SEGMENTS &&
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

/** What was sent again: a step for each time, named for what it begins with. */
function placeAgain(
  { units, trace }: Conversation,
  names: readonly string[],
  again: ReadonlySet<number>,
): Placed[] {
  const times = new Map<string, number>();
  return [...again].flatMap((eventIndex) => {
    const event = trace.events[eventIndex];
    if (event === undefined) return [];
    const { direction, range, sentAtMs, arrival } = event;
    const unitIndex = units.findIndex(
      (unit) =>
        unit.direction === direction &&
        unit.range.start < range.end &&
        range.start < unit.range.end &&
        (unit.range.start >= range.start || unit.range.end >= range.end),
    );
    const unit = units[unitIndex];
    if (unit === undefined) return [];
    const name = partName(names[unitIndex] ?? '', unit, eventIndex, trace.events, again);
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    const draft: DraftStep = {
      id: `${name}-again-${time}`,
      kind: 'tcp-retransmission',
      direction,
      side: null,
      unit,
      unitIndex,
      eventIndices: [eventIndex],
      carried: range,
      sentAtMs,
      arrival,
    };
    return [{ eventIndex, draft }];
  });
}

/** The name of the segment that was sent before with these bytes. */
function partName(
  name: string,
  { direction, range }: Unit,
  eventIndex: number,
  events: readonly TraceEvent[],
  again: ReadonlySet<number>,
): string {
  const start = events[eventIndex]?.range.start ?? 0;
  const before = events.filter(
    (event, index) =>
      event.direction === direction &&
      !isPureSignal(event) &&
      !again.has(index) &&
      event.range.end > range.start &&
      event.range.start < start,
  );
  return before.length === 0 || start <= range.start ? name : `${name}-part-${before.length + 1}`;
}

/**
 * SYN, FIN and RST are steps; of the bare acknowledgements, those that end an opening or a closing.
 */
function placeSignals(events: readonly TraceEvent[]): Placed[] {
  const placed: Placed[] = [];
  const times = new Map<string, number>();
  const seen = new Set<string>();
  const finsFrom = new Set<Direction>();
  const lastAcksFrom = new Set<Direction>();
  let isOpening = false;
  events.forEach((event, eventIndex) => {
    const { direction, range, sentAtMs, arrival } = event;
    const isEnding = finsFrom.size === DIRECTIONS.length && !lastAcksFrom.has(direction);
    const kind = signalStep(event, { isOpening, isEnding });
    if (kind === null) return;
    if (kind === 'tcp-syn') isOpening = true;
    if (kind === 'tcp-ack') isOpening = false;
    if (kind === 'tcp-fin') finsFrom.add(direction);
    if (kind === 'tcp-last-ack') lastAcksFrom.add(direction);
    const name = nameSignal(kind, direction);
    const isAgain = kind !== 'tcp-reset' && kind !== 'tcp-last-ack' && seen.has(name);
    seen.add(name);
    // Whoever gets a FIN again acknowledges it again.
    if (isAgain && kind === 'tcp-fin') lastAcksFrom.clear();
    const step = isAgain ? 'tcp-retransmission' : kind;
    const time = (times.get(`${step} ${name}`) ?? 0) + 1;
    times.set(`${step} ${name}`, time);
    const id = isAgain ? `${name}-again-${time}` : time > 1 ? `${name}-${time}` : name;
    const crossing = {
      eventIndices: [eventIndex],
      carried: { start: range.start, end: range.start },
    };
    const nothing = { side: null, unit: null, unitIndex: null };
    const draft = {
      id,
      kind: step,
      direction,
      ...nothing,
      ...crossing,
      sentAtMs,
      arrival,
    };
    placed.push({ eventIndex, draft });
  });
  return placed;
}

function signalStep(
  event: TraceEvent,
  tcp: { readonly isOpening: boolean; readonly isEnding: boolean },
): StepKind | null {
  const has = (signal: Signal) => event.signals.includes(signal);
  if (has('syn')) return has('ack') ? 'tcp-syn-ack' : 'tcp-syn';
  if (has('rst')) return 'tcp-reset';
  if (has('fin')) return 'tcp-fin';
  if (!has('ack') || !isPureSignal(event)) return null;
  if (tcp.isOpening && event.direction === 'client-to-server') return 'tcp-ack';
  return tcp.isEnding ? 'tcp-last-ack' : null;
}

function nameSignal(kind: StepKind, direction: Direction): string {
  const hasSides = kind === 'tcp-fin' || kind === 'tcp-reset';
  return hasSides ? `${senderOf(direction)}-${kind}` : kind;
}

/**
 * Names that say what a unit is, and stay when others are added after it: "client-text-1",
 * "response".
 */
function nameUnits(units: readonly Unit[]): string[] {
  const counts = new Map<string, number>();
  return units.map((unit) => {
    const name = nameOf(unit);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return unit.kind === 'frame' || count > 1 ? `${name}-${count}` : name;
  });
}

function nameOf(unit: Unit): string {
  if (unit.kind === 'request' || unit.kind === 'response') return unit.kind;
  const side = senderOf(unit.direction);
  return unit.kind === 'frame'
    ? `${side}-${opcodeName(unit.header.opcode)}`
    : `${side}-${unit.kind}`;
}
