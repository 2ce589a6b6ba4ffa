import { describe, expect, test } from 'vitest';
import { handOver, receivedStream } from '#core/trace/hand-over.ts';
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

describe('what a receiver got', () => {
  const received = (events: readonly TraceEvent[]) => [
    ...receivedStream(traceOf(events), 'client-to-server'),
  ];

  test.each([
    {
      name: 'what was sent',
      events: [carry(0, 2, 0, at(1)), carry(2, 4, 0, at(2))],
      got: [0, 1, 2, 3],
    },
    {
      name: 'what was sent byte by byte',
      events: [carry(0, 1, 0, at(1)), carry(1, 2, 0, at(2))],
      got: [0, 1],
    },
    {
      name: 'nothing after a loss',
      events: [carry(0, 2, 0, at(1)), carry(2, 4, 0, LOST), carry(4, 6, 0, at(3))],
      got: [0, 1],
    },
    {
      name: 'each byte once, however often it was sent',
      events: [carry(0, 2, 0, at(1)), carry(1, 4, 0, at(2)), carry(0, 2, 0, at(3))],
      got: [0, 1, 2, 3],
    },
    {
      name: 'what came in its order',
      events: [carry(2, 4, 0, at(1)), carry(0, 2, 0, at(2))],
      got: [0, 1, 2, 3],
    },
    {
      name: 'what was altered on the way as it arrived',
      events: [
        { ...carry(0, 2, 0, at(1)), alteredBytes: Uint8Array.of(9, 8) },
        carry(2, 4, 0, at(2)),
      ],
      got: [9, 8, 2, 3],
    },
    {
      name: 'each byte once, if a retransmission was altered',
      events: [
        carry(0, 2, 0, at(1)),
        { ...carry(1, 4, 0, at(2)), alteredBytes: Uint8Array.of(9, 8, 7) },
      ],
      got: [0, 1, 8, 7],
    },
  ])('is $name', ({ events, got }) => {
    expect(received(events)).toEqual(got);
  });
});

test('knows which arrival gives a receiver bytes, or the end', () => {
  const end = { ...carry(4, 4, 0, at(3)), signals: ['fin' as const] };
  const events = [carry(0, 2, 0, LOST), carry(2, 4, 0, at(2)), end, carry(0, 2, 5, at(6))];
  const { pieces, endEventIndex } = handOver(traceOf(events), 'client-to-server');
  expect(pieces.map(({ eventIndex, range }) => [eventIndex, range.start, range.end])).toEqual([
    [3, 0, 2],
    [3, 2, 4],
  ]);
  expect(endEventIndex).toBe(3);
});

describe('bytes that were not captured', () => {
  const withGap = (events: readonly TraceEvent[], start: number, end: number): Trace => {
    const trace = traceOf(events, 10);
    const { read } = trace.streams['client-to-server'];
    const stream = { length: 10, gaps: [{ start, end }], read };
    return { ...trace, streams: { ...trace.streams, 'client-to-server': stream } };
  };
  const ranges = (trace: Trace) =>
    handOver(trace, 'client-to-server').pieces.map(
      ({ eventIndex, range }) => `${eventIndex}: ${range.start}-${range.end}`,
    );
  const around = [carry(0, 2, 0, at(1)), carry(5, 7, 0, at(2))];

  test.each([
    { name: 'reached the receiver', gap: [2, 5], expected: ['0: 0-2', '1: 2-5', '1: 5-7'] },
    {
      name: 'are handed on up to a byte that is lost',
      gap: [2, 4],
      expected: ['0: 0-2', '1: 2-4'],
    },
    { name: 'are not enough if a byte before them is lost', gap: [3, 5], expected: ['0: 0-2'] },
    {
      name: 'are waited for if they reach into the next segment',
      gap: [2, 6],
      expected: ['0: 0-2'],
    },
  ])('$name', ({ gap: [start, end], expected }) => {
    expect(ranges(withGap(around, start!, end!))).toEqual(expected);
  });
});

describe('the order of arrival', () => {
  test('is the order of sending if any arrival is unknown', () => {
    const events = [carry(2, 4, 0, at(9)), carry(0, 2, 0), carry(4, 6, 0, at(1))];
    const { pieces } = handOver(traceOf(events), 'client-to-server');
    expect(pieces.map(({ eventIndex }) => eventIndex)).toEqual([1, 1, 2]);
  });

  test('is by time if all arrivals are known', () => {
    const events = [carry(2, 4, 0, at(9)), carry(0, 2, 0, at(5)), carry(4, 6, 0, at(1))];
    const { pieces } = handOver(traceOf(events), 'client-to-server');
    expect(pieces.map(({ eventIndex }) => eventIndex)).toEqual([1, 0, 0]);
  });

  test('is by time even if the arrival of an acknowledgement is unknown', () => {
    const ack = { ...carry(0, 0, 0), signals: ['ack' as const] };
    const events = [ack, carry(2, 4, 0, at(9)), carry(0, 2, 0, at(5))];
    const { pieces } = handOver(traceOf(events), 'client-to-server');
    expect(pieces.map(({ eventIndex }) => eventIndex)).toEqual([2, 1]);
  });
});

test('omits the other direction and segments without bytes or FIN', () => {
  const ack = { ...carry(2, 2, 0, at(1)), signals: ['ack' as const] };
  const other = { ...carry(0, 2, 0, at(0)), direction: 'server-to-client' as const };
  const { pieces, endEventIndex } = handOver(
    traceOf([other, ack, carry(0, 2, 0, at(2))]),
    'client-to-server',
  );
  expect(pieces.map(({ eventIndex }) => eventIndex)).toEqual([2]);
  expect(endEventIndex).toBeNull();
});

test('the end is known only when all bytes before it have arrived', () => {
  const end = { ...carry(4, 4, 0, at(3)), signals: ['fin' as const] };
  const lost = handOver(traceOf([carry(0, 4, 0, LOST), end]), 'client-to-server');
  expect(lost).toEqual({ pieces: [], endEventIndex: null });
});

test('a FIN that was sent twice is known from the first one', () => {
  const end = (atMs: number) => ({ ...carry(0, 0, 0, at(atMs)), signals: ['fin' as const] });
  expect(handOver(traceOf([end(1), end(2)]), 'client-to-server').endEventIndex).toBe(0);
});
