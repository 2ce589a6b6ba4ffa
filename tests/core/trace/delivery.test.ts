import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeliveryIndex } from '#core/trace/delivery.ts';
import { streamOf, type Arrival, type Trace, type TraceEvent } from '#core/trace/trace.ts';

const LOST: Arrival = { kind: 'lost' };
const UNKNOWN: Arrival = { kind: 'unknown' };
const at = (atMs: number): Arrival => ({ kind: 'arrived', atMs });

/** An event of the client that carries `start` up to `end`. */
function carry(start: number, end: number, sentAtMs: number, arrival = UNKNOWN): TraceEvent {
  return { direction: 'client-to-server', signals: [], range: { start, end }, sentAtMs, arrival };
}

function traceOf(events: readonly TraceEvent[], length = 100): Trace {
  const bytes = Uint8Array.from({ length }, (_, index) => index);
  return {
    provenance: { kind: 'simulated' },
    endpoints: { client: { name: 'a' }, server: { name: 'b' } },
    streams: { 'client-to-server': streamOf(bytes), 'server-to-client': streamOf(bytes) },
    events,
  };
}

const deliver = (events: readonly TraceEvent[], start: number, end: number) =>
  new DeliveryIndex(traceOf(events)).deliveryOf('client-to-server', { start, end });

describe('what carried a range', () => {
  const inTwo = [carry(0, 10, 1), carry(10, 20, 2)];
  test.each([
    { name: 'one segment', events: inTwo, range: [0, 10], indices: [0], sentAtMs: 1 },
    { name: 'part of a segment', events: inTwo, range: [12, 13], indices: [1], sentAtMs: 2 },
    { name: 'two segments', events: inTwo, range: [5, 15], indices: [0, 1], sentAtMs: 1 },
    { name: 'no segment', events: inTwo, range: [20, 30], indices: [], sentAtMs: null },
    { name: 'nothing at all', events: [], range: [0, 10], indices: [], sentAtMs: null },
    {
      name: 'a segment that was sent twice',
      events: [carry(0, 10, 1), carry(10, 20, 2), carry(10, 20, 9)],
      range: [10, 20],
      indices: [1, 2],
      sentAtMs: 2,
    },
    {
      name: 'segments that came out of order',
      events: [carry(10, 20, 1), carry(0, 10, 2)],
      range: [0, 20],
      indices: [1, 0],
      sentAtMs: 2,
    },
    {
      name: 'a long segment of which a short part was sent again',
      events: [carry(0, 100, 1), carry(10, 20, 9)],
      range: [50, 60],
      indices: [0],
      sentAtMs: 1,
    },
    {
      name: 'a segment that was sent again together with the one before',
      events: [carry(0, 10, 1), carry(10, 20, 2), carry(0, 20, 9)],
      range: [10, 20],
      indices: [2, 1],
      sentAtMs: 2,
    },
  ])('finds $name', ({ events, range: [start, end], indices, sentAtMs }) => {
    const delivery = deliver(events, start!, end!);
    expect(delivery.eventIndices).toEqual(indices);
    expect(delivery.sentAtMs).toBe(sentAtMs);
  });

  test('leaves out signals and the other direction', () => {
    const signal = { ...carry(5, 5, 0), signals: ['ack' as const] };
    const other = { ...carry(0, 10, 0), direction: 'server-to-client' as const };
    expect(deliver([signal, other, carry(0, 10, 3)], 0, 10).eventIndices).toEqual([2]);
  });

  test('finds, of any events, exactly those that meet the range', () => {
    const range = fc
      .tuple(fc.nat(40), fc.nat(40))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), range, (ranges, wanted) => {
        const events = ranges.map(({ start, end }, index) => carry(start, end, index));
        const found = deliver(events, wanted.start, wanted.end).eventIndices;
        const meeting = ranges.flatMap(({ start, end }, index) =>
          start < wanted.end && wanted.start < end ? [index] : [],
        );
        expect([...found].sort((a, b) => a - b)).toEqual(meeting);
      }),
      { seed: 1 },
    );
  });
});

describe('when a range arrived', () => {
  test.each<{ name: string; events: TraceEvent[]; arrival: Arrival }>([
    {
      name: 'with its last part',
      events: [carry(0, 10, 0, at(4)), carry(10, 20, 0, at(7))],
      arrival: at(7),
    },
    {
      name: 'not, where a part was lost',
      events: [carry(0, 10, 0, at(4)), carry(10, 20, 0, LOST)],
      arrival: LOST,
    },
    { name: 'not, where a part was never sent', events: [carry(0, 10, 0, at(4))], arrival: LOST },
    {
      name: 'not, where a part between two others was never sent',
      events: [carry(0, 10, 0, at(4)), carry(12, 20, 0, at(7))],
      arrival: LOST,
    },
    {
      name: 'at last, where the lost part was sent again',
      events: [carry(0, 10, 0, LOST), carry(10, 20, 0, at(4)), carry(0, 10, 0, at(9))],
      arrival: at(9),
    },
    {
      name: 'the first time, where it came twice',
      events: [carry(0, 20, 0, at(4)), carry(0, 20, 0, at(9))],
      arrival: at(4),
    },
    {
      name: 'unknown, where any part is',
      events: [carry(0, 10, 0, at(4)), carry(10, 20, 0)],
      arrival: UNKNOWN,
    },
    { name: 'unknown, where nothing carried it', events: [], arrival: UNKNOWN },
  ])('is $name', ({ events, arrival }) => {
    expect(deliver(events, 0, 20).arrival).toEqual(arrival);
  });
});
