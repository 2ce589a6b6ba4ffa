/**
 * The steps in which TCP's signals cross (RFC 9293 §3.5, §3.6): SYN, FIN and RST, and the
 * acknowledgements that complete an opening or cover a FIN.
 */

import { DIRECTIONS, senderOf, type Direction } from '#core/trace/direction.ts';
import { handOver } from '#core/trace/hand-over.ts';
import { isPureSignal, type Signal, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import type { DraftStep, PlacedStep } from './draft-step.ts';
import type { StepKind } from './step.ts';

/** Not acknowledged themselves, so they are never repeated without a new reason. */
const ALWAYS_NEW: readonly StepKind[] = ['tcp-reset', 'tcp-ack', 'tcp-end-ack', 'tcp-last-ack'];

export function placeSignals(trace: Trace): PlacedStep[] {
  const { events } = trace;
  const ends = DIRECTIONS.map((direction) => endOf(direction, trace));
  const placed: PlacedStep[] = [];
  const times = new Map<string, number>();
  const seen = new Set<string>();
  const finsFrom = new Set<Direction>();
  const lastAcksFrom = new Set<Direction>();
  let isOpening = false;
  events.forEach((event, eventIndex) => {
    const { direction } = event;
    const isEnding = finsFrom.size === DIRECTIONS.length && !lastAcksFrom.has(direction);
    const hasPeersEnd = ends.some((end) => hasArrivedBefore(event, end));
    const answersSynAck = isOpening || arrivesWithSynAck(event, events);
    const kind = signalKind(event, { answersSynAck, isEnding, hasPeersEnd });
    if (kind === null) return;
    if (kind === 'tcp-syn') isOpening = true;
    if (kind === 'tcp-ack') isOpening = false;
    if (kind === 'tcp-fin') finsFrom.add(direction);
    if (kind === 'tcp-last-ack') lastAcksFrom.add(direction);
    const name = nameSignal(kind, direction);
    const isAgain = !ALWAYS_NEW.includes(kind) && seen.has(name);
    seen.add(name);
    // The receiver acknowledges a FIN each time it arrives.
    if (isAgain && kind === 'tcp-fin') lastAcksFrom.clear();
    const stepKind = isAgain ? 'tcp-retransmission' : kind;
    const time = (times.get(`${stepKind} ${name}`) ?? 0) + 1;
    times.set(`${stepKind} ${name}`, time);
    const id = isAgain ? `${name}-again-${time}` : time > 1 ? `${name}-${time}` : name;
    placed.push({ eventIndex, draft: draftSignal(id, stepKind, event, eventIndex) });
  });
  return placed;
}

function draftSignal(
  id: string,
  kind: StepKind,
  { direction, range, sentAtMs, arrival }: TraceEvent,
  eventIndex: number,
): DraftStep {
  return {
    id,
    kind,
    direction,
    side: null,
    givingUp: null,
    unit: null,
    unitIndex: null,
    eventIndices: [eventIndex],
    carried: { start: range.start, end: range.start },
    sentAtMs,
    arrival,
  };
}

/** The event after which the receiver has the stream with its FIN; null if it never has. */
function endOf(direction: Direction, trace: Trace): TraceEvent | null {
  const { endEventIndex } = handOver(trace, direction);
  return endEventIndex === null ? null : (trace.events[endEventIndex] ?? null);
}

/** Whether the end of the other direction had arrived; false if the times don't show it. */
function hasArrivedBefore({ direction, sentAtMs }: TraceEvent, end: TraceEvent | null): boolean {
  if (sentAtMs === null || end?.arrival.kind !== 'arrived') return false;
  return end.direction !== direction && end.arrival.atMs <= sentAtMs;
}

/** A SYN-ACK that arrives again is acknowledged again, at the same moment (RFC 9293 §3.10.7.4). */
function arrivesWithSynAck({ sentAtMs }: TraceEvent, events: readonly TraceEvent[]): boolean {
  if (sentAtMs === null) return false;
  return events.some(
    ({ signals, arrival }) =>
      signals.includes('syn') &&
      signals.includes('ack') &&
      arrival.kind === 'arrived' &&
      arrival.atMs === sentAtMs,
  );
}

/** Null for an acknowledgement that is not a step. */
function signalKind(
  event: TraceEvent,
  tcp: Readonly<Record<'answersSynAck' | 'isEnding' | 'hasPeersEnd', boolean>>,
): StepKind | null {
  const has = (signal: Signal) => event.signals.includes(signal);
  if (has('syn')) return has('ack') ? 'tcp-syn-ack' : 'tcp-syn';
  if (has('rst')) return 'tcp-reset';
  if (has('fin')) return 'tcp-fin';
  if (!has('ack') || !isPureSignal(event)) return null;
  if (tcp.answersSynAck && event.direction === 'client-to-server') return 'tcp-ack';
  if (tcp.isEnding) return 'tcp-last-ack';
  return tcp.hasPeersEnd ? 'tcp-end-ack' : null;
}

function nameSignal(kind: StepKind, direction: Direction): string {
  const hasSides = kind === 'tcp-fin' || kind === 'tcp-reset';
  return hasSides ? `${senderOf(direction)}-${kind}` : kind;
}
