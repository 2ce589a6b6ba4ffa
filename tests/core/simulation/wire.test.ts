import { expect, test } from 'vitest';
import { EventQueue } from '#core/simulation/event-queue.ts';
import { Wire, type Tampering } from '#core/simulation/wire.ts';
import { readStream } from '#core/trace/trace.ts';

const ENDPOINTS = { client: { name: 'a' }, server: { name: 'b' } };

/** Sends the pieces from the client at once; returns what the server got, and when, with the trace. */
function send(pieces: readonly number[][], tampering?: Tampering) {
  const queue = new EventQueue();
  const wire = new Wire(queue, { oneWayDelayMs: 20, maxSegmentSize: 4 }, tampering);
  const received: { atMs: number; bytes: number[] }[] = [];
  wire.attach('server', {
    receiveBytes: (bytes) => received.push({ atMs: queue.nowMs, bytes: [...bytes] }),
    receiveSignals: () => undefined,
  });
  for (const piece of pieces) wire.sendBytes('client', Uint8Array.from(piece));
  queue.runUntil();
  return { received, trace: wire.trace(ENDPOINTS) };
}

test('carries bytes in segments, after the delay', () => {
  const { received, trace } = send([[1, 2, 3, 4, 5]]);
  expect(received).toEqual([
    { atMs: 20, bytes: [1, 2, 3, 4] },
    { atMs: 20, bytes: [5] },
  ]);
  expect(trace.events.map(({ range }) => range)).toEqual([
    { start: 0, end: 4 },
    { start: 4, end: 5 },
  ]);
  expect([...readStream(trace, 'client-to-server')]).toEqual([1, 2, 3, 4, 5]);
});

test('nothing overtakes what was delayed', () => {
  const { received } = send([[1], [2]], new Map([[0, { kind: 'delay', byMs: 500 }]]));
  expect(received).toEqual([
    { atMs: 520, bytes: [1] },
    { atMs: 520, bytes: [2] },
  ]);
});

test('delivers altered bytes, and keeps the sent ones in the stream', () => {
  const { received, trace } = send(
    [[1, 2]],
    new Map([[0, { kind: 'replace', bytes: Uint8Array.of(9, 2) }]]),
  );
  expect(received).toEqual([{ atMs: 20, bytes: [9, 2] }]);
  expect([...readStream(trace, 'client-to-server')]).toEqual([1, 2]);
  expect(trace.events[0]?.alteredBytes).toEqual(Uint8Array.of(9, 2));
});

test('after a loss that nobody makes good, nothing more arrives', () => {
  const { received, trace } = send([[1], [2]], new Map([[0, { kind: 'lose' }]]));
  expect(received).toEqual([]);
  expect(trace.events.map(({ arrival }) => arrival.kind)).toEqual(['lost', 'lost']);
});
