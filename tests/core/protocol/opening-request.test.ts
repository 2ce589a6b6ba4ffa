import { describe, expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { decodeHttpHead, isRequestHead, type RequestHead } from '#core/protocol/http-head.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
  isOpeningRequest,
} from '#core/protocol/opening-request.ts';

function requestOf(bytes: Uint8Array): RequestHead {
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) {
    throw new TypeError('expected a request');
  }
  return reading.head;
}

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** A request that breaks no rule, line by line. */
const LINES = [
  'GET /chat HTTP/1.1',
  'Host: server.example.com',
  'Upgrade: websocket',
  'Connection: Upgrade',
  `Sec-WebSocket-Key: ${KEY}`,
  'Sec-WebSocket-Version: 13',
];

/** The request with some lines replaced, by their beginning; null takes one away. */
function requestWith(changes: Record<string, string | null>): RequestHead {
  const lines = LINES.flatMap((line) => {
    const beginning = Object.keys(changes).find((each) => line.startsWith(each));
    const changed = beginning === undefined ? line : changes[beginning];
    return changed ?? [];
  });
  return requestOf(toLatin1([...lines, '', ''].join('\r\n')));
}

test('the example of RFC 6455 §1.2 is written', () => {
  const bytes = encodeOpeningRequest({
    target: '/chat',
    host: 'server.example.com',
    key: KEY,
    origin: 'http://example.com',
    subprotocols: ['chat', 'superchat'],
  });
  expect(fromLatin1(bytes)).toBe(
    [
      'GET /chat HTTP/1.1',
      'Host: server.example.com',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${KEY}`,
      'Origin: http://example.com',
      'Sec-WebSocket-Protocol: chat, superchat',
      'Sec-WebSocket-Version: 13',
      '',
      '',
    ].join('\r\n'),
  );
  expect(checkOpeningRequest(requestOf(bytes))).toEqual([]);
});

test('everything else that a client may say goes along', () => {
  const bytes = encodeOpeningRequest({
    target: '/',
    host: 'a',
    key: KEY,
    subprotocols: [],
    extensions: 'permessage-deflate',
    otherFields: [['Cookie', 'a=1']],
  });
  expect(fromLatin1(bytes)).toContain('Sec-WebSocket-Extensions: permessage-deflate\r\n');
  expect(fromLatin1(bytes)).toContain('Sec-WebSocket-Version: 13\r\nCookie: a=1\r\n\r\n');
  expect(fromLatin1(bytes)).not.toContain('Sec-WebSocket-Protocol');
});

describe('a request', () => {
  test.each<{ name: string; changes: Record<string, string | null>; broken: string[] }>([
    { name: 'that is right', changes: {}, broken: [] },
    {
      name: 'with names and tokens in other letters',
      changes: {
        'Upgrade:': 'UPGRADE: WebSocket',
        'Connection:': 'connection: keep-alive, upgrade',
      },
      broken: [],
    },
    { name: 'that posts', changes: { GET: 'POST /chat HTTP/1.1' }, broken: ['request.method'] },
    { name: 'of HTTP/1.0', changes: { GET: 'GET /chat HTTP/1.0' }, broken: ['request.version'] },
    { name: 'of HTTP/2.0 by its words', changes: { GET: 'GET /chat HTTP/2.0' }, broken: [] },
    { name: 'without Host', changes: { Host: null }, broken: ['request.host'] },
    { name: 'without Upgrade', changes: { 'Upgrade:': null }, broken: ['request.upgrade'] },
    {
      name: 'that upgrades to something else',
      changes: { 'Upgrade:': 'Upgrade: h2c' },
      broken: ['request.upgrade'],
    },
    {
      name: 'that upgrades to something similar',
      changes: { 'Upgrade:': 'Upgrade: websockets' },
      broken: ['request.upgrade'],
    },
    {
      name: 'without Connection',
      changes: { 'Connection:': null },
      broken: ['request.connection'],
    },
    {
      name: 'whose connection stays',
      changes: { 'Connection:': 'Connection: keep-alive' },
      broken: ['request.connection'],
    },
    {
      name: 'without a key',
      changes: { 'Sec-WebSocket-Key': null },
      broken: ['request.key-missing'],
    },
    {
      name: 'with a key of another length',
      changes: { 'Sec-WebSocket-Key': 'Sec-WebSocket-Key: AQID' },
      broken: ['request.key-malformed'],
    },
    {
      name: 'with two keys',
      changes: { 'Sec-WebSocket-Key': `Sec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Key: ${KEY}` },
      broken: ['request.key-repeated'],
    },
    {
      name: 'without a version',
      changes: { 'Sec-WebSocket-Version': null },
      broken: ['request.websocket-version'],
    },
    {
      name: 'of version 8',
      changes: { 'Sec-WebSocket-Version': 'Sec-WebSocket-Version: 8' },
      broken: ['request.websocket-version'],
    },
    {
      name: 'that offers two versions',
      changes: { 'Sec-WebSocket-Version': 'Sec-WebSocket-Version: 13, 8' },
      broken: ['request.websocket-version'],
    },
  ])('$name breaks $broken', ({ changes, broken }) => {
    const violations = checkOpeningRequest(requestWith(changes));
    expect(violations.map(({ id }) => id)).toEqual(broken);
  });

  test('that is wrong says where: the line that is wrong, or the end where one is missing', () => {
    const head = requestWith({ 'Upgrade:': 'Upgrade: h2c', Host: null });
    const [host, upgrade] = checkOpeningRequest(head);
    expect(host?.range).toEqual({ start: head.endRange.start * 8, end: head.endRange.end * 8 });
    const line = head.fields.find(({ name }) => name === 'Upgrade')!.range;
    expect(upgrade?.range).toEqual({ start: line.start * 8, end: line.end * 8 });
  });

  test.each([
    { name: 'with Upgrade', changes: { 'Sec-WebSocket-Key': null }, isOpening: true },
    { name: 'with a key', changes: { 'Upgrade:': null }, isOpening: true },
    {
      name: 'with neither',
      changes: { 'Upgrade:': null, 'Sec-WebSocket-Key': null },
      isOpening: false,
    },
    {
      name: 'that upgrades to something else',
      changes: { 'Upgrade:': 'Upgrade: h2c', 'Sec-WebSocket-Key': null },
      isOpening: false,
    },
  ])('$name asks for WebSocket: $isOpening', ({ changes, isOpening }) => {
    expect(isOpeningRequest(requestWith(changes))).toBe(isOpening);
  });
});
