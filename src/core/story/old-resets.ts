/** RSTs that their receiver drops, because it doesn’t expect their sequence number any more. */

import { handOver } from '#core/trace/hand-over.ts';
import type { Trace, TraceEvent } from '#core/trace/trace.ts';
import type { DraftStep } from './draft-step.ts';

/**
 * Whether the receiver had passed the sequence number of the RST (RFC 9293 §3.10.7.4). One that
 * answers a SYN counts only until a SYN-ACK has arrived.
 */
export function isOldReset({ kind, direction, eventIndices }: DraftStep, trace: Trace): boolean {
  const { events } = trace;
  const [eventIndex] = eventIndices;
  const reset = eventIndex === undefined ? undefined : events[eventIndex];
  const sequenceNumber = reset?.sequenceNumber;
  if (kind !== 'tcp-reset' || direction === null || sequenceNumber === undefined) return false;
  const arrivedAt = arrivalTime(reset);
  const hadArrived = (event: TraceEvent | undefined) => arrivalTime(event) <= arrivedAt;
  if (sequenceNumber === null) {
    return events.some(
      (event) =>
        event.direction === direction && event.signals.includes('syn') && hadArrived(event),
    );
  }
  const { pieces, endEventIndex } = handOver(trace, direction);
  const taken = pieces
    .filter((piece) => hadArrived(events[piece.eventIndex]))
    .reduce((end, { range }) => Math.max(end, range.end), 0);
  const hasEnd = endEventIndex !== null && hadArrived(events[endEventIndex]);
  return sequenceNumber < 1 + taken + (hasEnd ? 1 : 0);
}

/** Milliseconds; infinite for what didn’t arrive. */
function arrivalTime(event: TraceEvent | undefined): number {
  return event?.arrival.kind === 'arrived' ? event.arrival.atMs : Infinity;
}
