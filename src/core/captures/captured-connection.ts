/** The TCP connections of a capture, and which peer of each is the client. */

import { toHex } from '#core/bytes/hex.ts';
import { FragmentAssembly } from '#core/packets/ip-fragments.ts';
import { SegmentTable, type PeerIndex, type StreamSegment } from '#core/packets/segment-list.ts';
import { assembleStream } from '#core/packets/stream-assembly.ts';
import {
  groupConnectionsIn,
  isOpening,
  type SeenPacket,
  type TcpConnection,
} from '#core/packets/tcp-connection.ts';
import { decodeTcpPacket, type SkipReason, type TcpPacket } from '#core/packets/tcp-packet.ts';
import type { TcpSegment } from '#core/packets/tcp-segment.ts';
import { decodeHttpHead, MAX_HEAD_SIZE } from '#core/protocol/http/http-head.ts';
import type { CaptureContents } from './capture-contents.ts';
import { masksFrames } from './masked-frames.ts';
import type { PacketTable } from './packet-table.ts';
import { REPORTED_PACKETS, UNREPORTED, type ReportProgress } from './progress.ts';

/**
 * The evidence for which peer is the client, best first. It sent the SYN, it sent the request, it
 * received the response, only its frames are masked (RFC 6455 §5.1), or it has the higher port,
 * because servers usually listen on low ones.
 */
export type ClientEvidence = 'syn' | 'request' | 'response' | 'mask' | 'port';

type CapturedTcp = TcpConnection<SegmentTable>;

export type CapturedConnection = {
  readonly tcp: CapturedTcp;
  /** The index of the client in `tcp.peers`. */
  readonly client: PeerIndex;
  readonly clientKnownBy: ClientEvidence;
};

export type CaptureListing = {
  /** In the order of their first packets. */
  readonly connections: readonly CapturedConnection[];
  /** The number of ignored packets, by reason. */
  readonly skipped: ReadonlyMap<SkipReason, number>;
};

export function listConnections(
  { packets, storage }: Pick<CaptureContents, 'packets' | 'storage'>,
  report = UNREPORTED,
): CaptureListing {
  const skipped = new Map<SkipReason, number>();
  const seen = decodePackets(packets, skipped, report);
  const tcps = groupConnectionsIn(seen, () => new SegmentTable(storage));
  const connections = tcps.map((tcp) => ({ tcp, ...findClient(tcp) }));
  return { connections, skipped };
}

/** Decodes the packets in order of time, and counts those without TCP. */
function* decodePackets(
  packets: PacketTable,
  skipped: Map<SkipReason, number>,
  report: ReportProgress,
): Generator<SeenPacket> {
  const isRepeat = repeatFilter(packets);
  // Several interfaces can see the same fragment.
  const fragments = new Map<number, FragmentAssembly>();
  // Packets in a file are not always in the order in which they were seen.
  const order = packets.orderOfTime();
  for (let index = 0; index < packets.length; index++) {
    const number = order?.[index] ?? index;
    const { linkType, bytes, seenAtNs, interfaceIndex, start } = packets.at(number)!;
    if (index % REPORTED_PACKETS === 0) report(index / packets.length);
    const own = fragments.get(interfaceIndex) ?? new FragmentAssembly();
    fragments.set(interfaceIndex, own);
    const reading = decodeTcpPacket(linkType, bytes, own);
    // Fragments that stay alone are counted at the end.
    if (reading.kind === 'skipped' && reading.reason === 'ip-fragment') continue;
    if (reading.kind === 'skipped') {
      skipped.set(reading.reason, (skipped.get(reading.reason) ?? 0) + 1);
    } else if (!isRepeat(reading.packet, interfaceIndex)) {
      const { source, destination, segment } = reading.packet;
      const place = placeOf(segment, bytes, start);
      yield { source, destination, segment, seenAtNs, origin: { packet: number + 1, place } };
    }
  }
  const alone = [...fragments.values()].reduce((sum, { pendingCount }) => sum + pendingCount, 0);
  if (alone > 0) skipped.set('ip-fragment', alone);
}

/** Null for a segment that was put together from several packets. */
function placeOf({ data }: TcpSegment, bytes: Uint8Array, start: number): number | null {
  return data.buffer === bytes.buffer ? start + data.byteOffset - bytes.byteOffset : null;
}

/**
 * Detects packets that another interface saw too, as in a capture on both "lo" and "any". A packet
 * that the same interface saw twice was sent twice.
 */
function repeatFilter(
  packets: PacketTable,
): (packet: TcpPacket, interfaceIndex: number) => boolean {
  if (packets.sources.length < 2) return () => false;
  const firstInterfaceOf = new Map<string, number>();
  return ({ source, destination, segment }, interfaceIndex) => {
    const header = toHex(segment.header);
    const name = `${source.address} ${destination.address} ${header} ${segment.dataSize}`;
    const first = firstInterfaceOf.get(name) ?? interfaceIndex;
    firstInterfaceOf.set(name, first);
    return first !== interfaceIndex;
  };
}

function findClient(tcp: CapturedTcp): Pick<CapturedConnection, 'client' | 'clientKnownBy'> {
  for (const { sender, segment } of tcp.segments) {
    if (!segment.controlBits.includes('syn')) continue;
    return { client: isOpening(segment) ? sender : otherPeer(sender), clientKnownBy: 'syn' };
  }
  for (const sender of [0, 1] as const) {
    const kind = headKind(tcp, sender);
    if (kind === 'request') return { client: sender, clientKnownBy: kind };
    if (kind === 'response') return { client: otherPeer(sender), clientKnownBy: kind };
  }
  const masking = maskingPeer(tcp);
  if (masking !== null) return { client: masking, clientKnownBy: 'mask' };
  const [first, second] = tcp.peers;
  return { client: first.port >= second.port ? 0 : 1, clientKnownBy: 'port' };
}

/** The kind of HTTP head at the start of a peer's stream; null if there is none. */
function headKind(tcp: CapturedTcp, sender: PeerIndex): 'request' | 'response' | null {
  const reading = decodeHttpHead(firstBytes(tcp, sender, MAX_HEAD_SIZE));
  return reading.kind === 'head' ? reading.head.startLine.kind : null;
}

/** Enough for some frames. */
const FRAMES_SAMPLE = 4096;

/** The peer whose frames are masked, while those of the other one, if there are any, aren't. */
function maskingPeer(tcp: CapturedTcp): PeerIndex | null {
  const masks = ([0, 1] as const).map((peer) => masksFrames(firstBytes(tcp, peer, FRAMES_SAMPLE)));
  if (masks[0] === masks[1]) return null;
  return masks[0] === true || masks[1] === false ? 0 : 1;
}

/** At least `size` bytes of a peer's stream, if it has so many. */
function firstBytes(tcp: CapturedTcp, sender: PeerIndex, size: number): Uint8Array {
  const beginning: StreamSegment[] = [];
  let total = 0;
  for (const seen of tcp.segments) {
    if (seen.sender !== sender) continue;
    beginning.push(seen.segment);
    total += seen.segment.dataSize;
    if (total >= size) break;
  }
  return assembleStream(beginning).bytes;
}

export function otherPeer(peer: PeerIndex): PeerIndex {
  return peer === 0 ? 1 : 0;
}
