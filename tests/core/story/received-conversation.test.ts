import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { receivedConversation } from '#core/story/received-conversation.ts';
import { handOver } from '#core/trace/hand-over.ts';
import { readStream, streamOf } from '#core/trace/trace.ts';
import { client, CLIENT_HELLO, CLIENT_PONG, server, SERVER_HELLO, traceOf } from './traces.ts';

function receivedFrom(trace: ReturnType<typeof traceOf>) {
  const conversation = readConversation(trace);
  const direction = 'client-to-server';
  const { pieces } = handOver(trace, direction);
  return { conversation, received: receivedConversation(conversation, direction, pieces, {}) };
}

test('an unaltered conversation is read only once', () => {
  const { conversation, received } = receivedFrom(traceOf([client(CLIENT_HELLO)]));
  expect(received).toBe(conversation);
});

test('bytes that were altered in the other direction change nothing', () => {
  const trace = traceOf([client(CLIENT_HELLO), server(SERVER_HELLO, { altered: CLIENT_PONG })]);
  const { conversation, received } = receivedFrom(trace);
  expect(received).toBe(conversation);
});

test('altered bytes are read as they arrived, those of the other direction as they were sent', () => {
  const trace = traceOf([
    client(CLIENT_HELLO, { altered: concatBytes([CLIENT_PONG, CLIENT_PONG]) }),
    server(SERVER_HELLO),
    client(CLIENT_HELLO),
  ]);
  const { received } = receivedFrom(trace);
  const opcodes = received.units.map((unit) => unit.kind === 'frame' && unit.header.opcode);
  expect(opcodes).toEqual([10, 10, 1, 1]);
  expect(readStream(received.trace, 'server-to-client')).toEqual(SERVER_HELLO);
  expect(received.trace.events).toHaveLength(2);
});

test('gaps move with the bytes before them', () => {
  const gap = { start: 11, end: 22 };
  const sent = traceOf([
    client(CLIENT_HELLO, { altered: CLIENT_PONG }),
    client(CLIENT_HELLO),
    client(CLIENT_HELLO),
  ]);
  const stream = streamOf(readStream(sent, 'client-to-server'), [gap]);
  const events = sent.events.filter((_, index) => index !== 1);
  const trace = { ...sent, events, streams: { ...sent.streams, 'client-to-server': stream } };
  const { received } = receivedFrom(trace);
  const { length, gaps } = received.trace.streams['client-to-server'];
  expect(gaps).toEqual([{ start: 6, end: 17 }]);
  expect(length).toBe(28);
});
