/**
 * The wire between two endpoints: what is sent arrives after a delay, in segments of at most the maximum segment
 * size, in order. It writes the trace of all that it carries.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { directionFrom, otherSide, type Direction, type Side } from '#core/trace/direction.ts';
import {
  streamOf,
  type Endpoint,
  type Signal,
  type Trace,
  type TraceEvent,
} from '#core/trace/trace.ts';
import type { EventQueue } from './event-queue.ts';

export type WireOptions = {
  readonly oneWayDelayMs: number;
  /** Bytes of a stream that one segment carries at most: 1460 on Ethernet over IPv4 (RFC 9293 §3.7.1). */
  readonly maxSegmentSize: number;
};

/** What an endpoint gets from the wire. */
export type WireListener = {
  readonly receiveBytes: (bytes: Uint8Array) => void;
  readonly receiveSignals: (signals: readonly Signal[]) => void;
};

/** Segments are read and written by index, so that an alteration can name one. */
export type Alteration =
  | { readonly kind: 'lose' }
  | { readonly kind: 'delay'; readonly byMs: number }
  | { readonly kind: 'replace'; readonly bytes: Uint8Array };

/** What happens to the events of a trace on the way, by the event's index. */
export type Tampering = ReadonlyMap<number, Alteration>;

export class Wire {
  readonly #queue: EventQueue;
  readonly #options: WireOptions;
  readonly #tampering: Tampering;
  readonly #listeners: Partial<Record<Side, WireListener>> = {};
  readonly #sent: Record<Direction, Uint8Array[]> = {
    'client-to-server': [],
    'server-to-client': [],
  };
  readonly #sentSize: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  /** When the last thing sent this way arrives: nothing overtakes. */
  readonly #lastArrivalMs: Record<Direction, number> = {
    'client-to-server': 0,
    'server-to-client': 0,
  };
  /** After a loss that is not made good, TCP hands on nothing more in that direction. */
  readonly #isBroken: Record<Direction, boolean> = {
    'client-to-server': false,
    'server-to-client': false,
  };
  readonly #events: TraceEvent[] = [];

  constructor(queue: EventQueue, options: WireOptions, tampering: Tampering = new Map()) {
    this.#queue = queue;
    this.#options = options;
    this.#tampering = tampering;
  }

  attach(side: Side, listener: WireListener): void {
    this.#listeners[side] = listener;
  }

  /** Sends bytes in as many segments as they need. */
  sendBytes(from: Side, bytes: Uint8Array): void {
    const direction = directionFrom(from);
    for (let at = 0; at < bytes.length; at += this.#options.maxSegmentSize) {
      const segment = bytes.slice(at, at + this.#options.maxSegmentSize);
      const start = this.#sentSize[direction];
      this.#sent[direction].push(segment);
      this.#sentSize[direction] += segment.length;
      this.#carry(from, [], { start, end: start + segment.length }, segment);
    }
  }

  sendSignals(from: Side, signals: readonly Signal[]): void {
    const at = this.#sentSize[directionFrom(from)];
    this.#carry(from, signals, { start: at, end: at }, null);
  }

  /** Nothing is under way any more. */
  get isQuiet(): boolean {
    const now = this.#queue.nowMs;
    return Object.values(this.#lastArrivalMs).every((arrival) => arrival <= now);
  }

  /** The trace of all that was carried so far. */
  trace(endpoints: Readonly<Record<Side, Endpoint>>): Trace {
    return {
      provenance: { kind: 'simulated' },
      endpoints,
      streams: {
        'client-to-server': streamOf(concatBytes(this.#sent['client-to-server'])),
        'server-to-client': streamOf(concatBytes(this.#sent['server-to-client'])),
      },
      events: [...this.#events],
    };
  }

  #carry(from: Side, signals: readonly Signal[], range: ByteRange, bytes: Uint8Array | null): void {
    const direction = directionFrom(from);
    const alteration = this.#tampering.get(this.#events.length);
    const sentAtMs = this.#queue.nowMs;
    const event = { direction, signals, range, sentAtMs };
    if (alteration?.kind === 'lose' || this.#isBroken[direction]) {
      this.#isBroken[direction] = true;
      this.#events.push({ ...event, arrival: { kind: 'lost' } });
      return;
    }
    const extraMs = alteration?.kind === 'delay' ? alteration.byMs : 0;
    const atMs = Math.max(
      sentAtMs + this.#options.oneWayDelayMs + extraMs,
      this.#lastArrivalMs[direction],
    );
    this.#lastArrivalMs[direction] = atMs;
    const alteredBytes = alteration?.kind === 'replace' ? alteration.bytes : null;
    const arrival = { kind: 'arrived', atMs } as const;
    this.#events.push(alteredBytes ? { ...event, arrival, alteredBytes } : { ...event, arrival });
    this.#queue.schedule(atMs - sentAtMs, () => {
      const listener = this.#listeners[otherSide(from)];
      if (bytes) listener?.receiveBytes(alteredBytes ?? bytes);
      if (signals.length > 0) listener?.receiveSignals(signals);
    });
  }
}
