import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { contentOf, joinMessages, messageData, payloadOf } from '#core/conversation/message.ts';
import { traceOf } from './streams.ts';

const FROM_CLIENT = fromHex('81 82 01 02 03 04 69 6b');
const FROM_SERVER = fromHex('81 02 68 69');

describe('messages', () => {
  const messagesIn = (hex: string) => {
    const trace = traceOf([['s', fromHex(hex)]]);
    const { units, messages } = readConversation(trace);
    return messages.map((message) => {
      const data = fromUtf8(messageData(message, units, trace.streams['server-to-client']));
      const end = message.isFinished ? '' : ' …';
      return `${message.type} ${message.unitIndices.join(',')} ${message.size} ${data}${end}`;
    });
  };

  test.each([
    { name: 'one frame', hex: '81 02 68 69', messages: ['text 0 2 hi'] },
    {
      name: 'fragments with a ping between',
      hex: '01 01 68 89 00 00 00 80 01 69',
      messages: ['text 0,2,3 2 hi'],
    },
    { name: 'bytes', hex: '82 01 61', messages: ['binary 0 1 a'] },
    { name: 'an end that has not come', hex: '01 01 68', messages: ['text 0 1 h …'] },
    { name: 'a frame that is cut', hex: '81 02 68', messages: ['text 0 1 h …'] },
    {
      name: 'a message within a message',
      hex: '01 01 68 81 01 69',
      messages: ['text 0 1 h …', 'text 1 1 i'],
    },
    { name: 'a continuation of nothing', hex: '80 01 68', messages: [] },
    { name: 'a reserved kind of data and its rest', hex: '03 01 68 80 01 69', messages: [] },
    {
      name: 'a reserved kind of data inside a text',
      hex: '01 01 68 83 01 69 80 01 6a 81 01 6b',
      messages: ['text 0 1 h …', 'text 3 1 k'],
    },
    { name: 'nothing but control frames', hex: '89 00 8a 00 88 00', messages: [] },
  ])('$name', ({ hex, messages }) => {
    expect(messagesIn(hex)).toEqual(messages);
  });

  test('are unmasked, and stay with their direction', () => {
    const trace = traceOf([
      ['c', FROM_CLIENT],
      ['s', FROM_SERVER],
    ]);
    const { units, messages } = readConversation(trace);
    expect(messages.map(({ direction }) => direction)).toEqual([
      'client-to-server',
      'server-to-client',
    ]);
    expect(joinMessages(units)).toEqual(messages);
    const [frame] = units;
    expect(
      frame?.kind === 'frame' && toHex(payloadOf(frame, trace.streams['client-to-server'])),
    ).toBe('6869');
  });
});

test('content is what a frame inflates to, else its unmasked payload', () => {
  const trace = traceOf([['c', FROM_CLIENT]]);
  const stream = trace.streams['client-to-server'];
  const [frame] = readConversation(trace).units;
  if (frame?.kind !== 'frame') throw new TypeError('expected a frame');
  expect(fromUtf8(contentOf(frame, stream))).toBe('hi');
  const bytes = fromHex('61 62 63');
  const inflated = { ...frame, inflation: { bytes, unknown: [], violation: null } };
  expect(contentOf(inflated, stream)).toBe(bytes);
});

test('a frame that is cut to less than its header has no payload', () => {
  const trace = traceOf([['s', FROM_SERVER]]);
  const [frame] = readConversation(trace).units;
  if (frame?.kind !== 'frame') throw new TypeError('expected a frame');
  const cut = { ...frame, range: { start: 0, end: 1 } };
  expect(payloadOf(cut, trace.streams['server-to-client'])).toHaveLength(0);
});
