/**
 * A trace as a pcapng file, for Wireshark and tshark (draft-ietf-opsawg-pcapng). TCP and IP are
 * made: ordinary headers around the bytes that the trace has, in its segments. What is made is said
 * in the file's comment.
 */

import { encodeFileHeader, encodePacketBlock } from '#core/captures/pcapng-writer.ts';
import {
  MAX_SEGMENT_DATA,
  writeTcpPacket,
  type SegmentToWrite,
} from '#core/packets/tcp-packet-writer.ts';
import type { Peer } from '#core/packets/tcp-packet.ts';
import {
  directionFrom,
  oppositeDirection,
  senderOf,
  type Direction,
  type Side,
} from '#core/trace/direction.ts';
import type { Trace, TraceEvent } from '#core/trace/trace.ts';
import { packetPeers } from './packet-peers.ts';

export type PacketFileOptions = {
  /** What the file says of itself: what is real in it, and what was made. */
  readonly comment: string;
  /** When the trace began, in milliseconds since 1970. */
  readonly startedAtMs: number;
};

const NANOSECONDS_PER_MICROSECOND = 1000n;

/** The file in pieces: its header, and a block for each packet. */
export function* packetFilePieces(
  trace: Trace,
  { comment, startedAtMs }: PacketFileOptions,
): Generator<Uint8Array<ArrayBuffer>, void> {
  yield encodeFileHeader(comment);
  let atMs = 0;
  for (const { segment, sentAtMs } of segmentsOf(trace)) {
    // Without times, packets are a millisecond apart.
    atMs = sentAtMs ?? atMs + 1;
    const microseconds = BigInt(Math.round((startedAtMs + atMs) * 1000));
    yield encodePacketBlock(writeTcpPacket(segment), microseconds * NANOSECONDS_PER_MICROSECOND);
  }
}

type TimedSegment = { readonly segment: SegmentToWrite; readonly sentAtMs: number | null };

function* segmentsOf(trace: Trace): Generator<TimedSegment, void> {
  const writer = new SegmentWriter(trace);
  const isOpened = trace.events.some(({ signals }) => signals.includes('syn'));
  const firstAtMs = trace.events[0]?.sentAtMs ?? null;
  if (!isOpened) {
    for (const segment of writer.opening()) yield { segment, sentAtMs: firstAtMs };
  }
  for (const event of seenByClient(trace)) {
    for (const segment of writer.segmentsOf(event)) yield { segment, sentAtMs: event.sentAtMs };
  }
}

/**
 * What a capture beside the client has: everything that it sent, when it did, and what arrived of
 * the rest, as it arrived.
 */
function seenByClient({ events }: Trace): readonly TraceEvent[] {
  const seen = events.flatMap((event): TraceEvent[] => {
    const { alteredBytes, ...sent } = event;
    if (event.direction === 'client-to-server') return [alteredBytes === undefined ? event : sent];
    const { arrival } = event;
    if (arrival.kind === 'lost') return [];
    return [arrival.kind === 'arrived' ? { ...event, sentAtMs: arrival.atMs } : event];
  });
  const isTimed = seen.every(({ sentAtMs }) => sentAtMs !== null);
  return isTimed ? seen.toSorted((a, b) => a.sentAtMs! - b.sentAtMs!) : seen;
}

/** Gives segments their sequence numbers. Both sides begin at 0, and a SYN and a FIN count. */
class SegmentWriter {
  readonly #trace: Trace;
  readonly #peers: Readonly<Record<Side, Peer>>;
  /** What each direction has sent so far: the next sequence number. */
  readonly #reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#peers = packetPeers(trace);
  }

  /** The three segments that open a connection (RFC 9293 §3.5). */
  opening(): SegmentToWrite[] {
    const none = new Uint8Array();
    const toServer = directionFrom('client');
    const toClient = directionFrom('server');
    const syn = this.#segment(toServer, 0, ['syn'], none);
    this.#reached[toServer] = 1;
    const answer = this.#segment(toClient, 0, ['syn', 'ack'], none);
    this.#reached[toClient] = 1;
    return [syn, answer, this.#segment(toServer, 1, ['ack'], none)];
  }

  /** One, or several if its data is longer than a packet. */
  segmentsOf({
    direction,
    signals,
    range,
    alteredBytes,
    sequenceNumber,
  }: TraceEvent): SegmentToWrite[] {
    const { start, end } = range;
    const data = alteredBytes ?? this.#trace.streams[direction].read(start, end);
    const isOpening = signals.includes('syn');
    const segments: SegmentToWrite[] = [];
    for (let at = 0; at === 0 || at < data.length; at += MAX_SEGMENT_DATA) {
      const part = data.subarray(at, at + MAX_SEGMENT_DATA);
      const isLast = at + MAX_SEGMENT_DATA >= data.length;
      // The SYN is number 0, so the first byte is 1.
      const inStream = sequenceNumber === undefined ? start + at + 1 : (sequenceNumber ?? 0);
      const number = isOpening ? 0 : inStream;
      const bits = isLast ? signals : signals.filter((signal) => signal !== 'fin');
      segments.push(this.#segment(direction, number, bits, part));
    }
    const size = isOpening || signals.includes('fin') ? 1 : 0;
    const next = (isOpening ? 0 : start + data.length + 1) + size;
    this.#reached[direction] = Math.max(this.#reached[direction], next);
    return segments;
  }

  #segment(
    direction: Direction,
    sequenceNumber: number,
    signals: TraceEvent['signals'],
    data: Uint8Array,
  ): SegmentToWrite {
    const acknowledged = this.#reached[oppositeDirection(direction)];
    // Everything but the first SYN acknowledges.
    const acks = acknowledged > 0 && !signals.includes('ack');
    const sender = senderOf(direction);
    return {
      source: this.#peers[sender],
      destination: this.#peers[sender === 'client' ? 'server' : 'client'],
      sequenceNumber: sequenceNumber % 2 ** 32,
      acknowledgementNumber: acknowledged % 2 ** 32,
      controlBits: acks ? [...signals, 'ack'] : signals,
      data,
    };
  }
}
