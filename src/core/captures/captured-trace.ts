/** A captured connection as a trace. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { assembleStream } from '#core/packets/stream-assembly.ts';
import type { PeerIndex, SeenSegment } from '#core/packets/tcp-connection.ts';
import { peerText } from '#core/packets/tcp-packet.ts';
import { directionFrom, type Direction, type Side } from '#core/trace/direction.ts';
import { streamOf, type Endpoint, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import { otherPeer, type CapturedConnection } from './captured-connection.ts';

/** What is known of a recording and is not in its packets. */
export type RecordingNotes = {
  readonly recordedOn: string;
  readonly tool: string;
  readonly client: Omit<Endpoint, 'address'>;
  readonly server: Omit<Endpoint, 'address'>;
};

export type CapturedTrace = {
  readonly trace: Trace;
  /** Bytes that crossed and were not captured. They stand as 0 in the streams, and no event carries them. */
  readonly missing: Readonly<Record<Direction, readonly ByteRange[]>>;
};

/** A capture sees each packet at one place, so that all it knows is when packets passed there. */
export function traceOf(connection: CapturedConnection, notes: RecordingNotes): CapturedTrace {
  const { tcp, client } = connection;
  const sideOf = (peer: PeerIndex): Side => (peer === client ? 'client' : 'server');
  const assemble = (sender: PeerIndex) => {
    const sent = tcp.segments.filter((seen) => seen.sender === sender);
    const { bytes, missing, ranges } = assembleStream(sent.map(({ segment }) => segment));
    return {
      stream: streamOf(bytes),
      missing,
      placed: sent.map((seen, at) => [seen, ranges[at]!] as const),
    };
  };
  const fromClient = assemble(client);
  const fromServer = assemble(otherPeer(client));
  const rangeOf = new Map([...fromClient.placed, ...fromServer.placed]);
  const beganAtNs = tcp.segments[0]?.seenAtNs ?? null;
  const eventOf = (seen: SeenSegment): TraceEvent => ({
    direction: directionFrom(sideOf(seen.sender)),
    signals: seen.segment.controlBits,
    range: rangeOf.get(seen)!,
    sentAtMs: millisecondsSince(beganAtNs, seen.seenAtNs),
    arrival: { kind: 'unknown' },
  });
  const endpoint = (side: Side): Endpoint => ({
    ...notes[side],
    address: peerText(tcp.peers[side === 'client' ? client : otherPeer(client)]),
  });
  return {
    trace: {
      provenance: { kind: 'recorded', recordedOn: notes.recordedOn, tool: notes.tool },
      endpoints: { client: endpoint('client'), server: endpoint('server') },
      streams: { 'client-to-server': fromClient.stream, 'server-to-client': fromServer.stream },
      events: tcp.segments.map(eventOf),
    },
    missing: { 'client-to-server': fromClient.missing, 'server-to-client': fromServer.missing },
  };
}

function millisecondsSince(fromNs: bigint | null, toNs: bigint | null): number | null {
  return fromNs === null || toNs === null ? null : Number(toNs - fromNs) / 1e6;
}
