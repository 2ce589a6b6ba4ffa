/** Turns a captured connection into a trace. */

import { assembleStream, type AssembledStream } from '#core/packets/stream-assembly.ts';
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
  const assemble = (sender: PeerIndex) =>
    assembleStream(
      tcp.segments.filter((seen) => seen.sender === sender).map(({ segment }) => segment),
    );
  const assembled = [assemble(0), assemble(1)] as const;
  const streamFrom = ({ bytes, missing }: AssembledStream) => streamOf(bytes, missing);
  const directions = ([0, 1] as const).map((peer) => directionFrom(sideOf(peer)));
  const startedAtNs = tcp.segments[0]?.seenAtNs ?? null;
  /** How many segments of each sender have their event. */
  const counts = [0, 0];
  const eventOf = ({ sender, segment, seenAtNs }: SeenSegment): TraceEvent => ({
    direction: directions[sender]!,
    signals: segment.controlBits,
    range: assembled[sender].ranges[counts[sender]!++]!,
    sentAtMs: millisecondsSince(startedAtNs, seenAtNs),
    arrival: UNKNOWN_ARRIVAL,
  });
  const endpoint = (side: Side): EndpointDescription => ({
    ...notes[side],
    address: peerText(tcp.peers[side === 'client' ? client : otherPeer(client)]),
  });
  return {
    provenance: { kind: 'recorded', recordedOn: notes.recordedOn, tool: notes.tool },
    endpoints: { client: endpoint('client'), server: endpoint('server') },
    streams: {
      'client-to-server': streamFrom(assembled[client]),
      'server-to-client': streamFrom(assembled[otherPeer(client)]),
    },
    events: tcp.segments.map(eventOf),
  };
}

const UNKNOWN_ARRIVAL: TraceEvent['arrival'] = { kind: 'unknown' };

function millisecondsSince(fromNs: bigint | null, toNs: bigint | null): number | null {
  return fromNs === null || toNs === null ? null : Number(toNs - fromNs) / 1e6;
}
