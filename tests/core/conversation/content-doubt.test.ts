import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { contentDoubt } from '#core/conversation/content-doubt.ts';
import { readConversation, type ReadingOptions } from '#core/conversation/conversation.ts';
import { INFLATION } from '#core/conversation/inflation.ts';
import { streamOf } from '#core/trace/trace.ts';
import { client, REQUEST, RESPONSE, server, traceOf, type Sent } from '../story/traces.ts';

const COMPRESSION = { contextTakeover: true, windowBits: 15 };
const NEGOTIATED: ReadingOptions = { compression: { client: COMPRESSION, server: COMPRESSION } };
const INFLATED: ReadingOptions = { ...NEGOTIATED, parts: { inflation: INFLATION } };

/** "Hello" compressed, and "Hello" that repeats the first (RFC 7692 §7.2.3.2). */
const FIRST = server(fromHex('c107 f248cdc9c90700'));
const SECOND = server(fromHex('c105 f200110000'));
const PLAIN = server(fromHex('8105 48656c6c6f'));
const FRAGMENTS = [server(fromHex('4103 f248cd')), server(fromHex('8004 c9c90700'))];
const HANDSHAKE = [client(REQUEST), server(RESPONSE)];

test.each<{
  name: string;
  sent: readonly Sent[];
  options?: ReadingOptions;
  doubts: readonly (string | null)[];
}>([
  { name: 'plain text', sent: [PLAIN], doubts: [null] },
  { name: 'a Ping', sent: [server(fromHex('8900'))], doubts: [null] },
  { name: 'RSV1 without a handshake', sent: [FIRST], doubts: ['unknown-extension'] },
  {
    name: 'fragments, of which only the first has RSV1',
    sent: [...FRAGMENTS, PLAIN],
    doubts: ['unknown-extension', 'unknown-extension', null],
  },
  {
    name: 'RSV1 after a handshake without extensions',
    sent: [...HANDSHAKE, FIRST],
    doubts: [null],
  },
  {
    name: 'compression without an inflater',
    sent: [FIRST],
    options: NEGOTIATED,
    doubts: ['not-inflated'],
  },
  { name: 'an inflated message', sent: [FIRST, SECOND], options: INFLATED, doubts: [null, null] },
  {
    name: 'a message that repeats one that isn’t here',
    sent: [SECOND],
    options: INFLATED,
    doubts: ['earlier-messages'],
  },
])('$name', ({ sent, options, doubts }) => {
  const conversation = readConversation(traceOf(sent), options);
  const frames = conversation.units.filter((unit) => unit.kind === 'frame');
  expect(frames.map((frame) => contentDoubt(frame, conversation))).toEqual(doubts);
});

test('a payload that was not captured as a whole', () => {
  const trace = traceOf([PLAIN]);
  const stream = streamOf(fromHex('8105 48650000 6f'), [{ start: 4, end: 6 }]);
  const streams = { ...trace.streams, 'server-to-client': stream };
  const conversation = readConversation({ ...trace, streams });
  const [frame] = conversation.units;
  expect(frame?.kind === 'frame' && contentDoubt(frame, conversation)).toBe('not-captured');
});
