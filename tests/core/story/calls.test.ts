import { expect, test } from 'vitest';
import { readConversation } from '#core/conversation/conversation.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { bufferedAfter, callOf, framePayload, messageEndingAt } from '#core/story/calls.ts';
import { draftSteps } from '#core/story/draft-steps.ts';
import type { Call } from '#core/story/step.ts';
import type { GivingUp } from '#core/trace/trace.ts';
import {
  client,
  CLIENT_CLOSE,
  CLIENT_HELLO,
  CLIENT_PONG,
  conversationOf,
  REQUEST,
  server,
  SERVER_HELLO,
  SERVER_PING,
  traceOf,
  type Sent,
} from './traces.ts';

const FRAGMENT = server(fromHex('0103 48656c'));
const OFFER = toUtf8(
  'GET /chat HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
    'Sec-WebSocket-Protocol: chat.v2, chat.v1\r\n\r\n',
);
const LAST_FRAGMENT = server(fromHex('8002 6c6f'));
const HELLO = { kind: 'send', type: 'text', data: toUtf8('Hello') } as const;

test.each<{ name: string; sent: readonly Sent[]; calls: readonly (Call | null)[] }>([
  { name: 'a message', sent: [client(CLIENT_HELLO)], calls: [HELLO] },
  {
    name: 'fragments of a server, each by itself',
    sent: [FRAGMENT, LAST_FRAGMENT],
    calls: [
      { kind: 'send-fragment', type: 'text', data: toUtf8('Hel'), isFinal: false },
      { kind: 'send-fragment', type: 'text', data: toUtf8('lo'), isFinal: true },
    ],
  },
  {
    name: 'the whole message for fragments of a browser, which split it',
    sent: [client(fromHex('0183 00000000 48656c')), client(fromHex('8082 00000000 6c6f'))],
    calls: [HELLO, null],
  },
  {
    name: 'no unfinished message of a browser',
    sent: [client(fromHex('0183 00000000 48656c'))],
    calls: [null],
  },
  {
    name: 'nothing for compressed text that can’t be inflated here',
    sent: [client(fromHex('c187 00000000 f248cdc9c90700'))],
    calls: [null],
  },
  {
    name: 'nothing for binary data whose compression is unknown',
    sent: [client(fromHex('c287 00000000 f248cdc9c90700'))],
    calls: [null],
  },
  {
    name: 'nothing for a server’s fragments of a compressed message',
    sent: [server(fromHex('4103 f248cd')), server(fromHex('8004 c9c90700'))],
    calls: [null, null],
  },
  {
    name: 'TCP for a frame that breaks a rule',
    sent: [client(fromHex('8100'))],
    calls: [{ kind: 'write', bytes: fromHex('8100') }],
  },
  {
    name: 'a ping, and no pong',
    sent: [server(SERVER_PING), client(CLIENT_PONG)],
    calls: [{ kind: 'ping', data: new Uint8Array(0) }, null],
  },
  {
    name: 'a close',
    sent: [client(CLIENT_CLOSE)],
    calls: [{ kind: 'close', code: 1000, reason: '' }],
  },
  {
    name: 'a connect, with the address of the request',
    sent: [{ from: 'client', signals: ['syn'] }, client(REQUEST)],
    calls: [{ kind: 'connect', url: 'ws://example.com/chat', subprotocols: [] }, null],
  },
  {
    name: 'a connect, with the subprotocols of the request',
    sent: [{ from: 'client', signals: ['syn'] }, client(OFFER)],
    calls: [
      { kind: 'connect', url: 'ws://example.com/chat', subprotocols: ['chat.v2', 'chat.v1'] },
      null,
    ],
  },
  {
    name: 'a connect without a request',
    sent: [{ from: 'client', signals: ['syn'] }],
    calls: [{ kind: 'connect', url: 'ws://…', subprotocols: [] }],
  },
  {
    name: 'nothing for a RST, because it can be TCP that sends it',
    sent: [{ from: 'server', signals: ['rst'] }],
    calls: [null],
  },
  {
    name: 'nothing for a retransmission',
    sent: [client(CLIENT_HELLO), { from: 'client', again: 11 }],
    calls: [HELLO, null],
  },
])('code calls $name', ({ sent, calls }) => {
  const conversation = conversationOf(sent);
  expect(draftSteps(conversation).map((draft) => callOf(draft, conversation))).toEqual(calls);
});

test.each<{ side: 'client' | 'server'; reason: GivingUp['reason']; isCalled: boolean }>([
  { side: 'server', reason: 'heartbeat', isCalled: true },
  { side: 'server', reason: 'close-timeout', isCalled: false },
  { side: 'client', reason: 'heartbeat', isCalled: false },
])('the FIN of a $side that gave up by $reason is a terminate: $isCalled', (each) => {
  const { side, reason, isCalled } = each;
  const sent: Sent = { from: side, signals: ['fin', 'ack'], atMs: 50, arrival: 'lost' };
  const trace = traceOf([sent], { givenUp: [{ side, atMs: 50, reason }] });
  const conversation = readConversation(trace);
  const [draft] = draftSteps(conversation);
  expect(callOf(draft!, conversation)).toEqual(isCalled ? { kind: 'terminate' } : null);
});

test('a message ends at its last frame', () => {
  const conversation = conversationOf([FRAGMENT, LAST_FRAGMENT, server(SERVER_HELLO)]);
  expect(messageEndingAt(0, conversation)).toBeNull();
  expect(messageEndingAt(1, conversation)).toEqual({ type: 'text', data: toUtf8('Hello') });
  expect(messageEndingAt(2, conversation)).toEqual({ type: 'text', data: toUtf8('Hello') });
});

test('a payload is unmasked', () => {
  const conversation = conversationOf([client(CLIENT_HELLO)]);
  const [unit] = conversation.units;
  if (unit?.kind !== 'frame') throw new Error('expected a frame');
  expect(framePayload(unit, conversation)).toEqual(toUtf8('Hello'));
});

test('only a page that sent has something in bufferedAmount', () => {
  expect(bufferedAfter(HELLO, 'client')).toBe(5);
  expect(bufferedAfter(HELLO, 'server')).toBe(0);
  expect(bufferedAfter({ kind: 'ping', data: toUtf8('Hello') }, 'client')).toBe(0);
  expect(bufferedAfter(null, null)).toBe(0);
});
