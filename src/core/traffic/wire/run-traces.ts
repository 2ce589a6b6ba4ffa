/** What a method sent as traces, one for each of its connections. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { ByteStream, Endpoint, Trace, TraceEvent } from '#core/trace/trace.ts';
import type { HeaderProfile } from '#core/traffic/heads/header-profile.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { unitsOf, type Unit } from './unit.ts';
import type { WirePlan } from './wire-plan.ts';

/**
 * The traces of a run by the number of the connection, without what TLS and TCP add. None where the
 * bytes are not known: of heads that were only quoted, and of HTTP/2, which is an estimate.
 */
export function tracesOfRun(run: MethodRun, plan: WirePlan, seed: number): Trace[] {
  const isEstimated = plan.isHttp2 && run.method !== 'websocket';
  if (isEstimated || plan.profile.source.kind === 'quoted') return [];
  const connections: Unit[][] = [];
  for (const unit of unitsOf(run, plan, seed)) (connections[unit.connection] ??= []).push(unit);
  return connections.map((units) => traceOf(units, plan.profile, plan.maxSegmentSize));
}

function traceOf(units: readonly Unit[], profile: HeaderProfile, maxSegmentSize: number): Trace {
  const lanes = DIRECTIONS.map((direction) => {
    const own = units.filter((unit) => unit.direction === direction);
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
  const named = (name: string): Endpoint => ({ name });
  return source.kind === 'recorded'
    ? { client: named(source.client), server: named(source.server) }
    : { client: named('Client'), server: named('Server') };
}

type Segment = TraceEvent & { readonly sentAtMs: number };

/** Segments are cut from each unit anew: what is handed over at once leaves at once. */
function segmentsOf(
  units: readonly Unit[],
  direction: Direction,
  maxSegmentSize: number,
): Segment[] {
  let unitStart = 0;
  return units.flatMap(({ size, sentAtMs, arrivedAtMs }) => {
    const unitEnd = unitStart + size;
    const segments: Segment[] = [];
    for (let start = unitStart; start < unitEnd; start += maxSegmentSize) {
      const range: ByteRange = { start, end: Math.min(start + maxSegmentSize, unitEnd) };
      const arrival = { kind: 'arrived', atMs: arrivedAtMs } as const;
      segments.push({ direction, signals: [], range, sentAtMs, arrival });
    }
    unitStart = unitEnd;
    return segments;
  });
}

/** Units one after the other, of which only those are made that are looked at. */
function lazyStream(units: readonly Unit[]): ByteStream {
  let length = 0;
  const starts = units.map(({ size }) => {
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
      for (let index = unitAt(starts, start); index < units.length; index++) {
        const unit = units[index]!;
        const unitStart = starts[index]!;
        if (unitStart >= end) break;
        const wanted = unit.encode().subarray(Math.max(0, start - unitStart), end - unitStart);
        bytes.set(wanted, Math.max(0, unitStart - start));
      }
      return bytes;
    },
  };
}

/** Index of the last start at or before `position`. */
function unitAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
