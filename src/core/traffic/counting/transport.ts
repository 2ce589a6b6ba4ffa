/**
 * What TLS 1.3, TCP, IPv4 and Ethernet add to what is handed to a connection.
 *
 * Acknowledgements, as Linux was seen to send them: one for every second segment of a write at once
 * (RFC 9293 §3.8.6.3), one for the first data of a client at once, and one for a last odd segment,
 * unless data goes back within 20 ms and carries it.
 */

import { directionFrom, receiverOf, type Direction } from '#core/trace/direction.ts';
import type { Tally } from './byte-counts.ts';

/** Header, content type and tag of AES-GCM or ChaCha20-Poly1305 (RFC 8446 §5.2). */
const TLS_RECORD_OVERHEAD = 5 + 1 + 16;
const TLS_RECORD_MAX = 16_384;

/** IPv4 (20), TCP (20) and TCP's time stamps with padding (12; RFC 7323). */
export const SEGMENT_HEADERS = 52;
/** SYN, SYN and ACK, ACK: a SYN carries 8 bytes more of options. */
const TCP_OPEN = [60, 60, 52] as const;
/** FIN, FIN, ACK. */
const TCP_CLOSE = [52, 52, 52] as const;
/** Header (14), check sequence (4), preamble (8) and the gap after a frame (12; IEEE 802.3). */
const ETHERNET_OVERHEAD = 38;

/**
 * A receiver may wait up to 500 ms (RFC 9293 §3.8.6.3). In recordings data carried one after 6 ms,
 * and none after 25.
 */
const CARRIED_WITHIN_MS = 20;

/**
 * Bytes of TLS's handshake, flight by flight from the client's: measured with Chromium 156, which
 * offers a post-quantum key share, and a chain of two ECDSA certificates; and the same resumed (RFC
 * 8446 §2.2).
 */
export const TLS_FULL_HANDSHAKE = [1981, 1664, 80, 574] as const;
export const TLS_RESUMED_HANDSHAKE = [2272, 256, 80] as const;

type Side = {
  /** When segments arrived that are not acknowledged yet. */
  readonly unacknowledged: number[];
};

type Connection = {
  readonly arrivals: Record<Direction, Side>;
  hasClientData: boolean;
};

export type TransportOptions = {
  readonly isEncrypted: boolean;
  readonly maxSegmentSize: number;
  readonly hasSetup: boolean;
};

export class Transport {
  readonly #options: TransportOptions;
  readonly #tally: Tally;
  readonly #connections: (Connection | undefined)[] = [];
  #packets = 0;

  constructor(options: TransportOptions, tally: Tally) {
    this.#options = options;
    this.#tally = tally;
  }

  /** IP packets so far. */
  get packets(): number {
    return this.#packets;
  }

  /** A connection opens, and closes some time: its packets, and TLS's handshake in theirs. */
  addConnection(isFirst: boolean): void {
    if (!this.#options.hasSetup) return;
    const packets = [...TCP_OPEN, ...TCP_CLOSE];
    for (const size of packets) this.#addPackets(1, size, 'tcp-setup');
    if (!this.#options.isEncrypted) return;
    for (const flight of isFirst ? TLS_FULL_HANDSHAKE : TLS_RESUMED_HANDSHAKE) {
      this.#tally['tls-setup'] += flight;
      const segments = Math.ceil(flight / this.#options.maxSegmentSize);
      this.#addPackets(segments, SEGMENT_HEADERS, 'tcp-setup');
    }
    // Hello and certificates are acknowledged at once, and tickets; what else goes back carries the
    // rest.
    this.#addPackets(isFirst ? 3 : 2, SEGMENT_HEADERS, 'tcp-setup');
  }

  /** Bytes handed over at once; `extraWrites` of them in segments of their own. */
  send(
    { connection, direction, sentAtMs, arrivedAtMs }: Crossing,
    size: number,
    extraWrites = 0,
  ): void {
    const { isEncrypted, maxSegmentSize } = this.#options;
    const records = isEncrypted ? Math.ceil(size / TLS_RECORD_MAX) + extraWrites : 0;
    this.#tally['tls-records'] += records * TLS_RECORD_OVERHEAD;
    const onWire = size + records * TLS_RECORD_OVERHEAD;
    const segments = Math.ceil(onWire / maxSegmentSize) + extraWrites;
    this.#addPackets(segments, SEGMENT_HEADERS, 'segment-headers');

    const state = (this.#connections[connection] ??= openConnection());
    this.#carryAcknowledgements(state, directionFrom(receiverOf(direction)), sentAtMs);
    let owed = segments % 2;
    let atOnce = segments >> 1;
    if (direction === 'client-to-server' && !state.hasClientData) {
      state.hasClientData = true;
      // TLS's handshake was the client's first data.
      if (!isEncrypted) {
        atOnce += owed;
        owed = 0;
      }
    }
    if (atOnce > 0) this.#addPackets(atOnce, SEGMENT_HEADERS, 'acknowledgements');
    if (owed > 0) state.arrivals[direction].unacknowledged.push(arrivedAtMs);
  }

  /** The client ends its half at once: its FIN acknowledges all that came. */
  endClient(connection: number): void {
    const state = this.#connections[connection];
    if (state !== undefined) state.arrivals['server-to-client'].unacknowledged.length = 0;
  }

  /** What nothing went back for in time is acknowledged by itself. */
  finish(): void {
    for (const state of this.#connections) {
      if (state === undefined) continue;
      for (const { unacknowledged } of Object.values(state.arrivals)) {
        this.#addPackets(unacknowledged.length, SEGMENT_HEADERS, 'acknowledgements');
        unacknowledged.length = 0;
      }
    }
  }

  /**
   * What arrived before now is acknowledged: by this segment if it goes soon enough, else it was
   * before.
   */
  #carryAcknowledgements({ arrivals }: Connection, direction: Direction, nowMs: number): void {
    const { unacknowledged } = arrivals[direction];
    let alone = 0;
    let settled = 0;
    for (const arrivedAtMs of unacknowledged) {
      if (arrivedAtMs > nowMs) break;
      settled++;
      if (nowMs - arrivedAtMs > CARRIED_WITHIN_MS) alone++;
    }
    if (settled > 0) unacknowledged.splice(0, settled);
    if (alone > 0) this.#addPackets(alone, SEGMENT_HEADERS, 'acknowledgements');
  }

  #addPackets(
    count: number,
    size: number,
    purpose: 'tcp-setup' | 'segment-headers' | 'acknowledgements',
  ): void {
    this.#packets += count;
    this.#tally[purpose] += count * size;
    this.#tally.ethernet += count * ETHERNET_OVERHEAD;
  }
}

type Crossing = {
  readonly connection: number;
  readonly direction: Direction;
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
};

function openConnection(): Connection {
  return {
    arrivals: {
      'client-to-server': { unacknowledged: [] },
      'server-to-client': { unacknowledged: [] },
    },
    hasClientData: false,
  };
}
