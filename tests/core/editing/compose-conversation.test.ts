import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesEqual } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromLatin1, toUtf8 } from '#core/bytes/text.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { messageData, payloadOf } from '#core/conversation/message.ts';
import {
  composeConversation,
  type ComposedMessage,
  type ConversationSpec,
} from '#core/editing/compose-conversation.ts';
import { DEFAULT_LIMITS } from '#core/protocol/messages/limits.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import { agreementOf } from '#core/protocol/compression/permessage-deflate.ts';
import { directionFrom } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';
import { receiveWithWs } from '../protocol/ws-receiver.ts';

const HANDSHAKE = { target: '/chat', host: 'example.com' };
const ws = agreementOf({
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: null,
  clientMaxWindowBits: null,
});

const composed = (spec: ConversationSpec) => composeConversation(spec, MessageDeflater);
const bytesOf = (messages: readonly ComposedMessage[]) => {
  const trace = composed({ handshake: null, messages });
  return toHex(readStream(trace, directionFrom(messages[0]!.sender)), ' ');
};

/** RFC 6455 §5.7 and RFC 7692 §7.2.3.1 give these bytes. */
test.each<{ name: string; messages: readonly ComposedMessage[]; bytes: string }>([
  {
    name: 'an unmasked text',
    messages: [{ sender: 'server', type: 'text', content: toUtf8('Hello') }],
    bytes: '81 05 48 65 6c 6c 6f',
  },
  {
    name: 'a masked text',
    messages: [{ sender: 'client', type: 'text', content: toUtf8('Hello') }],
    bytes: '81 85 37 fa 21 3d 7f 9f 4d 51 58',
  },
  {
    name: 'a text in two frames',
    messages: [{ sender: 'server', type: 'text', content: toUtf8('Hello'), fragments: 2 }],
    bytes: '01 03 48 65 6c 80 02 6c 6f',
  },
  {
    name: 'a ping',
    messages: [{ sender: 'server', type: 'ping', content: toUtf8('Hello') }],
    bytes: '89 05 48 65 6c 6c 6f',
  },
  {
    name: 'a masked pong',
    messages: [
      { sender: 'client', type: 'pong', content: toUtf8('Hello'), maskingKey: fromHex('37fa213d') },
    ],
    bytes: '8a 85 37 fa 21 3d 7f 9f 4d 51 58',
  },
  {
    name: 'a compressed text',
    messages: [{ sender: 'server', type: 'text', content: toUtf8('Hello'), isCompressed: true }],
    bytes: 'c1 07 f2 48 cd c9 c9 07 00',
  },
  {
    name: 'a compressed text in two frames',
    messages: [
      {
        sender: 'server',
        type: 'text',
        content: toUtf8('Hello'),
        isCompressed: true,
        fragments: 2,
      },
    ],
    bytes: '41 04 f2 48 cd c9 80 03 c9 07 00',
  },
  {
    name: 'a close',
    messages: [{ sender: 'server', type: 'close', code: 1000, reason: 'ok' }],
    bytes: '88 04 03 e8 6f 6b',
  },
  {
    name: 'a close without a code',
    messages: [{ sender: 'server', type: 'close', code: null, reason: '' }],
    bytes: '88 00',
  },
])('$name has the bytes that the RFC gives it', ({ messages, bytes }) => {
  expect(bytesOf(messages)).toBe(bytes);
});

test('the handshake is the one of RFC 6455 §1.2', () => {
  const { trace, units, findings } = readInflatedConversation(
    composed({ handshake: HANDSHAKE, messages: [] }),
  );
  const [request, response] = units.map((unit) => fromLatin1(unitBytes(trace, unit)));
  expect(request).toContain('Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n');
  expect(response).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n');
  expect(findings).toEqual([]);
  expect(trace.provenance).toEqual({ kind: 'composed' });
});

test('no two frames of a client have the same made-up key', () => {
  const { units } = readInflatedConversation(
    composed({
      handshake: null,
      messages: Array.from({ length: 9 }, () => ({
        sender: 'client',
        type: 'text',
        content: toUtf8('Hello'),
        fragments: 3,
      })),
    }),
  );
  const keys = units.map((unit) => unit.kind === 'frame' && toHex(unit.header.maskingKey!));
  expect(new Set(keys).size).toBe(27);
});

test('compressing without a compressor is a mistake', () => {
  const message: ComposedMessage = {
    sender: 'client',
    type: 'text',
    content: toUtf8('a'),
    isCompressed: true,
  };
  expect(() => composeConversation({ handshake: HANDSHAKE, messages: [message] })).toThrow(
    TypeError,
  );
});

const sender = fc.constantFrom('client' as const, 'server' as const);
const key = fc.uint8Array({ minLength: 4, maxLength: 4 });
const anyMessage: fc.Arbitrary<ComposedMessage> = fc.oneof(
  fc.record({
    sender,
    type: fc.constant('text' as const),
    content: fc.string({ unit: 'grapheme' }).map(toUtf8),
    fragments: fc.integer({ min: 1, max: 5 }),
    isCompressed: fc.boolean(),
  }),
  fc.record({
    sender,
    type: fc.constant('binary' as const),
    content: fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.uint8Array({ minLength: 126, maxLength: 130 }),
    ),
    maskingKey: key,
    isCompressed: fc.boolean(),
  }),
  fc.record({
    sender,
    type: fc.constantFrom('ping' as const, 'pong' as const),
    content: fc.uint8Array({ maxLength: 125 }),
  }),
);
const anySpec: fc.Arbitrary<ConversationSpec> = fc.record({
  handshake: fc.constant(HANDSHAKE),
  messages: fc.array(anyMessage, { maxLength: 6 }),
});

/** The conversation in order, in the terms of `ws`. */
function messagesFrom({ trace, units, messages }: Conversation, by: 'client' | 'server'): string[] {
  const direction = directionFrom(by);
  return units.flatMap((unit, index) => {
    if (unit.kind !== 'frame' || unit.direction !== direction) return [];
    const name = opcodeName(unit.header.opcode);
    const stream = trace.streams[direction];
    if (name === 'ping' || name === 'pong') return [`${name} ${toHex(payloadOf(unit, stream))}`];
    const message = messages.find(({ unitIndices }) => unitIndices.at(-1) === index);
    return message ? [`${message.type} ${toHex(messageData(message, units, stream))}`] : [];
  });
}

describe('any conversation', () => {
  const expected = ({ messages }: ConversationSpec, by: string) =>
    messages
      .filter((message) => message.sender === by)
      .map((message) => `${message.type} ${'content' in message ? toHex(message.content) : ''}`);

  test('reads as it was meant, and breaks no rule', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const conversation = readInflatedConversation(composed(spec));
        expect(conversation.findings).toEqual([]);
        for (const by of ['client', 'server'] as const) {
          expect(messagesFrom(conversation, by)).toEqual(expected(spec, by));
        }
      }),
      { seed: 6455, numRuns: 200 },
    );
  });

  test('keeps the order of its rows', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { units } = readInflatedConversation(composed(spec));
        const senders = units
          .filter((unit) => unit.kind === 'frame' && unit.header.opcode !== 0)
          .map(({ direction }) => direction);
        expect(senders).toEqual(spec.messages.map((message) => directionFrom(message.sender)));
      }),
      { seed: 6455, numRuns: 100 },
    );
  });

  test('is what ws reads', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, async (spec) => {
        const { trace, units } = readInflatedConversation(composed(spec));
        const isCompressing = spec.messages.some(
          (message) => 'isCompressed' in message && message.isCompressed === true,
        );
        for (const by of ['client', 'server'] as const) {
          const frames = units
            .filter((unit) => unit.kind === 'frame' && unit.direction === directionFrom(by))
            .map((unit) => unitBytes(trace, unit));
          const { received } = await receiveWithWs(
            { sender: by, limits: DEFAULT_LIMITS, compression: isCompressing ? ws[by] : null },
            frames,
          );
          expect(received).toEqual(expected(spec, by));
        }
      }),
      { seed: 6455, numRuns: 60 },
    );
  });

  test('has each byte carried by one event', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const trace = composed(spec);
        const parts = trace.events
          .filter(({ direction }) => direction === 'client-to-server')
          .flatMap(({ range }) => [
            ...trace.streams['client-to-server'].read(range.start, range.end),
          ]);
        expect(bytesEqual(Uint8Array.from(parts), readStream(trace, 'client-to-server'))).toBe(
          true,
        );
      }),
      { seed: 6455, numRuns: 50 },
    );
  });
});
