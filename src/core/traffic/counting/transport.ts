/**
 * The bytes that TLS 1.3, TCP, IPv4 and Ethernet add to a connection's writes.
 *
 * Acknowledgements follow Linux, as recorded: immediately for every second segment of a write (RFC
 * 9293 §3.8.6.3) and for a client's first data; for a last odd segment later, unless data in the
 * other direction carries the acknowledgement within 20 ms. A client that got messages since its
 * last own data acknowledges a Ping before its Pong; otherwise the Pong carries it.
 */

import { directionFrom, receiverOf, type Direction } from '#core/trace/direction.ts';
import type { Crossing } from '#core/traffic/methods/method-run.ts';
import type { Tally } from './byte-counts.ts';

/** Header, content type and tag of AES-GCM or ChaCha20-Poly1305 (RFC 8446 §5.2). */
export const TLS_RECORD_OVERHEAD = 5 + 1 + 16;
const TLS_RECORD_MAX = 16_384;

/** IPv4 (20), TCP (20) and TCP's timestamps with padding (12; RFC 7323). */
export const SEGMENT_HEADERS = 52;
/** SYN, SYN-ACK, ACK. A SYN carries 8 more bytes of options. */
const TCP_OPEN = [60, 60, 52] as const;
/** FIN, FIN, ACK. */
const TCP_CLOSE = [52, 52, 52] as const;
/** Header (14), check sequence (4), preamble (8) and the gap after a frame (12; IEEE 802.3). */
export const ETHERNET_OVERHEAD = 38;

/**
 * A receiver has to acknowledge within 500 ms (RFC 9293 §3.8.6.3). In recordings, data carried an
 * acknowledgement after 6 ms, and none after 25 ms.
 */
export const CARRIED_WITHIN_MS = 20;

/**
 * Bytes of the flights of a TLS handshake, the client's first, and of a resumed one (RFC 8446
 * §2.2). Measured with Chromium 156, which offers a post-quantum key share, and two ECDSA
 * certificates.
 */
export const TLS_FULL_HANDSHAKE = [1981, 1664, 80, 574] as const;
export const TLS_RESUMED_HANDSHAKE = [2272, 256, 80] as const;

type AcknowledgementState = {
  /** When the segments arrived that are not acknowledged yet. */
  readonly unacknowledged: Readonly<Record<Direction, number[]>>;
  hasClientData: boolean;
  /** The server sent a message since the client's last data. */
  hasPush: boolean;
};

/** What of a write matters to acknowledgements. */
export type WriteRole = 'push' | 'ping' | 'other';

/** With a full TLS handshake, a resumed one, or not at all, because the connection is open. */
export type ConnectionStart = 'full' | 'resumed' | 'open';

export type TransportOptions = {
  readonly isEncrypted: boolean;
  readonly maxSegmentSize: number;
  readonly hasSetup: boolean;
};

/** How a write is divided, and how much of it is acknowledged at once. */
export type Division = {
  /** TLS records. */
  readonly records: number;
  readonly segments: number;
  /** Acknowledgements that are sent immediately. */
  readonly acknowledged: number;
  /** A last odd segment, which data can acknowledge; 0 or 1. */
  readonly owed: number;
};

/** Of `size` bytes that are sent in one go, with `extraWrites` separate segments among them. */
export function divide(
  size: number,
  extraWrites: number,
  { isEncrypted, maxSegmentSize }: Pick<TransportOptions, 'isEncrypted' | 'maxSegmentSize'>,
): Division {
  const records = isEncrypted ? Math.ceil(size / TLS_RECORD_MAX) + extraWrites : 0;
  const onWire = size + records * TLS_RECORD_OVERHEAD;
  const segments = Math.ceil(onWire / maxSegmentSize) + extraWrites;
  return { records, segments, acknowledged: segments >> 1, owed: segments % 2 };
}

export class Transport {
  readonly #options: TransportOptions;
  readonly #tally: Tally;
  readonly #connections: (AcknowledgementState | undefined)[] = [];
  #packets = 0;

  constructor(options: TransportOptions, tally: Tally) {
    this.#options = options;
    this.#tally = tally;
  }

  /** IP packets so far. */
  get packets(): number {
    return this.#packets;
  }

  /**
   * Counts a connection's opening and closing, with the TLS handshake. An open connection costs
   * nothing.
   */
  addConnection(connection: number, start: ConnectionStart): void {
    if (start === 'open') {
      this.#stateOf(connection).hasClientData = true;
      return;
    }
    if (!this.#options.hasSetup) return;
    const isFirst = start === 'full';
    const packets = [...TCP_OPEN, ...TCP_CLOSE];
    for (const size of packets) this.#addPackets(1, size, 'tcp-setup');
    if (!this.#options.isEncrypted) return;
    for (const flight of isFirst ? TLS_FULL_HANDSHAKE : TLS_RESUMED_HANDSHAKE) {
      this.#tally['tls-setup'] += flight;
      const segments = Math.ceil(flight / this.#options.maxSegmentSize);
      this.#addPackets(segments, SEGMENT_HEADERS, 'tcp-setup');
    }
    // Hello, certificates and tickets are acknowledged immediately. Data carries the other
    // acknowledgements.
    this.#addPackets(isFirst ? 3 : 2, SEGMENT_HEADERS, 'tcp-setup');
  }

  /** `size` bytes that are sent in one go, with `extraWrites` separate segments among them. */
  send(
    { connection, direction, sentAtMs, arrivedAtMs }: Crossing,
    size: number,
    extraWrites = 0,
    role: WriteRole = 'other',
  ): void {
    const { isEncrypted } = this.#options;
    const {
      records,
      segments,
      acknowledged,
      owed: last,
    } = divide(size, extraWrites, this.#options);
    this.#tally['tls-records'] += records * TLS_RECORD_OVERHEAD;
    this.#addPackets(segments, SEGMENT_HEADERS, 'segment-headers');

    const state = this.#stateOf(connection);
    this.#carryAcknowledgements(state, directionFrom(receiverOf(direction)), sentAtMs);
    let [owed, immediate] = [last, acknowledged];
    if (direction === 'client-to-server' && !state.hasClientData) {
      state.hasClientData = true;
      // With TLS, the handshake was the client's first data.
      if (!isEncrypted) {
        immediate += owed;
        owed = 0;
      }
    }
    if (role === 'ping' && state.hasPush) {
      immediate += owed;
      owed = 0;
    }
    if (direction === 'client-to-server') state.hasPush = false;
    else if (role === 'push') state.hasPush = true;
    if (immediate > 0) this.#addPackets(immediate, SEGMENT_HEADERS, 'acknowledgements');
    if (owed > 0) state.unacknowledged[direction].push(arrivedAtMs);
  }

  /** The client ends its half immediately. Its FIN acknowledges everything that arrived. */
  endClient(connection: number): void {
    const state = this.#connections[connection];
    if (state !== undefined) state.unacknowledged['server-to-client'].length = 0;
  }

  /** Segments that no data acknowledged get a separate acknowledgement. */
  finish(): void {
    for (const state of this.#connections) {
      if (state === undefined) continue;
      for (const arrivals of Object.values(state.unacknowledged)) {
        this.#addPackets(arrivals.length, SEGMENT_HEADERS, 'acknowledgements');
        arrivals.length = 0;
      }
    }
  }

  /** Data acknowledges the segments that arrived recently. Older ones had their own packet. */
  #carryAcknowledgements(
    { unacknowledged }: AcknowledgementState,
    direction: Direction,
    nowMs: number,
  ): void {
    const arrivals = unacknowledged[direction];
    let alone = 0;
    let acknowledged = 0;
    for (const arrivedAtMs of arrivals) {
      if (arrivedAtMs > nowMs) break;
      acknowledged++;
      if (nowMs - arrivedAtMs > CARRIED_WITHIN_MS) alone++;
    }
    if (acknowledged > 0) arrivals.splice(0, acknowledged);
    if (alone > 0) this.#addPackets(alone, SEGMENT_HEADERS, 'acknowledgements');
  }

  #stateOf(connection: number): AcknowledgementState {
    return (this.#connections[connection] ??= newConnection());
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

function newConnection(): AcknowledgementState {
  return {
    unacknowledged: { 'client-to-server': [], 'server-to-client': [] },
    hasClientData: false,
    hasPush: false,
  };
}
