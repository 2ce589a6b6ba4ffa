/** Turns a captured connection into a trace. */

import { assembleStream } from '#core/packets/stream-assembly.ts';
import type { PeerIndex, SeenSegment } from '#core/packets/tcp-connection.ts';
import { peerText } from '#core/packets/tcp-packet.ts';
import { directionFrom, type Side } from '#core/trace/direction.ts';
import {
  streamOf,
  type EndpointDescription,
  type Trace,
  type TraceEvent,
} from '#core/trace/trace.ts';
import { otherPeer, type CapturedConnection } from './captured-connection.ts';

/** Facts about a recording that its packets don't contain. */
export type RecordingNotes = {
  readonly recordedOn: string;
  readonly tool: string;
  readonly client: Omit<EndpointDescription, 'address'>;
  readonly server: Omit<EndpointDescription, 'address'>;
};

/**
 * A capture sees packets at one place, so it contains only when they passed there. Bytes that it
 * lacks become gaps in the streams, without events.
 */
export function traceOf(connection: CapturedConnection, notes: RecordingNotes): Trace {
  const { tcp, client } = connection;
  const sideOf = (peer: PeerIndex): Side => (peer === client ? 'client' : 'server');
  const assemble = (sender: PeerIndex) => {
    const sent = tcp.segments.filter((seen) => seen.sender === sender);
    const { bytes, missing, ranges } = assembleStream(sent.map(({ segment }) => segment));
    return {
      stream: streamOf(bytes, missing),
      placed: sent.map((seen, at) => [seen, ranges[at]!] as const),
    };
  };
  const fromClient = assemble(client);
  const fromServer = assemble(otherPeer(client));
  const rangeOf = new Map([...fromClient.placed, ...fromServer.placed]);
  const startedAtNs = tcp.segments[0]?.seenAtNs ?? null;
  const eventOf = (seen: SeenSegment): TraceEvent => ({
    direction: directionFrom(sideOf(seen.sender)),
    signals: seen.segment.controlBits,
    range: rangeOf.get(seen)!,
    sentAtMs: millisecondsSince(startedAtNs, seen.seenAtNs),
    arrival: { kind: 'unknown' },
  });
  const endpoint = (side: Side): EndpointDescription => ({
    ...notes[side],
    address: peerText(tcp.peers[side === 'client' ? client : otherPeer(client)]),
  });
  return {
    provenance: { kind: 'recorded', recordedOn: notes.recordedOn, tool: notes.tool },
    endpoints: { client: endpoint('client'), server: endpoint('server') },
    streams: { 'client-to-server': fromClient.stream, 'server-to-client': fromServer.stream },
    events: tcp.segments.map(eventOf),
  };
}

function millisecondsSince(fromNs: bigint | null, toNs: bigint | null): number | null {
  return fromNs === null || toNs === null ? null : Number(toNs - fromNs) / 1e6;
}
