import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { messageData } from '#core/conversation/message.ts';
import { traceOf, traceWithGaps } from './streams.ts';

const COMPRESSION = { contextTakeover: true, windowBits: 15 };

test('messages are inflated', () => {
  const trace = traceOf([['s', fromHex('c1 07 f2 48 cd c9 c9 07 00')]]);
  const { messages, units } = readInflatedConversation(trace, {
    compression: { client: COMPRESSION, server: COMPRESSION },
  });
  const stream = trace.streams['server-to-client'];
  expect(messages.map((message) => fromUtf8(messageData(message, units, stream)))).toEqual([
    'Hello',
  ]);
});

test('reading resumes after a gap', () => {
  const { units } = readInflatedConversation(
    traceWithGaps([
      ['s', '81 02 68 69'],
      ['s', 4],
      ['s', '81 02 68 69'],
    ]),
  );
  expect(units.map(({ kind }) => kind)).toEqual(['frame', 'not-captured', 'frame']);
});
