/**
 * When units passed, and whether a side had received one before it sent another.
 *
 * A simulated trace knows when each segment arrived. A capture knows only when it passed one place.
 * There, a reply passes at least one round trip of that place after what it replies to. How long a
 * round trip can take is shown by TCP's handshake, or else by the opening handshake.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import { otherSide, senderOf, type Side } from '#core/trace/direction.ts';
import type { TraceEvent } from '#core/trace/trace.ts';

export class Timing {
  readonly #conversation: Conversation;
  /** The longest known time for something to reach this side and for its reply to come back. */
  readonly #roundTrips: Readonly<Record<Side, number | null>>;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
    this.#roundTrips = roundTripsOf(conversation);
  }

  /** When its last byte passed; null if that is unknown. */
  completeAtMs(unitIndex: number): number | null {
    return this.#eventAt(this.lastEventOf(unitIndex))?.sentAtMs ?? null;
  }

  /** When its first byte passed; null if that is unknown. */
  startAtMs(unitIndex: number): number | null {
    return this.#conversation.deliveries[unitIndex]?.sentAtMs ?? null;
  }

  eventAtMs(event: number | null): number | null {
    return this.#eventAt(event)?.sentAtMs ?? null;
  }

  firstEventOf(unitIndex: number): number | null {
    return this.#conversation.deliveries[unitIndex]?.eventIndices[0] ?? null;
  }

  lastEventOf(unitIndex: number): number | null {
    const { eventIndices = [] } = this.#conversation.deliveries[unitIndex] ?? {};
    return eventIndices.length === 0 ? null : eventIndices.reduce((a, b) => Math.max(a, b));
  }

  /** Whether the unit's receiver had received it before it sent something; null if unknown. */
  isReceivedBefore(unitIndex: number, atMs: number | null): boolean | null {
    const { units, deliveries } = this.#conversation;
    const unit = units[unitIndex];
    const arrival = deliveries[unitIndex]?.arrival;
    if (unit === undefined || arrival === undefined || atMs === null) return null;
    if (arrival.kind === 'lost') return false;
    if (arrival.kind === 'arrived') return arrival.atMs <= atMs;
    const roundTrip = this.#roundTrips[otherSide(senderOf(unit.direction))];
    const passedAtMs = this.completeAtMs(unitIndex);
    if (roundTrip === null || passedAtMs === null) return null;
    return atMs - passedAtMs >= roundTrip ? true : null;
  }

  #eventAt(event: number | null): TraceEvent | undefined {
    return event === null ? undefined : this.#conversation.trace.events[event];
  }
}

function roundTripsOf(conversation: Conversation): Record<Side, number | null> {
  const { units, deliveries } = conversation;
  const request = units.findIndex(({ kind }) => kind === 'request');
  const response = units.findIndex(({ kind }) => kind === 'response');
  const fromServer = response === -1 ? null : (deliveries[response]?.sentAtMs ?? null);
  const firstFrame = units.findIndex(
    ({ kind, direction }) => kind === 'frame' && direction === 'client-to-server',
  );
  const byHandshake = {
    server: between(deliveries[request]?.sentAtMs ?? null, fromServer),
    client: between(fromServer, deliveries[firstFrame]?.sentAtMs ?? null),
  };
  const tcp = tcpRoundTrips(conversation.trace.events);
  return {
    client: tcp.client ?? byHandshake.client,
    server: tcp.server ?? byHandshake.server,
  };
}

/** From SYN to SYN-ACK, and from there to the client's next segment. */
function tcpRoundTrips(events: readonly TraceEvent[]): Record<Side, number | null> {
  const hasSyn = ({ signals }: TraceEvent) => signals.includes('syn');
  const synAck = events.findIndex(
    (event) => hasSyn(event) && event.direction === 'server-to-client',
  );
  // A SYN that was sent twice: the later one makes the time shorter than it can be.
  const syn = events.findIndex((event) => hasSyn(event) && event.direction === 'client-to-server');
  if (synAck === -1) return { client: null, server: null };
  const ack = events.findIndex(
    (event, index) => index > synAck && event.direction === 'client-to-server' && !hasSyn(event),
  );
  const timeOf = (index: number) => events[index]?.sentAtMs ?? null;
  return {
    server: between(timeOf(syn), timeOf(synAck)),
    client: between(timeOf(synAck), timeOf(ack)),
  };
}

function between(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null || toMs < fromMs ? null : toMs - fromMs;
}
