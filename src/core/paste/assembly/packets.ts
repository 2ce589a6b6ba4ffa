/**
 * Extracts TCP data from packets in a text: dumps of tcpdump or tshark start with Ethernet, IP and
 * TCP headers. Streams are assembled as from a capture file: out of order, retransmitted, with
 * gaps.
 */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { readCapture } from '#core/captures/capture.ts';
import { groupConnections, type SeenPacket } from '#core/packets/tcp-connection.ts';
import { decodeTcpPacket } from '#core/packets/tcp-packet.ts';
import type { TcpSegment } from '#core/packets/tcp-segment.ts';
import type { FormId } from '#core/paste/form.ts';
import type { Lost, ReadChunk, ReadConnection, Reading } from '#core/paste/reading.ts';
import { wireEvidence, wireUnitAt } from '#core/paste/ranking/wire-unit.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Direction } from '#core/trace/direction.ts';
import { openConnection, type SegmentPlace } from './packet-connection.ts';

/**
 * Raw IP, Ethernet, Linux's two cooked forms, BSD's loopback: what programs print, most common
 * first.
 */
const LINK_TYPES = [101, 1, 113, 276, 0] as const;

/** The number of packets that decide the link type. */
const PACKETS_LOOKED_AT = 20;

/** Forms that identify themselves as packets. */
const OF_PACKETS: readonly FormId[] = ['tcpdump', 'tshark-dump', 'tshark-json'];

/** The reading with its packets decoded; null if its chunks aren't packets. */
export function openPackets(reading: Reading): Reading | null {
  if (reading.isReconstructed) return null;
  const opened = reading.connections.map(openConnectionPackets);
  if (opened.every((each) => each === null)) return null;
  const sum = (count: (each: OpenedPackets) => number) =>
    opened.reduce((total, each) => total + (each === null ? 0 : count(each)), 0);
  const headerSize = sum((each) => each.headerSize);
  const otherPackets = sum((each) => each.otherPackets);
  const dataSize = sum((each) => each.dataSize);
  const missingSize = sum((each) => each.missingSize);
  const connections = opened
    .flatMap((each, index) => each?.connections ?? [reading.connections[index]!])
    .sort((a, b) => Number(b.bytes.length > 0) - Number(a.bytes.length > 0));
  // A capture file that is cut in its first packet.
  if (connections.length === 0) return null;
  const form = reading.forms.find((id) => OF_PACKETS.includes(id)) ?? 'packet-hex';
  return {
    ...reading,
    form,
    forms: [form, ...reading.forms.filter((other) => other !== reading.form && other !== form)],
    confidence: 'sure',
    connections,
    leftOut: [
      ...reading.leftOut,
      { kind: 'packet-headers', count: headerSize },
      ...(otherPackets > 0 ? [{ kind: 'other-packets', count: otherPackets } as const] : []),
    ],
    lost: missingSize > 0 ? [...reading.lost, captureLimit(dataSize, missingSize)] : reading.lost,
    unread: [...reading.unread, ...opened.flatMap((each) => each?.unread ?? [])].sort(
      (a, b) => a.start - b.start,
    ),
  };
}

function captureLimit(shown: number, missing: number): Lost {
  return { kind: 'capture-limit', printer: null, shown, total: shown + missing, count: 1 };
}

type OpenedPackets = {
  readonly connections: readonly ReadConnection[];
  readonly headerSize: number;
  readonly otherPackets: number;
  readonly dataSize: number;
  readonly missingSize: number;
  /** Bytes that are in no packet. */
  readonly unread: readonly TextRange[];
};

/** A packet with its link type. */
type LinkedPacket = {
  readonly linkType: number;
  /** Part of the connection's bytes. */
  readonly bytes: Uint8Array;
  readonly atMs: number | null;
};

type FoundPackets = {
  readonly linked: readonly LinkedPacket[];
  /** Chunks beside them. */
  readonly others: readonly ReadChunk[];
};

/** The packets that the chunks are, or those of a capture file; null for other bytes. */
function packetsIn({ bytes, chunks }: ReadConnection): FoundPackets | null {
  const capture = readCapture(bytes);
  if (capture.kind === 'capture') {
    const linked = [...capture.packets]
      .filter((packet) => packet.bytes.buffer === bytes.buffer)
      .map(({ linkType, bytes: own, seenAtNs }) => ({
        linkType,
        bytes: own,
        atMs: seenAtNs === null ? null : Number(seenAtNs / 1000n) / 1000,
      }));
    return { linked, others: [] };
  }
  const bytesOf = ({ range }: ReadChunk) => bytes.subarray(range.start, range.end);
  const linkType = linkTypeOf(firstBeside(chunks.length, (index) => bytesOf(chunks[index]!)));
  if (linkType === null) return null;
  const others = new Set(chunks.filter((chunk) => isBeside(linkType, bytesOf(chunk))));
  const linked = chunks
    .filter((chunk) => !others.has(chunk))
    .map((chunk) => ({ linkType, bytes: bytesOf(chunk), atMs: chunk.atMs }));
  return { linked, others: [...others] };
}

/** Whether bytes beside packets are in none: they begin with a head, or are nothing but frames. */
function isBeside(linkType: number, bytes: Uint8Array): boolean {
  if (isHead(bytes)) return true;
  return wireEvidence(bytes) === 'whole' && decodeTcpPacket(linkType, bytes).kind !== 'tcp';
}

function isHead(bytes: Uint8Array): boolean {
  return bytes.length > 0 && wireUnitAt(bytes, 0, true).kind === 'head';
}

function openConnectionPackets(connection: ReadConnection): OpenedPackets | null {
  const found = packetsIn(connection);
  if (found === null) return null;
  const { linked, others } = found;
  const places = new Map<TcpSegment, SegmentPlace>();
  const packets: SeenPacket[] = [];
  let otherPackets = 0;
  let dataSize = 0;
  let missingSize = 0;
  for (const { linkType, bytes, atMs } of linked) {
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
  const connections = groupConnections(packets).map((tcp) =>
    openConnection(tcp, connection, places),
  );
  const otherSize = others.reduce((sum, { range }) => sum + lengthOfRange(range), 0);
  const [only] = connections;
  const isPreceded = connections.length === 1 && only !== undefined && mayFollowHeads(only);
  const heads = isPreceded
    ? others.filter(({ range }) => isHead(connection.bytes.subarray(range.start, range.end)))
    : [];
  const placed = new Set(heads);
  return {
    connections: isPreceded ? [withHeads(only, connection, heads)] : connections,
    headerSize: connection.bytes.length - dataSize - otherSize,
    otherPackets,
    dataSize,
    missingSize,
    unread: others.filter((chunk) => !placed.has(chunk)).flatMap(({ text }) => text ?? []),
  };
}

/** Whether heads can come before the packets, which have no start of the connection then. */
function mayFollowHeads({ bytes, chunks }: ReadConnection): boolean {
  return chunks.every(
    ({ range, signals = [] }) =>
      !signals.includes('syn') && !isHead(bytes.subarray(range.start, range.end)),
  );
}

/** A connection whose heads are text, as in a report, before the packets that come after them. */
function withHeads(
  packets: ReadConnection,
  { bytes, positions }: ReadConnection,
  heads: readonly ReadChunk[],
): ReadConnection {
  if (heads.length === 0) return packets;
  const collector = new ByteCollector();
  const sizes: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const placed = heads.map((head): ReadChunk => {
    const { start, end } = head.range;
    const direction = head.direction ?? 'client-to-server';
    const offset = sizes[direction];
    sizes[direction] += end - start;
    const range = { start: collector.count, end: collector.count + end - start };
    collector.addAll(bytes.subarray(start, end), {
      starts: positions.starts.subarray(start, end),
      ends: positions.ends.subarray(start, end),
    });
    return { ...head, direction, range, offset };
  });
  const size = collector.count;
  collector.addAll(packets.bytes, packets.positions);
  const moved = packets.chunks.map((chunk): ReadChunk => ({
    ...chunk,
    range: { start: chunk.range.start + size, end: chunk.range.end + size },
    offset: (chunk.offset ?? 0) + sizes[chunk.direction ?? 'client-to-server'],
  }));
  return {
    ...packets,
    bytes: collector.view(),
    positions: collector.positions,
    chunks: [...placed, ...moved],
  };
}

/** The first chunks that are no heads. */
function firstBeside(count: number, chunkAt: (index: number) => Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let index = 0; index < count && found.length < PACKETS_LOOKED_AT; index++) {
    const chunk = chunkAt(index);
    if (!isHead(chunk)) found.push(chunk);
  }
  return found;
}

/** The link type of the most TCP packets among the first chunks; null if fewer than half are. */
function linkTypeOf(sample: readonly Uint8Array[]): number | null {
  let best: number | null = null;
  let most = Math.max(0, (sample.length - 1) / 2);
  for (const linkType of LINK_TYPES) {
    const found = sample.filter((bytes) => decodeTcpPacket(linkType, bytes).kind === 'tcp').length;
    if (found > most) {
      most = found;
      best = linkType;
    }
  }
  return best;
}
