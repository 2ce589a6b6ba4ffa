/**
 * The wire between two endpoints, which records a trace of the segments that it carries. Each
 * segment arrives after a delay, unless a reader tampers with it. TCP repairs loss and order.
 */

import { bytesEqual, concatBytes } from '#core/bytes/byte-array.ts';
import {
  DIRECTIONS,
  directionFrom,
  otherSide,
  type Direction,
  type Side,
} from '#core/trace/direction.ts';
import {
  streamOf,
  type EndpointDescription,
  type GivingUp,
  type Trace,
  type TraceEvent,
} from '#core/trace/trace.ts';
import type { EventQueue, Scheduled } from './event-queue.ts';
import { UniqueNames } from './unique-names.ts';
import type { Segment } from './segment.ts';
import { alterBytes, type Alteration, type Tampering } from './tampering.ts';

export type WireOptions = {
  readonly oneWayDelayMs: number;
  /** Maximum bytes of a stream in one segment: 1460 for IPv4 over Ethernet (RFC 9293 §3.7.1). */
  readonly maxSegmentSize: number;
  /** The end that is a proxy's. The names of its segments start with "proxy-". */
  readonly proxySide?: Side;
  /** Reads and rewrites the bytes that pass, as a proxy does. */
  readonly intermediary?: (bytes: Uint8Array, direction: Direction) => Uint8Array;
};

export class Wire {
  readonly #queue: EventQueue;
  readonly #options: WireOptions;
  readonly #tampering: Tampering;
  readonly #receivers: Partial<Record<Side, (segment: Segment) => void>> = {};
  readonly #events: TraceEvent[] = [];
  readonly #sent: Record<Direction, Uint8Array[]> = {
    'client-to-server': [],
    'server-to-client': [],
  };
  readonly #sentSize: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  readonly #givenUp: GivingUp[] = [];
  readonly #names: UniqueNames;
  #isSevered = false;
  #inFlight = 0;

  /** Wires with the same `names` give no two segments the same name. */
  constructor(
    queue: EventQueue,
    options: WireOptions,
    tampering: Tampering = new Map(),
    names: UniqueNames = new UniqueNames(),
  ) {
    this.#queue = queue;
    this.#options = options;
    this.#tampering = tampering;
    this.#names = names;
  }

  get oneWayDelayMs(): number {
    return this.#options.oneWayDelayMs;
  }

  get maxSegmentSize(): number {
    return this.#options.maxSegmentSize;
  }

  /** The connection is lost: nothing arrives any more, in either direction. */
  get isSevered(): boolean {
    return this.#isSevered;
  }

  /** Segments of the trace that are carried and haven't arrived yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  attach(side: Side, receive: (segment: Segment) => void): void {
    this.#receivers[side] = receive;
  }

  sever(): void {
    this.#isSevered = true;
  }

  noteGivingUp(side: Side, reason: GivingUp['reason']): void {
    this.#givenUp.push({ side, atMs: this.#queue.nowMs, reason });
  }

  /** Carries a segment. Returns its delivery, which is awaited; null if it is lost. */
  carry(from: Side, segment: Segment): Scheduled | null {
    const direction = directionFrom(from);
    const deliver = (bytes: Uint8Array) =>
      this.#receivers[otherSide(from)]?.({ ...segment, bytes });
    if (segment.name === null) {
      if (this.#isSevered) return null;
      const { oneWayDelayMs } = this.#options;
      return this.#queue.scheduleInBackground(
        oneWayDelayMs,
        () => deliver(segment.bytes),
        'arrival',
      );
    }
    const sentAtMs = this.#queue.nowMs;
    const isByProxy = from === this.#options.proxySide;
    const name = this.#names.take(isByProxy ? `proxy-${segment.name}` : segment.name);
    const alteration = this.#tampering.get(name) ?? null;
    if (alteration?.kind === 'sever') this.sever();
    this.#keepBytes(direction, segment);
    const { signals, range, sequenceNumber } = segment;
    const event = {
      direction,
      signals,
      range,
      sentAtMs,
      name,
      ...(sequenceNumber !== undefined && { sequenceNumber }),
    };
    if (this.#isSevered || alteration?.kind === 'lose') {
      this.#events.push({ ...event, arrival: { kind: 'lost' } });
      return null;
    }
    const delayMs =
      this.#options.oneWayDelayMs + (alteration?.kind === 'delay' ? alteration.byMs : 0);
    const bytes = this.#alter(segment, direction, alteration);
    const isAltered = !bytesEqual(bytes, segment.bytes);
    const arrival = { kind: 'arrived', atMs: sentAtMs + delayMs } as const;
    this.#events.push({ ...event, arrival, ...(isAltered && { alteredBytes: bytes }) });
    this.#inFlight++;
    const arrive = () => {
      this.#inFlight--;
      deliver(bytes);
    };
    return this.#queue.schedule(delayMs, arrive, 'arrival');
  }

  /** The trace of the segments so far. */
  trace(endpoints: Readonly<Record<Side, EndpointDescription>>): Trace {
    const [toServer, toClient] = DIRECTIONS.map((direction) =>
      streamOf(concatBytes(this.#sent[direction])),
    );
    if (toServer === undefined || toClient === undefined)
      throw new Error('expected two directions');
    return {
      provenance: { kind: 'simulated' },
      endpoints,
      streams: { 'client-to-server': toServer, 'server-to-client': toClient },
      events: [...this.#events],
      ...(this.#givenUp.length > 0 && { givenUp: [...this.#givenUp] }),
    };
  }

  /** The stream contains each byte once, even if it was retransmitted. */
  #keepBytes(direction: Direction, { range, bytes }: Segment): void {
    if (range.start < this.#sentSize[direction]) return;
    this.#sent[direction].push(bytes);
    this.#sentSize[direction] += bytes.length;
  }

  #alter({ bytes }: Segment, direction: Direction, alteration: Alteration | null): Uint8Array {
    if (bytes.length === 0) return bytes;
    const passed = this.#options.intermediary?.(bytes, direction) ?? bytes;
    return alteration === null ? passed : alterBytes(passed, alteration);
  }
}
