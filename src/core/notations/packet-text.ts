/**
 * Extracts TCP data from packets in a text: dumps of tcpdump or tshark start with Ethernet, IP and
 * TCP headers. Streams are assembled as from a capture file: out of order, retransmitted, with
 * gaps.
 */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { assembleStream } from '#core/packets/stream-assembly.ts';
import {
  groupConnections,
  isOpening,
  type PeerIndex,
  type SeenPacket,
  type TcpConnection,
} from '#core/packets/tcp-connection.ts';
import { decodeTcpPacket, peerText } from '#core/packets/tcp-packet.ts';
import type { TcpSegment } from '#core/packets/tcp-segment.ts';
import type { NotationId } from './notation.ts';
import type { ReadChunk, ReadConnection, Reading } from './reading.ts';
import { wireUnitAt } from './wire-unit.ts';

/**
 * Raw IP, Ethernet, Linux's two cooked forms, BSD's loopback: what programs print, most common
 * first.
 */
const LINK_TYPES = [101, 1, 113, 276, 0] as const;

/** The number of packets that decide the link type. */
const PACKETS_LOOKED_AT = 20;

/** Forms that identify themselves as packets. */
const OF_PACKETS: readonly NotationId[] = ['tcpdump', 'tshark-dump'];

/** The position of a segment's data in the connection's bytes, and when it was seen. */
type Place = { readonly range: ByteRange; readonly atMs: number | null };

/** The reading with its packets decoded; null if its chunks aren't packets. */
export function openPackets(reading: Reading): Reading | null {
  const [connection, ...others] = reading.connections;
  if (connection === undefined || others.length > 0 || reading.isReconstructed) return null;
  const linkType = linkTypeOf(connection);
  if (linkType === null) return null;
  const places = new Map<TcpSegment, Place>();
  const packets: SeenPacket[] = [];
  let otherPackets = 0;
  let dataSize = 0;
  let missingSize = 0;
  for (const { range, atMs } of connection.chunks) {
    const bytes = connection.bytes.subarray(range.start, range.end);
    const reading = decodeTcpPacket(linkType, bytes);
    if (reading.kind === 'skipped') {
      otherPackets++;
      continue;
    }
    const { packet, notCaptured } = reading;
    const { data } = packet.segment;
    const start = data.byteOffset - connection.bytes.byteOffset;
    places.set(packet.segment, { range: { start, end: start + data.length }, atMs });
    packets.push({ ...packet, seenAtNs: null });
    dataSize += data.length;
    missingSize += notCaptured;
  }
  const connections = groupConnections(packets)
    .map((tcp) => openConnection(tcp, connection, places))
    .sort((a, b) => Number(b.bytes.length > 0) - Number(a.bytes.length > 0));
  return {
    ...reading,
    notation: OF_PACKETS.includes(reading.notation) ? reading.notation : 'packet-hex',
    confidence: 'sure',
    connections,
    leftOut: [
      ...reading.leftOut,
      { kind: 'packet-headers', count: connection.bytes.length - dataSize },
      ...(otherPackets > 0 ? [{ kind: 'other-packets', count: otherPackets } as const] : []),
    ],
    lost: [
      ...reading.lost,
      ...(missingSize > 0
        ? [
            {
              kind: 'capture-limit',
              printer: null,
              shown: dataSize,
              total: dataSize + missingSize,
            } as const,
          ]
        : []),
    ],
  };
}

/**
 * The link type for which most of the first chunks are TCP packets; null if for none at least half
 * are.
 */
function linkTypeOf({ bytes, chunks }: ReadConnection): number | null {
  const sample = chunks.slice(0, PACKETS_LOOKED_AT);
  let best: number | null = null;
  let most = Math.max(0, (sample.length - 1) / 2);
  for (const linkType of LINK_TYPES) {
    const found = sample.filter(
      ({ range }) =>
        decodeTcpPacket(linkType, bytes.subarray(range.start, range.end)).kind === 'tcp',
    ).length;
    if (found > most) {
      most = found;
      best = linkType;
    }
  }
  return best;
}

function openConnection(
  tcp: TcpConnection,
  { bytes, positions }: ReadConnection,
  places: ReadonlyMap<TcpSegment, Place>,
): ReadConnection {
  const client = clientOf(tcp);
  const rangeOf = new Map<TcpSegment, ByteRange>();
  for (const sender of [0, 1] as const) {
    const segments = tcp.segments
      .filter((seen) => seen.sender === sender)
      .map(({ segment }) => segment);
    const { ranges } = assembleStream(segments);
    segments.forEach((segment, index) => rangeOf.set(segment, ranges[index]!));
  }
  const times = tcp.segments.map(({ segment }) => places.get(segment)?.atMs ?? null);
  const firstMs = times.find((atMs) => atMs !== null) ?? 0;
  const chunks: ReadChunk[] = [];
  const taken: ByteRange[] = [];
  let size = 0;
  for (const { sender, segment } of tcp.segments) {
    const place = places.get(segment);
    const inStream = rangeOf.get(segment);
    if (place === undefined || inStream === undefined) continue;
    const kept = lengthOfRange(inStream);
    // Data before the start or after the end of the stream was cut off.
    const start = inStream.start === 0 ? place.range.end - kept : place.range.start;
    if (kept > 0) taken.push({ start, end: start + kept });
    chunks.push({
      direction: sender === client ? 'client-to-server' : 'server-to-client',
      range: { start: size, end: size + kept },
      atMs: place.atMs === null ? null : place.atMs - firstMs,
      offset: inStream.start,
      signals: segment.controlBits,
    });
    size += kept;
  }
  return {
    client: peerText(tcp.peers[client]),
    server: peerText(tcp.peers[client === 0 ? 1 : 0]),
    bytes: concatBytes(taken.map(({ start, end }) => bytes.subarray(start, end))),
    positions: {
      starts: joined(positions.starts, taken, size),
      ends: joined(positions.ends, taken, size),
    },
    chunks,
  };
}

function joined(places: Uint32Array, ranges: readonly ByteRange[], size: number): Uint32Array {
  const all = new Uint32Array(size);
  let at = 0;
  for (const { start, end } of ranges) {
    all.set(places.subarray(start, end), at);
    at += end - start;
  }
  return all;
}

/**
 * The sender of the SYN or of client data; otherwise the higher port, because servers listen on low
 * ones.
 */
function clientOf({ segments, peers }: TcpConnection): PeerIndex {
  const opening = segments.find(({ segment }) => segment.controlBits.includes('syn'));
  const other = (peer: PeerIndex): PeerIndex => (peer === 0 ? 1 : 0);
  if (opening) return isOpening(opening.segment) ? opening.sender : other(opening.sender);
  for (const { sender, segment } of segments) {
    if (segment.data.length === 0) continue;
    const { side, isLegal } = wireUnitAt(segment.data, 0, true);
    if (isLegal && side !== null) return side === 'client' ? sender : other(sender);
  }
  return peers[0].port >= peers[1].port ? 0 : 1;
}
