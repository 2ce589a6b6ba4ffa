import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import type { MisreadAs } from '#core/story/misreadings.ts';
import { readStory } from '#core/story/story.ts';
import {
  client,
  REQUEST,
  RESPONSE,
  server,
  SERVER_CLOSE,
  SERVER_HELLO,
  SERVER_PING,
  traceOf,
  type Sent,
} from './traces.ts';

/** What the client reads each step of the server as, after a handshake. */
function misreadIn(...sent: readonly Sent[]): string[] {
  const handshake = [client(REQUEST), server(RESPONSE)];
  const { steps } = readStory(traceOf([...handshake, ...sent.map(arrived)]));
  return steps.slice(3).map(({ id, misreadAs }) => `${id} ${misreadAs ?? '-'}`);
}

let atMs = 0;

/** All at different times, so that each segment is a step. */
function arrived(sent: Sent): Sent {
  return { atMs: (atMs += 10), arrival: atMs + 5, ...sent };
}

const cut = (bytes: Uint8Array, size: number) =>
  server(bytes, { altered: bytes.subarray(0, size) });
const flipped = (bytes: Uint8Array, at: number, mask: number) =>
  server(bytes, { altered: bytes.map((byte, index) => (index === at ? byte ^ mask : byte)) });

test('what arrives as it was sent is read as that', () => {
  expect(misreadIn(server(SERVER_HELLO), server(SERVER_PING), server(SERVER_CLOSE))).toEqual([
    'server-text-1 -',
    'server-ping-1 -',
    'server-close-1 -',
  ]);
});

test.each([
  { name: 'a Ping', bytes: SERVER_PING },
  { name: 'a Close', bytes: SERVER_CLOSE },
  { name: 'a message', bytes: SERVER_HELLO.subarray(0, 4) },
])('after a cut frame, $name is payload', ({ bytes }) => {
  expect(misreadIn(cut(SERVER_HELLO, 3), server(bytes))[1]).toMatch(/ payload$/);
});

test('after a cut within a header, frames are read that nobody sent', () => {
  expect(misreadIn(cut(SERVER_HELLO, 1), server(SERVER_PING))[1]).toBe(
    'server-ping-1 other-frames',
  );
});

test('a segment that arrives empty leaves the next frame where it was', () => {
  expect(misreadIn(cut(SERVER_HELLO, 0), server(SERVER_PING))).toEqual([
    'server-text-1 nothing',
    'server-ping-1 -',
  ]);
});

test('altered bytes in the place of a frame are read there', () => {
  expect(misreadIn(flipped(SERVER_HELLO, 4, 1), server(SERVER_PING))).toEqual([
    'server-text-1 -',
    'server-ping-1 -',
  ]);
});

test('a longer length takes in what follows', () => {
  // 5 becomes 7.
  expect(misreadIn(flipped(SERVER_HELLO, 1, 2), server(SERVER_PING), server(SERVER_PING))).toEqual([
    'server-text-1 -',
    'server-ping-1 payload',
    'server-ping-2 -',
  ]);
});

test('a frame that shares a cut segment with another gets none of its bytes', () => {
  const both = concatBytes([SERVER_HELLO, SERVER_PING]);
  expect(misreadIn(cut(both, SERVER_HELLO.length))).toEqual([
    'server-text-1 -',
    'server-ping-1 nothing',
  ]);
});

test('the rest of a frame takes the place of bytes that were cut out of it', () => {
  const parts = [SERVER_HELLO.subarray(0, 5), SERVER_HELLO.subarray(5)] as const;
  expect(misreadIn(cut(parts[0], 4), server(parts[1]), server(SERVER_PING))).toEqual([
    'server-text-1 -',
    'server-text-1-part-2 other-place',
    'server-ping-1 other-frames',
  ]);
});

test('other bytes than were sent, and more of them', () => {
  const more = concatBytes([SERVER_PING, SERVER_HELLO]);
  expect(misreadIn(server(SERVER_HELLO, { altered: more }), server(SERVER_PING))).toEqual([
    'server-text-1 -',
    'server-ping-1 -',
  ]);
});

test('what follows a head that is cut is read as part of it', () => {
  const sent = [client(REQUEST), cut(RESPONSE, 40), server(SERVER_PING)].map(arrived);
  const steps = readStory(traceOf(sent)).steps;
  expect(steps.at(-1)?.misreadAs).toBe('http');
});

test('what arrives in place of a head, and is none, fails the handshake', () => {
  const sent = [client(REQUEST), cut(RESPONSE, 0), server(SERVER_PING)].map(arrived);
  const { misreadAs, fatalViolation } = readStory(traceOf(sent)).steps.at(-1)!;
  expect(misreadAs).toBe('http');
  expect(fatalViolation?.id).toBe('head.start-line');
});

const KINDS: Readonly<Record<MisreadAs, true>> = {
  payload: true,
  'other-place': true,
  'other-frames': true,
  http: true,
  nothing: true,
};

const HEAD_CUT = readStory(
  traceOf([client(REQUEST), cut(RESPONSE, 40), server(SERVER_PING)].map(arrived)),
);
const SEEN = [
  ...misreadIn(cut(SERVER_HELLO, 3), server(SERVER_PING)),
  ...misreadIn(cut(SERVER_HELLO, 1), server(SERVER_PING)),
  ...misreadIn(cut(SERVER_HELLO.subarray(0, 5), 4), server(SERVER_HELLO.subarray(5))),
  ...misreadIn(cut(SERVER_HELLO, 0)),
  ...HEAD_CUT.steps.map(({ id, misreadAs }) => `${id} ${misreadAs ?? '-'}`),
].join(', ');

test.each(Object.keys(KINDS))('bytes can be read as %s', (kind) => {
  expect(SEEN).toMatch(new RegExp(` ${kind}(,|$)`));
});
