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

/** An event that carries bytes, and the delivery of any part of it alone. */
class Carrier implements Delivery {
  readonly event: TraceEvent;
  readonly index: number;
  /** The furthest end of this carrier and those before it. A retransmission can end before them. */
  reachedEnd: number;

  constructor(event: TraceEvent, index: number, reachedEnd: number) {
    this.event = event;
    this.index = index;
    this.reachedEnd = reachedEnd;
  }

  get eventIndices(): readonly number[] {
    return [this.index];
  }

  get sentAtMs(): number | null {
    return this.event.sentAtMs;
  }

  get arrival(): Arrival {
    return this.event.arrival;
  }
}

/** Finds deliveries without reading all events of a long trace each time. */
export class DeliveryIndex {
  readonly #carriers: Readonly<Record<Direction, CarrierList>> = {
    'client-to-server': new CarrierList(),
    'server-to-client': new CarrierList(),
  };

  #count = 0;

  constructor(trace: Pick<Trace, 'events'> = { events: [] }) {
    for (const event of trace.events) this.add(event);
  }

  /** The next event, in the trace's order. Before all questions. */
  add(event: TraceEvent): void {
    const index = this.#count++;
    if (!isPureSignal(event)) this.#carriers[event.direction].add(event, index);
  }

  deliveryOf(direction: Direction, range: ByteRange): Delivery {
    return this.#carriers[direction].deliveryOf(range);
  }
}

/** The events of one direction that carry bytes, ordered by where their range starts. */
class CarrierList {
  readonly #carriers: Carrier[] = [];
  #isOrdered = true;
  /** Where the last search ended: units are mostly asked for in their order. */
  #last = 0;

  add(event: TraceEvent, index: number): void {
    const last = this.#carriers.at(-1);
    if (last !== undefined && last.event.range.start > event.range.start) this.#isOrdered = false;
    const reachedEnd = Math.max(last?.reachedEnd ?? 0, event.range.end);
    this.#carriers.push(new Carrier(event, index, reachedEnd));
  }

  deliveryOf(range: ByteRange): Delivery {
    if (!this.#isOrdered) this.#order();
    const carriers = this.#carriers;
    const first = this.#firstReachingPast(range.start);
    const only = carriers[first];
    const next = carriers[first + 1];
    const isAlone = next === undefined || next.event.range.start >= range.end;
    if (only && isAlone && rangeContains(only.event.range, range)) {
      return only;
    }
    const carrying: Carrier[] = [];
    for (let at = first; at < carriers.length; at++) {
      const carrier = carriers[at]!;
      if (carrier.event.range.start >= range.end) break;
      if (carrier.event.range.end > range.start) carrying.push(carrier);
    }
    return deliveryBy(carrying, range);
  }

  #order(): void {
    let reachedEnd = 0;
    this.#carriers.sort((a, b) => a.event.range.start - b.event.range.start);
    for (const carrier of this.#carriers) {
      reachedEnd = Math.max(reachedEnd, carrier.event.range.end);
      carrier.reachedEnd = reachedEnd;
    }
    this.#isOrdered = true;
  }

  /** Index of the first carrier that reaches past `position`, alone or with those before it. */
  #firstReachingPast(position: number): number {
    const carriers = this.#carriers;
    const reaches = (index: number): boolean => carriers[index]!.reachedEnd > position;
    for (const guess of [this.#last, this.#last + 1]) {
      const isThere = guess < carriers.length && reaches(guess);
      if (isThere && (guess === 0 || !reaches(guess - 1))) return (this.#last = guess);
    }
    return (this.#last = firstReached(carriers.length, reaches));
  }
}

function deliveryBy(carrying: readonly Carrier[], range: ByteRange): Delivery {
  return {
    eventIndices: carrying.map(({ index }) => index),
    sentAtMs: firstToCarry(carrying, range.start)?.event.sentAtMs ?? null,
    arrival: jointArrival(carrying, range),
  };
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
