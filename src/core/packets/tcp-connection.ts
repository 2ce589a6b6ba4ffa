/** Groups the packets of a capture by connection: two addresses, two ports (RFC 9293 §3.3.1). */

import type { PeerIndex, SeenSegment, SegmentOrigin, SequenceOf } from './segment-list.ts';
import { peerText, type Peer, type TcpPacket } from './tcp-packet.ts';
import { sequenceDistance, type TcpSegment } from './tcp-segment.ts';

/** A packet with its time in the capture. */
export type SeenPacket = TcpPacket & {
  /** Nanoseconds since 1970; null if the capture has no time. */
  readonly seenAtNs: bigint | null;
  readonly origin?: SegmentOrigin;
};

export type TcpConnection<Segments = readonly SeenSegment<TcpSegment>[]> = {
  /** The sender of the first packet, then its peer. Either can be the client. */
  readonly peers: readonly [Peer, Peer];
  /** In the order of the capture. */
  readonly segments: Segments;
};

/** Groups packets, given in order of time, into connections ordered by their first packets. */
export function groupConnections(packets: Iterable<SeenPacket>): TcpConnection[] {
  return groupConnectionsIn(packets, (): SeenSegment<TcpSegment>[] => []);
}

type GrowingSequence = SequenceOf<SeenSegment> & { push(seen: SeenSegment<TcpSegment>): unknown };

/** The same, with lists that `newList` makes. */
export function groupConnectionsIn<Segments extends GrowingSequence>(
  packets: Iterable<SeenPacket>,
  newList: () => Segments,
): TcpConnection<Segments>[] {
  type OpenConnection = TcpConnection<Segments>;
  const connections: OpenConnection[] = [];
  /** The latest connection between two peers. */
  const latest = new Map<string, OpenConnection>();
  /** That of the packet before: most packets have the same, and need no key. */
  let connection: OpenConnection | undefined;
  for (const { source, destination, ...seen } of packets) {
    const { segment } = seen;
    const isSame = connection !== undefined && isBetween(connection, source, destination);
    const key = isSame ? '' : keyOf(source, destination);
    if (!isSame) connection = latest.get(key);
    if (
      connection === undefined ||
      opensAnother(segment, senderIn(connection, source), connection)
    ) {
      connection = { peers: [source, destination], segments: newList() };
      connections.push(connection);
      latest.set(key || keyOf(source, destination), connection);
    }
    connection.segments.push({ sender: senderIn(connection, source), ...seen });
  }
  return connections;
}

function keyOf(source: Peer, destination: Peer): string {
  return [peerText(source), peerText(destination)].sort().join(' ');
}

type AnyConnection = TcpConnection<SequenceOf<SeenSegment>>;

function isBetween({ peers: [first, second] }: AnyConnection, one: Peer, other: Peer): boolean {
  return isSamePeer(first, one)
    ? isSamePeer(second, other)
    : isSamePeer(first, other) && isSamePeer(second, one);
}

function senderIn({ peers: [first] }: AnyConnection, peer: Peer): PeerIndex {
  return isSamePeer(first, peer) ? 0 : 1;
}

function isSamePeer(one: Peer, other: Peer): boolean {
  return one.port === other.port && one.address === other.address;
}

/**
 * Ports are reused. A SYN without ACK opens another connection, unless it is its sender's first
 * segment here, because both peers can open together, or a retransmission of that SYN.
 */
function opensAnother(segment: TcpSegment, sender: PeerIndex, connection: AnyConnection): boolean {
  if (!isOpening(segment)) return false;
  const first = firstOf(connection, sender)?.segment;
  if (first === undefined) return false;
  return !isOpening(first) || sequenceDistance(first.sequenceNumber, segment.sequenceNumber) !== 0;
}

function firstOf({ segments }: AnyConnection, sender: PeerIndex): SeenSegment | undefined {
  for (const seen of segments) if (seen.sender === sender) return seen;
  return undefined;
}

/** A SYN that answers no other SYN. Its sender opens the connection. */
export function isOpening({ controlBits }: Pick<TcpSegment, 'controlBits'>): boolean {
  return controlBits.includes('syn') && !controlBits.includes('ack');
}
