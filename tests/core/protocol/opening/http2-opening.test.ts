import { describe, expect, test } from 'vitest';
import { http2RequestFields, http2ResponseFields } from '#core/protocol/opening/http2-opening.ts';
import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { SESSIONS } from '../../recorded-session.ts';

const pairs = (fields: readonly { name: string; value: string }[]) =>
  fields.map(({ name, value }) => [name, value]);

describe('the example of RFC 8441 §5.1', () => {
  test('is asked', () => {
    const request = {
      target: '/chat',
      host: 'server.example.com',
      origin: 'http://www.example.com',
      subprotocols: ['chat', 'superchat'],
      extensions: 'permessage-deflate',
    };
    const fields = pairs(http2RequestFields(request));
    expect(fields.slice(0, 5)).toEqual([
      [':method', 'CONNECT'],
      [':protocol', 'websocket'],
      [':scheme', 'https'],
      [':path', '/chat'],
      [':authority', 'server.example.com'],
    ]);
    expect(fields.slice(5).toSorted()).toEqual([
      ['origin', 'http://www.example.com'],
      ['sec-websocket-extensions', 'permessage-deflate'],
      ['sec-websocket-protocol', 'chat, superchat'],
      ['sec-websocket-version', '13'],
    ]);
  });

  test('is answered', () => {
    expect(pairs(http2ResponseFields({ subprotocol: 'chat' }))).toEqual([
      [':status', '200'],
      ['sec-websocket-protocol', 'chat'],
    ]);
  });
});

describe('the recording of Chromium and Node over HTTP/2', () => {
  const session = SESSIONS.find(({ name }) => name === 'chromium-node-h2-rfc8441');
  const handshake = session?.connections[0]?.handshake as unknown as {
    readonly requestHeaders: readonly FieldPair[];
    readonly responseHeaders: readonly FieldPair[];
  };
  const named = (headers: readonly FieldPair[]) => Object.fromEntries(headers);
  const ordinary = (headers: readonly FieldPair[], except: readonly string[]) =>
    headers.filter(([name]) => !name.startsWith(':') && !except.includes(name));

  test('is the same request', () => {
    const headers = named(handshake.requestHeaders);
    const ours = http2RequestFields({
      target: headers[':path']!,
      host: headers[':authority']!,
      origin: headers['origin']!,
      subprotocols: headers['sec-websocket-protocol']!.split(', '),
      extensions: headers['sec-websocket-extensions']!,
      otherFields: ordinary(handshake.requestHeaders, [
        'origin',
        'sec-websocket-version',
        'sec-websocket-protocol',
        'sec-websocket-extensions',
      ]),
    });
    expect(pairs(ours).toSorted()).toEqual(handshake.requestHeaders.toSorted());
    // Pseudo-headers come first (RFC 9113 §8.3).
    const isPseudo = ours.map(({ name }) => name.startsWith(':'));
    expect(isPseudo.lastIndexOf(true)).toBe(4);
  });

  test('is the same answer', () => {
    const headers = named(handshake.responseHeaders);
    const ours = http2ResponseFields({
      subprotocol: headers['sec-websocket-protocol']!,
      otherFields: ordinary(handshake.responseHeaders, ['sec-websocket-protocol']),
    });
    expect(pairs(ours)).toEqual(handshake.responseHeaders);
  });
});

test('what concerns a hop of HTTP/1.1 stays there', () => {
  const otherFields: FieldPair[] = [
    ['Keep-Alive', 'timeout=5'],
    ['Proxy-Connection', 'close'],
    ['Connection', 'X-Hop, X-Next-Hop'],
    ['X-Hop', '1'],
    ['X-Next-Hop', '2'],
    ['Cookie', 'a=1'],
    ['X-Names-A-Field', 'Cookie'],
    ['constructor', 'x'],
  ];
  const fields = http2RequestFields({ target: '/', host: 'a', otherFields }, 'http');
  expect(pairs(fields.slice(5))).toEqual([
    ['sec-websocket-version', '13'],
    ['cookie', 'a=1'],
    ['x-names-a-field', 'Cookie'],
    ['constructor', 'x'],
  ]);
  expect(fields.map(({ id }) => id)).toContain('http2.other');
  expect(fields[2]?.value).toBe('http');
});

test('each field of RFC 6455 keeps its meaning (RFC 8441 §5)', () => {
  const fields = http2RequestFields({
    target: '/',
    host: 'a',
    origin: 'https://a',
    subprotocols: ['chat'],
    extensions: 'permessage-deflate',
    otherFields: [['Cookie', 'a=1']],
  });
  const rows = fields.slice(5).map(({ id, name, reference }) => ({ id, name, reference }));
  const webSocket = expect.objectContaining({ section: '5' });
  expect(rows).toEqual([
    { id: 'http2.origin', name: 'origin', reference: webSocket },
    { id: 'http2.subprotocol', name: 'sec-websocket-protocol', reference: webSocket },
    { id: 'http2.extensions', name: 'sec-websocket-extensions', reference: webSocket },
    { id: 'http2.websocket-version', name: 'sec-websocket-version', reference: webSocket },
    { id: 'http2.other', name: 'cookie', reference: expect.objectContaining({ section: '8.2' }) },
  ]);
});
