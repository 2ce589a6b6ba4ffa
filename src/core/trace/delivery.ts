/** Delivery of a range of a stream: the events that carried it, when it was sent and arrived. */

import { firstReached } from '#core/bytes/bisect.ts';
import { rangeContains, type ByteRange } from '#core/bytes/bit-range.ts';
import type { Direction } from './direction.ts';
import { isPureSignal, type Arrival, type Trace, type TraceEvent } from './trace.ts';

export type Delivery = {
  /** Indices of the events that carried any part of it, ordered by where their bytes start. */
  readonly eventIndices: readonly number[];
  /** When its first byte was sent. */
  readonly sentAtMs: number | null;
  /** When all of it had arrived. Lost if any part was lost, unknown if any part is unknown. */
  readonly arrival: Arrival;
};

type Carrier = {
  readonly event: TraceEvent;
  readonly index: number;
  /** The furthest end of this carrier and those before it. A retransmission can end before them. */
  readonly reachedEnd: number;
};

/** Finds deliveries without reading all events of a long trace each time. */
export class DeliveryIndex {
  /** Events that carry bytes, ordered by where their range starts. */
  readonly #carriers: Readonly<Record<Direction, readonly Carrier[]>>;
  /** Deliveries by one event, kept because a paste has thousands of frames in one event. */
  readonly #whole = new Map<Carrier, Delivery>();

  constructor(trace: Trace) {
    const carriersOf = (direction: Direction) => {
      let reachedEnd = 0;
      return trace.events
        .map((event, index) => ({ event, index }))
        .filter(({ event }) => event.direction === direction && !isPureSignal(event))
        .sort((a, b) => a.event.range.start - b.event.range.start)
        .map(({ event, index }) => {
          reachedEnd = Math.max(reachedEnd, event.range.end);
          return { event, index, reachedEnd };
        });
    };
    this.#carriers = {
      'client-to-server': carriersOf('client-to-server'),
      'server-to-client': carriersOf('server-to-client'),
    };
  }

  deliveryOf(direction: Direction, range: ByteRange): Delivery {
    const carriers = this.#carriers[direction];
    const carrying: Carrier[] = [];
    for (let at = firstReachingPast(carriers, range.start); at < carriers.length; at++) {
      const carrier = carriers[at]!;
      if (carrier.event.range.start >= range.end) break;
      if (carrier.event.range.end > range.start) carrying.push(carrier);
    }
    const [only] = carrying;
    return only && carrying.length === 1 && rangeContains(only.event.range, range)
      ? this.#wholeOf(only)
      : deliveryBy(carrying, range);
  }

  #wholeOf(carrier: Carrier): Delivery {
    const known = this.#whole.get(carrier);
    if (known) return known;
    const whole = deliveryBy([carrier], carrier.event.range);
    this.#whole.set(carrier, whole);
    return whole;
  }
}

function deliveryBy(carrying: readonly Carrier[], range: ByteRange): Delivery {
  return {
    eventIndices: carrying.map(({ index }) => index),
    sentAtMs: firstToCarry(carrying, range.start)?.event.sentAtMs ?? null,
    arrival: jointArrival(carrying, range),
  };
}

/** Index of the first carrier that reaches past `position`, alone or with those before it. */
function firstReachingPast(carriers: readonly Carrier[], position: number): number {
  return firstReached(carriers.length, (index) => carriers[index]!.reachedEnd > position);
}

/** The carrier that was the first to send this byte. */
function firstToCarry(carriers: readonly Carrier[], position: number): Carrier | null {
  let first: Carrier | null = null;
  for (const carrier of carriers) {
    const { range } = carrier.event;
    const hasByte = range.start <= position && position < range.end;
    if (hasByte && (first === null || carrier.index < first.index)) first = carrier;
  }
  return first;
}

/** Arrived when each byte has arrived, with the first segment that carried it. */
function jointArrival(carriers: readonly Carrier[], range: ByteRange): Arrival {
  let arrivedUpTo = range.start;
  let latest = -Infinity;
  for (const { event } of carriers) {
    const { arrival } = event;
    if (arrival.kind === 'unknown') return arrival;
    if (arrival.kind === 'lost' || event.range.end <= arrivedUpTo) continue;
    if (event.range.start > arrivedUpTo) break;
    arrivedUpTo = event.range.end;
    latest = Math.max(latest, arrival.atMs);
  }
  if (carriers.length === 0) return { kind: 'unknown' };
  return arrivedUpTo < range.end ? { kind: 'lost' } : { kind: 'arrived', atMs: latest };
}
