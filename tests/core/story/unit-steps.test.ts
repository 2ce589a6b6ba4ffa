import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { draftSteps } from '#core/story/draft-steps.ts';
import { client, CLIENT_HELLO, conversationOf, draftsOf, type Sent } from './traces.ts';

/** The frame in segments that were sent at these times. */
function segments(count: number, atMs: (index: number) => number, frame = CLIENT_HELLO): Sent[] {
  return Array.from({ length: count }, (_, index) =>
    client(frame.subarray(index, index === count - 1 ? frame.length : index + 1), {
      atMs: atMs(index),
      arrival: atMs(index) + 20,
    }),
  );
}

const together = () => 5;

describe('segments that are sent and arrive together', () => {
  test('three are a step each, to show that a frame can take several', () => {
    expect(draftsOf(segments(3, together)).map(({ id, kind }) => [id, kind])).toEqual([
      ['client-text-1', 'unit'],
      ['client-text-1-part-2', 'tcp-segment'],
      ['client-text-1-part-3', 'tcp-segment'],
    ]);
  });

  test('four are one step', () => {
    const steps = draftsOf(segments(4, together));
    expect(steps.map(({ id, eventIndices }) => [id, eventIndices])).toEqual([
      ['client-text-1', [0, 1, 2, 3]],
    ]);
    expect(steps[0]).toMatchObject({ carried: { start: 0, end: 11 }, sentAtMs: 5 });
  });
});

test('a flight is named for its first segment', () => {
  const steps = draftsOf(segments(5, (index) => (index < 3 ? 0 : 50)));
  expect(steps.map(({ id, carried }) => [id, carried])).toEqual([
    ['client-text-1', { start: 0, end: 3 }],
    ['client-text-1-part-4', { start: 3, end: 11 }],
  ]);
});

test.each([
  { flights: 8, steps: 8 },
  { flights: 9, steps: 1 },
])('a unit in $flights flights is $steps steps', ({ flights, steps }) => {
  const drafts = draftsOf(segments(flights, (index) => index * 10));
  expect(drafts).toHaveLength(steps);
  const last = (flights - 1) * 10 + 20;
  expect(drafts.at(-1)?.arrival).toEqual({ kind: 'arrived', atMs: last });
});

test('in a simulation, each flight is a step', () => {
  const sent = segments(9, (index) => index * 10);
  const simulated = { provenance: { kind: 'simulated' } } as const;
  expect(draftSteps(conversationOf(sent, simulated))).toHaveLength(9);
});

test('a lost segment is not in one flight with those that arrive', () => {
  const sent = segments(4, together).map((each, index): Sent =>
    index === 2 ? { ...each, arrival: 'lost' } : each,
  );
  expect(draftsOf(sent).map(({ eventIndices }) => eventIndices)).toEqual([[0, 1], [2], [3]]);
});

test('units that share a segment each carry their own bytes of it', () => {
  const steps = draftsOf([client(fromHex('8180 00000000 8280 00000000'))]);
  expect(steps.map(({ id, carried }) => [id, carried])).toEqual([
    ['client-text-1', { start: 0, end: 6 }],
    ['client-binary-1', { start: 6, end: 12 }],
  ]);
});

test('a unit that no event carries comes before what its sender sent next', () => {
  const [gap, hello] = [{ start: 0, end: 5 }, CLIENT_HELLO];
  const bytes = new Uint8Array(5 + hello.length);
  bytes.set(hello, 5);
  const stream = { length: bytes.length, gaps: [gap], read: bytes.subarray.bind(bytes) };
  const steps = draftsOf([], {
    streams: {
      'client-to-server': stream,
      'server-to-client': { ...stream, length: 0, gaps: [] },
    },
    events: [
      {
        direction: 'client-to-server',
        signals: [],
        range: { start: 5, end: bytes.length },
        sentAtMs: 7,
        arrival: { kind: 'unknown' },
      },
    ],
  });
  expect(steps.map(({ id, eventIndices }) => [id, eventIndices])).toEqual([
    ['client-not-captured', []],
    ['client-unplaced', [0]],
  ]);
});
