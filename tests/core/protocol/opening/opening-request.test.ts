import { describe, expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { decodeHttpHead, isRequestHead, type RequestHead } from '#core/protocol/http/http-head.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
  isOpeningRequest,
  type OpeningRequest,
} from '#core/protocol/opening/opening-request.ts';

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

test('all other fields that a client can send are included', () => {
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

describe('what is written', () => {
  const request: OpeningRequest = { target: '/', host: 'a', key: KEY };

  test.each<{ name: string; change: Partial<OpeningRequest>; message: string }>([
    {
      name: 'a target that is no path',
      change: { target: 'chat' },
      message: 'expected a path without a fragment for the target, got "chat"',
    },
    {
      name: 'a whole address as its target',
      change: { target: 'http://a/chat' },
      message: 'expected a path without a fragment for the target, got "http://a/chat"',
    },
    {
      name: 'a fragment',
      change: { target: '/chat#a' },
      message: 'expected a path without a fragment for the target, got "/chat#a"',
    },
    {
      name: 'an empty host',
      change: { host: '' },
      message: 'expected a host with or without a port, got ""',
    },
    {
      name: 'a host with a user',
      change: { host: 'me@a' },
      message: 'expected a host with or without a port, got "me@a"',
    },
    {
      name: 'a short key',
      change: { key: 'AQID' },
      message: 'expected a key of 16 bytes in base64, got "AQID"',
    },
    {
      name: 'an origin with a path',
      change: { origin: 'https://a/b' },
      message: 'expected a serialized origin or "null", got "https://a/b"',
    },
    {
      name: 'a second Host',
      change: { otherFields: [['Host', 'b']] },
      message: 'expected a valid request, got one that breaks request.host-repeated',
    },
  ])('cannot have $name', ({ change, message }) => {
    expect(() => encodeOpeningRequest({ ...request, ...change })).toThrow(new TypeError(message));
  });

  test.each<{ name: string; change: Partial<OpeningRequest>; broken: string[] }>([
    { name: 'the origin "null"', change: { origin: 'null' }, broken: [] },
    {
      name: 'what a server accepts, such as stray bits in the key',
      change: { key: KEY.replace('Q==', 'R==') },
      broken: ['request.key-stray-bits'],
    },
  ])('can have $name', ({ change, broken }) => {
    const head = requestOf(encodeOpeningRequest({ ...request, ...change }));
    expect(checkOpeningRequest(head).map(({ id }) => id)).toEqual(broken);
  });
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
    {
      name: 'whose tokens come on several lines, with empty elements between',
      changes: {
        'Upgrade:': 'Upgrade: h2c,\r\nUpgrade: , websocket',
        'Connection:': 'Connection: keep-alive,,\r\nConnection: Upgrade',
      },
      broken: [],
    },
    {
      name: 'that names a version of websocket',
      changes: { 'Upgrade:': 'Upgrade: websocket/13' },
      broken: ['request.upgrade'],
    },
    {
      name: 'with a whole address',
      changes: { GET: 'GET http://server.example.com/chat?a=%20 HTTP/1.1' },
      broken: [],
    },
    {
      name: 'with a whole address of a scheme of ours',
      changes: { GET: 'GET ws://server.example.com/chat HTTP/1.1' },
      broken: ['request.target-form'],
    },
    {
      name: 'with a fragment',
      changes: { GET: 'GET /chat#top HTTP/1.1' },
      broken: ['request.target-fragment'],
    },
    {
      name: 'with a fragment and no path',
      changes: { GET: 'GET #top HTTP/1.1' },
      broken: ['request.target-fragment', 'request.target-form'],
    },
    {
      name: 'to nowhere in particular',
      changes: { GET: 'GET * HTTP/1.1' },
      broken: ['request.target-form'],
    },
    {
      name: 'for a name that is no path',
      changes: { GET: 'GET chat HTTP/1.1' },
      broken: ['request.target-form'],
    },
    {
      name: 'with a query as browsers leave it',
      changes: { GET: 'GET /chat?a[]=1 HTTP/1.1' },
      broken: ['request.target-malformed'],
    },
    {
      name: 'with half an escape',
      changes: { GET: 'GET /chat?%2 HTTP/1.1' },
      broken: ['request.target-malformed'],
    },
    {
      name: 'with a path outside ASCII',
      changes: { GET: 'GET /caf\xe9 HTTP/1.1' },
      broken: ['request.target-malformed'],
    },
    { name: 'with a port', changes: { Host: 'Host: [2001:db8::1]:8080' }, broken: [] },
    { name: 'with an empty Host', changes: { Host: 'Host:' }, broken: ['request.host'] },
    {
      name: 'with an address for Host',
      changes: { Host: 'Host: http://a/' },
      broken: ['request.host-malformed'],
    },
    {
      name: 'with two Hosts',
      changes: { Host: 'Host: a\r\nHost: b' },
      broken: ['request.host-repeated'],
    },
    {
      name: 'with the key of §4.1, which erratum 3150 puts right',
      changes: { 'Sec-WebSocket-Key': 'Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEC==' },
      broken: ['request.key-stray-bits'],
    },
    {
      name: 'with the key as it should be',
      changes: { 'Sec-WebSocket-Key': 'Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==' },
      broken: [],
    },
    {
      name: 'with its version twice',
      changes: {
        'Sec-WebSocket-Version': 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 13',
      },
      broken: ['request.websocket-version-repeated'],
    },
    {
      name: 'with two versions on two lines',
      changes: { 'Sec-WebSocket-Version': 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 8' },
      broken: ['request.websocket-version', 'request.websocket-version-repeated'],
    },
    {
      name: 'that announces a body',
      changes: { Host: 'Host: a\r\nContent-Length: 5' },
      broken: ['request.body'],
    },
    {
      name: 'that announces no body at length',
      changes: { Host: 'Host: a\r\nContent-Length: 0' },
      broken: [],
    },
    {
      name: 'with a body in chunks',
      changes: { Host: 'Host: a\r\nTransfer-Encoding: chunked' },
      broken: ['request.body'],
    },
    {
      name: 'with credentials and cookies',
      changes: { Host: 'Host: a\r\nAuthorization: Basic YTpi\r\nCookie: a=1; b="\xe9"' },
      broken: [],
    },
    {
      name: 'with extensions that are no list',
      changes: { Host: 'Host: a\r\nSec-WebSocket-Extensions: a; =1' },
      broken: ['extensions.malformed'],
    },
    {
      name: 'with an offer that no server takes',
      changes: { Host: 'Host: a\r\nSec-WebSocket-Extensions: permessage-deflate; x' },
      broken: ['compression.offer-parameter-unknown'],
    },
    {
      name: 'with an unknown extension',
      changes: { Host: 'Host: a\r\nSec-WebSocket-Extensions: x-unknown; a=1' },
      broken: [],
    },
  ])('$name breaks $broken', ({ changes, broken }) => {
    const violations = checkOpeningRequest(requestWith(changes));
    expect(violations.map(({ id }) => id)).toEqual(broken);
  });

  test.each([
    { origin: 'https://example.com', broken: [] },
    { origin: 'http://example.com:8080', broken: [] },
    { origin: 'null', broken: [] },
    { origin: 'file://', broken: [] },
    { origin: 'chrome-extension://abcdefgh', broken: [] },
    { origin: 'https://a.example https://b.example', broken: [] },
    { origin: 'https://example.com/', broken: ['request.origin-malformed'] },
    { origin: 'example.com', broken: ['request.origin-malformed'] },
    { origin: '', broken: ['request.origin-malformed'] },
    { origin: 'null\r\nOrigin: null', broken: ['request.origin-repeated'] },
  ])('of "$origin" breaks $broken', ({ origin, broken }) => {
    const head = requestWith({ Host: `Host: a\r\nOrigin: ${origin}` });
    expect(checkOpeningRequest(head, { isBrowser: true }).map(({ id }) => id)).toEqual(broken);
  });

  test('needs an origin where a browser sent it', () => {
    const head = requestWith({});
    expect(checkOpeningRequest(head)).toEqual([]);
    expect(checkOpeningRequest(head, { isBrowser: true })).toMatchObject([
      { id: 'request.origin-missing', reaction: 'accepts' },
    ]);
  });

  test('that is wrong is located, to the character if possible', () => {
    const textAt = (changes: Record<string, string>) => {
      const head = requestWith(changes);
      const lines = LINES.flatMap((line) => {
        const key = Object.keys(changes).find((each) => line.startsWith(each));
        return key === undefined ? line : changes[key]!;
      });
      const text = [...lines, '', ''].join('\r\n');
      return checkOpeningRequest(head).map(({ range }) =>
        text.slice(range.start / 8, range.end / 8),
      );
    };
    expect(textAt({ GET: 'GET /a|b#c HTTP/1.1' })).toEqual(['#c', '/a|b']);
    expect(textAt({ Host: 'Host: a\r\nSec-WebSocket-Protocol: a, b c, a' })).toEqual(['b c', 'a']);
  });

  test('that is wrong is located: at the wrong line, or at the end if one is missing', () => {
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
