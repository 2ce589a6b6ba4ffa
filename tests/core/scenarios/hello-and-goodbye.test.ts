import { expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { readConversation, unitBytes } from '#core/conversation/conversation.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { senderOf } from '#core/trace/direction.ts';

const trace = actOut(helloAndGoodbye.script());
const conversation = readConversation(trace);

test('what crosses the wire is what the RFC would have', () => {
  const transcript = conversation.units.map((unit) => {
    const bytes = unitBytes(trace, unit);
    const text = isHeadUnit(unit) ? fromLatin1(bytes).trim() : toHex(bytes, ' ');
    return `${senderOf(unit.direction)}: ${text.replaceAll('\r\n', '\n  ')}`;
  });
  expect(transcript.join('\n')).toBe(`\
client: GET /chat HTTP/1.1
  Host: server.example.com
  Upgrade: websocket
  Connection: Upgrade
  Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
  Origin: http://example.com
  Sec-WebSocket-Version: 13
server: HTTP/1.1 101 Switching Protocols
  Upgrade: websocket
  Connection: Upgrade
  Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
client: 81 85 37 fa 21 3d 7f 9f 4d 51 58
server: 81 05 48 65 6c 6c 6f
server: 89 0c 73 74 69 6c 6c 20 74 68 65 72 65 3f
client: 8a 8c 22 c3 8a a4 51 b7 e3 c8 4e e3 fe cc 47 b1 ef 9b
client: 88 86 62 b1 96 f6 61 59 f2 99 0c d4
server: 88 06 03 e8 64 6f 6e 65`);
});

test('breaks no rule', () => {
  expect(conversation.findings).toEqual([]);
});

test('is the same each time it is acted out', () => {
  const again = actOut(helloAndGoodbye.script());
  expect(again.events).toEqual(trace.events);
});

test('opens TCP with three segments, and the server closes it first', () => {
  const signals = trace.events
    .filter(({ signals }) => signals.length > 0)
    .map(({ direction, signals }) => `${senderOf(direction)} ${signals.join('+')}`);
  expect(signals).toEqual([
    'client syn',
    'server syn+ack',
    'client ack',
    'server fin+ack',
    'client fin+ack',
    'server ack',
  ]);
});

test('a browser that never gets the 101 sends nothing more', () => {
  const tampering = new Map([['response', { kind: 'sever' as const }]]);
  const lost = readConversation(actOut(helloAndGoodbye.script(), tampering));
  const fromClient = lost.units.filter(({ direction }) => direction === 'client-to-server');
  expect(fromClient.map(({ kind }) => kind)).toEqual(['request']);
});
