/** Any trace without gaps, for properties. */

import fc from 'fast-check';
import { HEAD_PARTS } from '#core/protocol/http/http-head.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import {
  GIVING_UP_REASONS,
  streamOf,
  type Arrival,
  type Trace,
  type TraceEvent,
} from '#core/trace/trace.ts';

const time = fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => value + 0);
const bytes = fc.uint8Array({ maxLength: 40 });

const arrival = fc.oneof<fc.Arbitrary<Arrival>[]>(
  time.map((atMs) => ({ kind: 'arrived', atMs })),
  fc.constantFrom<Arrival>({ kind: 'lost' }, { kind: 'unknown' }),
);
const endpoint = fc.record(
  { name: fc.string(), version: fc.string(), address: fc.string(), maxMessageSize: fc.nat() },
  { requiredKeys: ['name'] },
);
const provenance = fc.oneof(
  fc.constantFrom(
    { kind: 'simulated' as const },
    { kind: 'pasted' as const },
    { kind: 'composed' as const },
    { kind: 'modelled' as const },
    { kind: 'pasted' as const, isEdited: true as const },
  ),
  fc.record({ kind: fc.constant('recorded' as const), recordedOn: fc.string(), tool: fc.string() }),
);
const signals = fc.uniqueArray(
  fc.constantFrom('syn' as const, 'ack' as const, 'fin' as const, 'rst' as const),
);

function eventOver(streams: Trace['streams']): fc.Arbitrary<TraceEvent> {
  return fc.constantFrom(...DIRECTIONS).chain((direction) => {
    const position = fc.nat(streams[direction].length);
    const range = fc
      .tuple(position, position)
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    return fc.record(
      {
        direction: fc.constant(direction),
        signals,
        range,
        sentAtMs: fc.option(time),
        arrival,
        alteredBytes: bytes,
        sequenceNumber: fc.option(fc.nat()),
        name: fc.string(),
        headLacks: fc.subarray([...HEAD_PARTS]),
      },
      { requiredKeys: ['direction', 'signals', 'range', 'sentAtMs', 'arrival'] },
    );
  });
}

export const anyTrace: fc.Arbitrary<Trace> = fc
  .record({
    'client-to-server': bytes.map((all) => streamOf(all)),
    'server-to-client': bytes.map((all) => streamOf(all)),
  })
  .chain((streams) =>
    fc.record(
      {
        provenance,
        endpoints: fc.record({ client: endpoint, server: endpoint }),
        streams: fc.constant(streams),
        events: fc.array(eventOver(streams), { maxLength: 8 }),
        givenUp: fc.array(
          fc.record({
            side: fc.constantFrom('client' as const, 'server' as const),
            atMs: fc.nat(),
            reason: fc.constantFrom(...GIVING_UP_REASONS),
          }),
        ),
      },
      { requiredKeys: ['provenance', 'endpoints', 'streams', 'events'] },
    ),
  );
