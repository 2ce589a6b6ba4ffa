/** What a method sent, as traces: one for each of its connections. */

import { firstReached } from '#core/bytes/bisect.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { ByteStream, EndpointDescription, Trace, TraceEvent } from '#core/trace/trace.ts';
import type { HeaderProfile } from '#core/traffic/heads/header-profile.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { serializeWrites, type SerializedWrite } from './serialized-write.ts';
import type { WirePlan } from './wire-plan.ts';

/**
 * The traces of a run by connection number, without the bytes that TLS and TCP add. Empty if the
 * bytes are unknown: a quoted head has only a size, and HTTP/2 is only estimated.
 */
export function tracesOfRun(run: MethodRun, plan: WirePlan, seed: number): Trace[] {
  if (plan.isHttp2 || plan.profile.source.kind === 'quoted') return [];
  const connections: SerializedWrite[][] = [];
  for (const write of serializeWrites(run, plan, seed)) {
    (connections[write.connection] ??= []).push(write);
  }
  return connections.map((writes) => traceOf(writes, plan.profile, plan.maxSegmentSize));
}

function traceOf(
  writes: readonly SerializedWrite[],
  profile: HeaderProfile,
  maxSegmentSize: number,
): Trace {
  const lanes = DIRECTIONS.map((direction) => {
    const own = writes.filter((write) => write.direction === direction);
    return { stream: lazyStream(own), events: segmentsOf(own, direction, maxSegmentSize) };
  });
  const [toServer, toClient] = lanes;
  const nothing = lazyStream([]);
  return {
    provenance: { kind: 'modelled' },
    endpoints: endpointsOf(profile),
    streams: {
      'client-to-server': toServer?.stream ?? nothing,
      'server-to-client': toClient?.stream ?? nothing,
    },
    events: lanes.flatMap(({ events }) => events).sort((a, b) => a.sentAtMs - b.sentAtMs),
  };
}

function endpointsOf({ source }: HeaderProfile): Trace['endpoints'] {
  const named = (name: string): EndpointDescription => ({ name });
  return source.kind === 'recorded'
    ? { client: named(source.client), server: named(source.server) }
    : { client: named('Client'), server: named('Server') };
}

type TimedEvent = TraceEvent & { readonly sentAtMs: number };

/** TCP sends each write immediately, so no segment holds bytes of two writes. */
function segmentsOf(
  writes: readonly SerializedWrite[],
  direction: Direction,
  maxSegmentSize: number,
): TimedEvent[] {
  let writeStart = 0;
  return writes.flatMap(({ size, sentAtMs, arrivedAtMs }) => {
    const writeEnd = writeStart + size;
    const segments: TimedEvent[] = [];
    for (let start = writeStart; start < writeEnd; start += maxSegmentSize) {
      const range: ByteRange = { start, end: Math.min(start + maxSegmentSize, writeEnd) };
      const arrival = { kind: 'arrived', atMs: arrivedAtMs } as const;
      segments.push({ direction, signals: [], range, sentAtMs, arrival });
    }
    writeStart = writeEnd;
    return segments;
  });
}

/** The writes one after another. Only the bytes of those that are read are made. */
function lazyStream(writes: readonly SerializedWrite[]): ByteStream {
  let length = 0;
  const starts = writes.map(({ size }) => {
    const start = length;
    length += size;
    return start;
  });
  return {
    length,
    gaps: [],
    read: (start, end) => {
      if (start === end) return NO_BYTES;
      const bytes = new Uint8Array(end - start);
      const first = firstReached(starts.length, (index) => starts[index]! > start) - 1;
      for (let index = first; index < writes.length; index++) {
        const writeStart = starts[index]!;
        if (writeStart >= end) break;
        const encoded = writes[index]!.encode();
        const wanted = encoded.subarray(Math.max(0, start - writeStart), end - writeStart);
        bytes.set(wanted, Math.max(0, writeStart - start));
      }
      return bytes;
    },
  };
}
