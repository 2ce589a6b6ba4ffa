/** A TCP connection of packets in a text, as a connection of its own. */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { assembleStream } from '#core/packets/stream-assembly.ts';
import type { PeerIndex } from '#core/packets/segment-list.ts';
import { isOpening, type TcpConnection } from '#core/packets/tcp-connection.ts';
import { peerText } from '#core/packets/tcp-packet.ts';
import type { TcpSegment } from '#core/packets/tcp-segment.ts';
import type { ReadChunk, ReadConnection } from '#core/paste/reading.ts';
import { wireUnitAt } from '#core/paste/ranking/wire-unit.ts';

/** The position of a segment's data in the connection's bytes, and when it was seen. */
export type SegmentPlace = { readonly range: ByteRange; readonly atMs: number | null };

/** @param connection the text's bytes, in which `places` are */
export function openConnection(
  tcp: TcpConnection,
  { bytes, positions }: ReadConnection,
  places: ReadonlyMap<TcpSegment, SegmentPlace>,
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
    name: null,
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
    if (segment.dataSize === 0) continue;
    const { side, isLegal } = wireUnitAt(segment.data, 0, true);
    if (isLegal && side !== null) return side === 'client' ? sender : other(sender);
  }
  return peers[0].port >= peers[1].port ? 0 : 1;
}
