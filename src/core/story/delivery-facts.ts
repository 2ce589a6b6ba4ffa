/** What TCP and the network did to the bytes of a step (RFC 9293 §3.8, RFC 6298). */

import { senderOf } from '#core/trace/direction.ts';
import type { TraceEvent } from '#core/trace/trace.ts';
import type { Step, StepKind } from './step.ts';
import type { Story } from './story.ts';

/** Bytes of the step's unit that later segments carry. */
export function bytesToCome({ unit, carried }: Pick<Step, 'unit' | 'carried'>): number {
  return (unit?.range.end ?? carried.end) - carried.end;
}

/** Milliseconds from the first sending to this retransmission; null if either time is unknown. */
export function retransmissionWait(step: Step, { steps }: Pick<Story, 'steps'>): number | null {
  const firstId = firstIdOf(step.id);
  const first = steps.find(({ id }) => id === firstId && id !== step.id);
  const firstAtMs = first?.sentAtMs ?? null;
  return firstAtMs === null || step.sentAtMs === null ? null : step.sentAtMs - firstAtMs;
}

/** The number of duplicate acknowledgements that shows a loss (RFC 5681 §3.2). */
const DUPLICATES_OF_LOSS = 3;

/** Times are sums of fractions. */
const ROUNDING_MS = 1e-6;

/**
 * Whether acknowledgements of later segments showed the loss (RFC 5681 §3.2): one of them arrives
 * now, and at least two have arrived before. They are in no trace, but follow from it: only in a
 * simulation, each arrival is acknowledged without delay.
 */
export function isFastRetransmission(
  { carried, direction, sentAtMs }: Pick<Step, 'carried' | 'direction' | 'sentAtMs'>,
  { conversation: { trace } }: Pick<Story, 'conversation'>,
): boolean {
  if (trace.provenance.kind !== 'simulated' || sentAtMs === null) return false;
  const oneWayMs = Math.min(...trace.events.map(timeOnTheWay));
  const acknowledgedAt = trace.events
    .filter((event) => event.direction === direction && event.range.start >= carried.end)
    .flatMap(({ arrival }) => (arrival.kind === 'arrived' ? [arrival.atMs + oneWayMs] : []))
    .filter((atMs) => atMs < sentAtMs + ROUNDING_MS);
  const isAnswer = acknowledgedAt.some((atMs) => atMs > sentAtMs - ROUNDING_MS);
  return isAnswer && acknowledgedAt.length >= DUPLICATES_OF_LOSS;
}

/** Milliseconds; infinite for what didn’t arrive. */
function timeOnTheWay({ sentAtMs, arrival }: TraceEvent): number {
  return arrival.kind === 'arrived' ? arrival.atMs - (sentAtMs ?? -Infinity) : Infinity;
}

/** What a TCP retransmitted in vain before it gave up. */
export type Attempts = {
  /** How often it was retransmitted. */
  readonly count: number;
  /** Milliseconds from its first sending to the giving up; null if unknown. */
  readonly lastedMs: number | null;
};

/** Of the segment that the side of this step retransmitted last. */
export function attemptsBefore(gaveUp: Step, { steps }: Pick<Story, 'steps'>): Attempts {
  const before = steps.slice(0, steps.indexOf(gaveUp));
  const last = before.findLast(
    ({ kind, direction }) =>
      kind === 'tcp-retransmission' && direction !== null && senderOf(direction) === gaveUp.side,
  );
  const firstId = last === undefined ? '' : firstIdOf(last.id);
  const first = before.find(({ id }) => id === firstId);
  const firstAtMs = first?.sentAtMs ?? null;
  return {
    count: before.filter(
      ({ id, kind }) => kind === 'tcp-retransmission' && firstIdOf(id) === firstId,
    ).length,
    lastedMs: firstAtMs === null || gaveUp.sentAtMs === null ? null : gaveUp.sentAtMs - firstAtMs,
  };
}

function firstIdOf(id: string): string {
  return id.replace(/-again-\d+$/, '');
}

/** All steps whose units begin in one of this step's segments, the step itself among them. */
export function stepsInSameSegments(
  { eventIndices }: Pick<Step, 'eventIndices'>,
  { steps }: Pick<Story, 'steps'>,
): Step[] {
  return steps.filter(
    (other) =>
      other.kind === 'unit' && other.eventIndices.some((one) => eventIndices.includes(one)),
  );
}

/** A segment whose bytes the network altered. */
export type AlteredSegment = { readonly sent: Uint8Array; readonly arrived: Uint8Array };

/** Those of the step's segments that were altered. */
export function alteredSegments(
  { eventIndices }: Pick<Step, 'eventIndices'>,
  { conversation: { trace } }: Pick<Story, 'conversation'>,
): AlteredSegment[] {
  return eventIndices.flatMap((index) => {
    const event = trace.events[index];
    if (event?.alteredBytes === undefined) return [];
    const { direction, range, alteredBytes } = event;
    return [{ sent: trace.streams[direction].read(range.start, range.end), arrived: alteredBytes }];
  });
}

/** Whether data of the peer is in flight when this step is sent. */
export function crossesData(
  { direction, sentAtMs }: Pick<Step, 'direction' | 'sentAtMs'>,
  { steps }: Pick<Story, 'steps'>,
): boolean {
  if (sentAtMs === null) return false;
  return steps.some(
    (other) =>
      other.unit?.kind === 'frame' &&
      other.unit.messageOpcode !== null &&
      other.direction !== direction &&
      !other.isDuplicate &&
      other.sentAtMs !== null &&
      other.sentAtMs < sentAtMs &&
      other.arrival.kind === 'arrived' &&
      other.arrival.atMs > sentAtMs,
  );
}

const ACKS_OF_FINS: readonly StepKind[] = ['tcp-end-ack', 'tcp-last-ack'];

/**
 * Whether the side has acknowledged its peer's SYN-ACK or FIN before. A recording doesn't show why.
 * Expects the story of the step's own connection.
 */
export function acknowledgesAgain(
  step: Step,
  { steps, conversation }: Pick<Story, 'steps' | 'conversation'>,
): boolean {
  const kinds = ACKS_OF_FINS.includes(step.kind) ? ACKS_OF_FINS : [step.kind];
  return (
    conversation.trace.provenance.kind === 'simulated' &&
    steps
      .slice(0, steps.indexOf(step))
      .some(({ kind, direction }) => direction === step.direction && kinds.includes(kind))
  );
}

/** Whether a RST answers a SYN, which acknowledges nothing (RFC 9293 §3.10.7.1). */
export function answersSyn(
  { eventIndices }: Pick<Step, 'eventIndices'>,
  { conversation: { trace } }: Pick<Story, 'conversation'>,
): boolean {
  return eventIndices.some((index) => trace.events[index]?.sequenceNumber === null);
}
