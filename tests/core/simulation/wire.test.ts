import { describe, expect, test } from 'vitest';
import { EventQueue } from '#core/simulation/event-queue.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import type { Segment } from '#core/simulation/segment.ts';
import { Wire, type WireOptions } from '#core/simulation/wire.ts';
import { readStream } from '#core/trace/trace.ts';
import type { Side } from '#core/trace/direction.ts';

const endpoints = { client: { name: 'Client' }, server: { name: 'Server' } };

/** A wire of 20 ms, and what arrives at each end. */
function wireWith(
  alterations: Record<string, Alteration> = {},
  options: Partial<WireOptions> = {},
) {
  const queue = new EventQueue();
  const wire = new Wire(
    queue,
    { oneWayDelayMs: 20, maxSegmentSize: 1460, ...options },
    new Map(Object.entries(alterations)),
  );
  const received: { at: Side; atMs: number; bytes: number[] }[] = [];
  for (const at of ['client', 'server'] as const) {
    wire.attach(at, ({ bytes }) => received.push({ at, atMs: queue.nowMs, bytes: [...bytes] }));
  }
  return { queue, wire, received };
}

function segmentAt(start: number, bytes: number[], name: string | null = 'text'): Segment {
  return {
    name,
    signals: [],
    range: { start, end: start + bytes.length },
    bytes: Uint8Array.from(bytes),
    acknowledges: 1,
    sentAtMs: 0,
    echoMs: null,
  };
}

describe('a segment', () => {
  test('arrives after the delay at the other side, and in the trace', () => {
    const { queue, wire, received } = wireWith();
    queue.schedule(5, () => expect(wire.carry('client', segmentAt(0, [1, 2]))?.atMs).toBe(25));
    queue.runUntil();
    expect(received).toEqual([{ at: 'server', atMs: 25, bytes: [1, 2] }]);
    const trace = wire.trace(endpoints);
    expect(trace.events).toEqual([
      {
        direction: 'client-to-server',
        signals: [],
        range: { start: 0, end: 2 },
        sentAtMs: 5,
        name: 'text',
        arrival: { kind: 'arrived', atMs: 25 },
      },
    ]);
    expect([...readStream(trace, 'client-to-server')]).toEqual([1, 2]);
    expect(trace.streams['server-to-client'].length).toBe(0);
    expect(trace.givenUp).toBeUndefined();
  });

  test('gets a number if its name was used before', () => {
    const { wire } = wireWith();
    for (let start = 0; start < 3; start++) wire.carry('client', segmentAt(start, [start]));
    expect(wire.trace(endpoints).events.map(({ name }) => name)).toEqual([
      'text',
      'text-2',
      'text-3',
    ]);
  });

  test('is in the stream once, however often it is sent', () => {
    const { wire } = wireWith();
    wire.carry('client', segmentAt(0, [1, 2]));
    wire.carry('client', segmentAt(0, [1, 2], 'text-again-1'));
    wire.carry('client', segmentAt(2, [3]));
    expect([...readStream(wire.trace(endpoints), 'client-to-server')]).toEqual([1, 2, 3]);
  });
});

describe('tampering', () => {
  test('loses a segment, which stays in the stream', () => {
    const { queue, wire, received } = wireWith({ text: { kind: 'lose' } });
    expect(wire.carry('server', segmentAt(0, [1]))).toBeNull();
    expect(wire.carry('server', segmentAt(1, [2], 'next'))?.atMs).toBe(20);
    queue.runUntil();
    expect(received).toEqual([{ at: 'client', atMs: 20, bytes: [2] }]);
    const trace = wire.trace(endpoints);
    expect(trace.events.map(({ arrival }) => arrival.kind)).toEqual(['lost', 'arrived']);
    expect([...readStream(trace, 'server-to-client')]).toEqual([1, 2]);
  });

  test('delays a segment', () => {
    const { queue, wire, received } = wireWith({ text: { kind: 'delay', byMs: 7 } });
    expect(wire.carry('client', segmentAt(0, [1]))?.atMs).toBe(27);
    expect(wire.inFlight).toBe(1);
    queue.runUntil();
    expect(wire.inFlight).toBe(0);
    expect(received).toEqual([{ at: 'server', atMs: 27, bytes: [1] }]);
  });

  test('changes what arrives, and not what was sent', () => {
    const { queue, wire, received } = wireWith({ text: { kind: 'cut', keep: 1 } });
    wire.carry('client', segmentAt(0, [1, 2]));
    queue.runUntil();
    expect(received).toEqual([{ at: 'server', atMs: 20, bytes: [1] }]);
    const trace = wire.trace(endpoints);
    expect(trace.events[0]?.alteredBytes).toEqual(Uint8Array.of(1));
    expect([...readStream(trace, 'client-to-server')]).toEqual([1, 2]);
  });

  test('that changes nothing is not an alteration', () => {
    const { wire } = wireWith({ text: { kind: 'replace', bytes: Uint8Array.of(1, 2) } });
    wire.carry('client', segmentAt(0, [1, 2]));
    expect(wire.trace(endpoints).events[0]?.alteredBytes).toBeUndefined();
  });

  test('severs the wire, for this segment and all later ones', () => {
    const { queue, wire, received } = wireWith({ text: { kind: 'sever' } });
    expect(wire.carry('client', segmentAt(0, [1], 'before'))?.atMs).toBe(20);
    expect(wire.isSevered).toBe(false);
    expect(wire.carry('client', segmentAt(1, [2]))).toBeNull();
    expect(wire.carry('server', segmentAt(0, [3], 'after'))).toBeNull();
    expect(wire.carry('server', segmentAt(0, [], null))).toBeNull();
    expect(wire.isSevered).toBe(true);
    queue.runUntil();
    expect(received).toEqual([{ at: 'server', atMs: 20, bytes: [1] }]);
  });
});

test('an intermediary rewrites bytes, but does not see signals', () => {
  const seen: string[] = [];
  const { queue, wire, received } = wireWith(
    {},
    {
      intermediary: (bytes, direction) => {
        seen.push(direction);
        return Uint8Array.of(...bytes, 0);
      },
    },
  );
  wire.carry('client', segmentAt(0, [], 'tcp-syn'));
  wire.carry('client', segmentAt(0, [1]));
  queue.runUntil();
  expect(seen).toEqual(['client-to-server']);
  expect(received.map(({ bytes }) => bytes)).toEqual([[], [1, 0]]);
});

test('an unseen acknowledgement arrives, is not awaited, and is not in the trace', () => {
  const { queue, wire, received } = wireWith();
  expect(wire.carry('client', segmentAt(0, [], null))).toMatchObject({ isAwaited: false });
  queue.runUntil();
  expect(received).toEqual([{ at: 'server', atMs: 20, bytes: [] }]);
  expect(wire.trace(endpoints).events).toEqual([]);
});

test('the trace has each time at which a side gave up, and why', () => {
  const { queue, wire } = wireWith();
  queue.schedule(30, () => wire.noteGivingUp('server', 'heartbeat'));
  queue.schedule(40, () => wire.noteGivingUp('server', 'retransmissions'));
  queue.runUntil();
  expect(wire.trace(endpoints).givenUp).toEqual([
    { side: 'server', atMs: 30, reason: 'heartbeat' },
    { side: 'server', atMs: 40, reason: 'retransmissions' },
  ]);
});
