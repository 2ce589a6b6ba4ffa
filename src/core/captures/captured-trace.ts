/** Turns a captured connection into a trace. */

import type { PeerIndex } from '#core/packets/segment-list.ts';
import { SegmentStream } from '#core/packets/stream-assembly.ts';
import { peerText } from '#core/packets/tcp-packet.ts';
import { DIRECTIONS, directionFrom, type Direction, type Side } from '#core/trace/direction.ts';
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
 * lacks become gaps in the streams, without events. The streams read the file when they are asked,
 * and the events are made then, because a capture can have thousands of connections.
 */
export function traceOf(connection: CapturedConnection, notes: RecordingNotes): Trace {
  const { tcp, client } = connection;
  const sideOf = (peer: PeerIndex): Side => (peer === client ? 'client' : 'server');
  const streams = [new SegmentStream(tcp.segments, 0), new SegmentStream(tcp.segments, 1)] as const;
  const endpoint = (side: Side): EndpointDescription => ({
    ...notes[side],
    address: peerText(tcp.peers[side === 'client' ? client : otherPeer(client)]),
  });
  const directions = [directionFrom(sideOf(0)), directionFrom(sideOf(1))] as const;
  let events: readonly TraceEvent[] | null = null;
  return {
    provenance: { kind: 'recorded', recordedOn: notes.recordedOn, tool: notes.tool },
    endpoints: { client: endpoint('client'), server: endpoint('server') },
    streams: {
      'client-to-server': streams[client],
      'server-to-client': streams[otherPeer(client)],
    },
    get events() {
      return (events ??= eventsOf(connection, streams, directions));
    },
  };
}

function eventsOf(
  { tcp: { segments } }: CapturedConnection,
  streams: readonly [SegmentStream, SegmentStream],
  directions: readonly [Direction, Direction],
): TraceEvent[] {
  const startedAtNs = segments.at(0)?.seenAtNs ?? null;
  /** How many segments of each sender have their event. */
  const counts = [0, 0];
  const events = new Array<TraceEvent>(segments.length);
  let at = 0;
  for (const { sender, segment, seenAtNs, origin } of segments) {
    events[at++] = {
      direction: directions[sender],
      signals: segment.controlBits,
      range: streams[sender].rangeOf(counts[sender]!++),
      sentAtMs: millisecondsSince(startedAtNs, seenAtNs),
      arrival: UNKNOWN_ARRIVAL,
      ...(origin && { packet: origin.packet }),
    };
  }
  return events;
}

const UNKNOWN_ARRIVAL: TraceEvent['arrival'] = { kind: 'unknown' };

function millisecondsSince(fromNs: bigint | null, toNs: bigint | null): number | null {
  return fromNs === null || toNs === null ? null : Number(toNs - fromNs) / 1e6;
}

/** The trace with all bytes in memory, for reading all of them, and more than once. */
export function heldInMemory(trace: Trace): Trace {
  const [sent, received] = DIRECTIONS.map((direction) => {
    const { length, gaps } = trace.streams[direction];
    return streamOf(trace.streams[direction].read(0, length), gaps);
  });
  return {
    ...trace,
    streams: { 'client-to-server': sent!, 'server-to-client': received! },
  };
}
