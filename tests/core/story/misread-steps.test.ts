import { expect, test } from 'vitest';
import { readStory } from '#core/story/story.ts';
import {
  client,
  CLIENT_CLOSE,
  CLIENT_HELLO,
  CLIENT_PONG,
  REQUEST,
  RESPONSE,
  server,
  traceOf,
} from './traces.ts';

const BINARY = CLIENT_HELLO.map((byte, index) => (index === 0 ? 0x82 : byte));

const at = (sentMs: number, arrivedMs: number | 'lost' = sentMs + 5) => ({
  atMs: sentMs,
  arrival: arrivedMs,
});

test('what is held back is read when the gap is filled, and as what it is then', () => {
  const { steps } = readStory(
    traceOf([
      client(REQUEST, at(0)),
      server(RESPONSE, at(10)),
      client(BINARY, { ...at(20), altered: BINARY.subarray(0, 8) }),
      client(CLIENT_PONG.subarray(0, 3), at(30, 'lost')),
      client(CLIENT_PONG.subarray(3), at(40)),
      { from: 'client', again: 6, ...at(50) },
    ]),
  );
  const ofPong = steps.filter(({ unit }) => unit?.kind === 'frame' && unit.header.opcode === 10);
  expect(ofPong.map(({ isHeldBack, misreadAs }) => [isHeldBack, misreadAs])).toContainEqual([
    true,
    'other-frames',
  ]);
});

test('what comes after a Close, or after a failure, is not read as anything', () => {
  const { steps } = readStory(
    traceOf([
      client(REQUEST, at(0)),
      server(RESPONSE, at(10)),
      // A first byte of 0x91 has RSV3.
      client(CLIENT_HELLO, {
        ...at(20),
        altered: CLIENT_HELLO.map((b, i) => (i === 0 ? 0x91 : b)),
      }),
      client(CLIENT_CLOSE, at(30)),
    ]),
  );
  const [failing, later] = steps.slice(-2);
  expect(failing?.fatalViolation?.id).toBe('frame.reserved-bit');
  expect(later).toMatchObject({ isUnread: true, misreadAs: null });
});
