import { describe, expect, test } from 'vitest';
import { decodeFirstByte } from '#core/protocol/framing/frame-header.ts';
import {
  BETWEEN_MESSAGES,
  checkNextFrame,
  isInsideMessage,
  messageOpcodeOf,
  orderAfter,
  UNKNOWN_ORDER,
  type MessageOrder,
} from '#core/protocol/messages/message-order.ts';

/** First bytes of frames, as in RFC 6455 §5.7. */
const TEXT = 0x81;
const TEXT_BEGUN = 0x01;
const BINARY = 0x82;
const BINARY_BEGUN = 0x02;
const RESERVED_BEGUN = 0x03;
const CONTINUATION = 0x00;
const LAST_CONTINUATION = 0x80;
const CLOSE = 0x88;
const PING = 0x89;
const PONG = 0x8a;

type Outcome = 'ok' | 'stray' | 'interleaved' | 'after close';

const OUTCOMES = {
  'message.continuation-without-start': 'stray',
  'message.interleaved': 'interleaved',
  'close.bytes-after': 'after close',
} as const;

function outcomes(bytes: readonly number[], start: MessageOrder): Outcome[] {
  let order = start;
  return bytes.map((byte) => {
    const frame = decodeFirstByte(byte);
    const rule = checkNextFrame(order, frame);
    order = orderAfter(order, frame);
    return rule === null ? 'ok' : OUTCOMES[rule as keyof typeof OUTCOMES];
  });
}

const ok = (count: number): Outcome[] => new Array<Outcome>(count).fill('ok');

describe('frames between messages', () => {
  test.each<{ name: string; bytes: readonly number[]; expected: readonly Outcome[] }>([
    { name: 'whole messages can follow each other', bytes: [TEXT, BINARY, TEXT], expected: ok(3) },
    {
      name: 'fragments continue a message to its end',
      bytes: [TEXT_BEGUN, CONTINUATION, LAST_CONTINUATION, TEXT],
      expected: ok(4),
    },
    {
      name: 'control frames can come anywhere',
      bytes: [PING, TEXT_BEGUN, PING, PONG, LAST_CONTINUATION, PONG],
      expected: ok(6),
    },
    {
      name: 'a reserved data opcode begins a message too',
      bytes: [RESERVED_BEGUN, CONTINUATION, LAST_CONTINUATION],
      expected: ok(3),
    },
    {
      name: 'a continuation needs a message to continue',
      bytes: [LAST_CONTINUATION, TEXT, LAST_CONTINUATION],
      expected: ['stray', 'ok', 'stray'],
    },
    {
      name: 'a stray continuation that is not final is continued',
      bytes: [CONTINUATION, CONTINUATION, LAST_CONTINUATION, LAST_CONTINUATION],
      expected: ['stray', 'ok', 'ok', 'stray'],
    },
    {
      name: 'a message must not begin inside another one',
      bytes: [TEXT_BEGUN, BINARY],
      expected: ['ok', 'interleaved'],
    },
    {
      name: 'a message that begins inside another one replaces it',
      bytes: [TEXT_BEGUN, BINARY_BEGUN, LAST_CONTINUATION, LAST_CONTINUATION],
      expected: ['ok', 'interleaved', 'ok', 'stray'],
    },
    {
      name: 'no data follows a Close (§5.5.1), but a Pong may (§5.5.2)',
      bytes: [CLOSE, TEXT, PONG, CLOSE, LAST_CONTINUATION],
      expected: ['ok', 'after close', 'ok', 'ok', 'after close'],
    },
    {
      name: 'a Close can end a connection inside a message',
      bytes: [TEXT_BEGUN, CLOSE, LAST_CONTINUATION],
      expected: ['ok', 'ok', 'after close'],
    },
  ])('$name', ({ bytes, expected }) => {
    expect(outcomes(bytes, BETWEEN_MESSAGES)).toEqual(expected);
  });
});

describe('frames after a gap', () => {
  test.each<{ name: string; bytes: readonly number[]; expected: readonly Outcome[] }>([
    { name: 'a message could begin', bytes: [TEXT_BEGUN, TEXT], expected: ['ok', 'interleaved'] },
    {
      name: 'a message could end, and then is over',
      bytes: [LAST_CONTINUATION, LAST_CONTINUATION],
      expected: ['ok', 'stray'],
    },
    {
      name: 'a message could continue',
      bytes: [CONTINUATION, TEXT],
      expected: ['ok', 'interleaved'],
    },
    {
      name: 'a control frame is no evidence',
      bytes: [PING, LAST_CONTINUATION, LAST_CONTINUATION],
      expected: ['ok', 'ok', 'stray'],
    },
  ])('$name', ({ bytes, expected }) => {
    expect(outcomes(bytes, UNKNOWN_ORDER)).toEqual(expected);
  });
});

describe('the opcode of the message that a frame belongs to', () => {
  const opcodes = (bytes: readonly number[], start: MessageOrder) => {
    let order = start;
    return bytes.map((byte) => {
      const frame = decodeFirstByte(byte);
      const opcode = messageOpcodeOf(order, frame);
      order = orderAfter(order, frame);
      return opcode;
    });
  };

  test.each([
    { name: 'its own', bytes: [TEXT, BINARY], expected: [1, 2] },
    {
      name: 'that of the first fragment',
      bytes: [BINARY_BEGUN, PING, CONTINUATION, LAST_CONTINUATION, LAST_CONTINUATION],
      expected: [2, null, 2, 2, null],
    },
    { name: 'a reserved one', bytes: [RESERVED_BEGUN, LAST_CONTINUATION], expected: [3, 3] },
    { name: 'none for strays', bytes: [CONTINUATION, LAST_CONTINUATION], expected: [null, null] },
  ])('is $name', ({ bytes, expected }) => {
    expect(opcodes(bytes, BETWEEN_MESSAGES)).toEqual(expected);
  });

  test('is unknown after a gap until a message begins', () => {
    expect(opcodes([CONTINUATION, CONTINUATION, TEXT], UNKNOWN_ORDER)).toEqual([null, null, 1]);
  });
});

test.each([
  { order: BETWEEN_MESSAGES, expected: false },
  { order: UNKNOWN_ORDER, expected: false },
  { order: 'closed', expected: false },
  { order: 0, expected: true },
  { order: 2, expected: true },
] as const)('order $order is inside a message: $expected', ({ order, expected }) => {
  expect(isInsideMessage(order)).toBe(expected);
});
