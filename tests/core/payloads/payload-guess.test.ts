import { gzipSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { guessPayload, MAX_GUESSED_SIZE } from '#core/payloads/payload-guess.ts';

/** "socket-io likely 42 EVENT chat". */
const guessed = (bytes: Uint8Array, type: 'text' | 'binary') =>
  guessPayload(bytes, type).map(({ id, confidence, facts }) =>
    [id, confidence, ...facts].join(' '),
  );

describe('a text', () => {
  test.each([
    { text: '42["chat","hi"]', first: 'socket-io likely 42 EVENT chat' },
    { text: '42/admin,7["chat",{"a":1}]', first: 'socket-io likely 42 EVENT chat' },
    { text: '40', first: 'socket-io possible 40 CONNECT' },
    { text: '40{"sid":"x"}', first: 'socket-io likely 40 CONNECT' },
    { text: '41', first: 'socket-io possible 41 DISCONNECT' },
    { text: '431["ok"]', first: 'socket-io likely 43 ACK ok' },
    { text: '44{"message":"no"}', first: 'socket-io likely 44 CONNECT_ERROR' },
    {
      text: '451-["f",{"_placeholder":true,"num":0}]',
      first: 'socket-io likely 45 BINARY_EVENT f',
    },
    { text: '43["ok"]', first: undefined },
    { text: '42', first: undefined },
    { text: '42[1]', first: undefined },
    { text: '45["f"]', first: undefined },
    {
      text: '0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}',
      first: 'engine-io likely 0 open',
    },
    { text: '2probe', first: 'engine-io likely 2probe ping' },
    { text: '3', first: 'engine-io weak 3 pong' },
    { text: 'o', first: 'sockjs weak o open' },
    { text: 'a["{}"]', first: 'sockjs likely a messages' },
    { text: 'c[3000,"Go away!"]', first: 'sockjs likely c close' },
    { text: 'a[1]', first: undefined },
    { text: 'CONNECT\naccept-version:1.2\nhost:a\n\n\0', first: 'stomp likely CONNECT' },
    {
      text: 'MESSAGE\r\ndestination:/topic/a\r\n\r\n{"a":1}\0\n',
      first: 'stomp likely MESSAGE /topic/a',
    },
    { text: 'SEND\ndestination:/a\n\nno end', first: 'stomp possible SEND /a' },
    { text: 'CONNECTED to the server', first: undefined },
    { text: '{"protocol":"json","version":1}\x1e', first: 'signalr likely handshake' },
    { text: '{}\x1e', first: 'signalr likely handshake response' },
    {
      text: '{"type":1,"target":"Send","arguments":[]}\x1e{"type":6}\x1e',
      first: 'signalr likely Invocation',
    },
    { text: 'no\x1e', first: undefined },
    { text: '{"type":"connection_init"}', first: 'graphql-ws likely connection_init' },
    {
      text: '{"id":"1","type":"subscribe","payload":{"query":"{a}"}}',
      first: 'graphql-ws likely subscribe',
    },
    { text: '{"id":"1","type":"complete"}', first: 'json likely map 2' },
    { text: '{"type":"data"}', first: 'json likely map 1' },
    { text: '{"jsonrpc":"2.0","method":"add","params":[1],"id":1}', first: 'json-rpc likely add' },
    { text: '[{"jsonrpc":"2.0","result":1,"id":1}]', first: 'json-rpc likely' },
    { text: '{"a":1,"b":2}', first: 'json likely map 2' },
    { text: '[1,2,3]', first: 'json likely list 3' },
    { text: '"a"', first: 'json possible text' },
    { text: '17', first: undefined },
    { text: 'true', first: undefined },
    { text: 'Hello', first: undefined },
    { text: '', first: undefined },
  ])('$text', ({ text, first }) => {
    expect(guessed(toUtf8(text), 'text')[0]).toBe(first);
  });

  test('that is JSON-RPC is JSON, too', () => {
    expect(guessed(toUtf8('{"jsonrpc":"2.0","id":1}'), 'text')).toEqual([
      'json-rpc likely',
      'json likely map 2',
    ]);
  });

  test('can have multi-byte characters before its JSON', () => {
    const text = '42/é€,["x",1]';
    const [guess] = guessPayload(toUtf8(text), 'text');
    const { start, end } = guess!.tree!.range;
    expect(fromUtf8(toUtf8(text).subarray(start, end))).toBe('["x",1]');
  });

  test('of STOMP can have JSON in its body', () => {
    const bytes = toUtf8('SEND\na:b\n\n{"c":1}\0');
    const [guess] = guessPayload(bytes, 'text');
    const { start, end } = guess!.tree!.range;
    expect(fromUtf8(bytes.subarray(start, end))).toBe('{"c":1}');
  });
});

describe('bytes', () => {
  test.each([
    {
      name: 'MQTT 3.1.1 CONNECT',
      hex: '10 0d 00 04 4d 51 54 54 04 02 00 3c 00 01 61',
      first: 'mqtt likely CONNECT',
    },
    {
      name: 'MQTT PUBLISH',
      hex: '30 0a 00 03 61 2f 62 68 65 6c 6c 6f',
      first: 'mqtt likely PUBLISH a/b',
    },
    { name: 'MQTT PINGREQ', hex: 'c0 00', first: 'mqtt possible PINGREQ' },
    { name: 'MQTT SUBSCRIBE', hex: '82 06 00 01 00 01 61 00', first: 'mqtt possible SUBSCRIBE' },
    {
      name: 'a MessagePack map',
      hex: '82 a7 63 6f 6d 70 61 63 74 c3 a6 73 63 68 65 6d 61 00',
      first: 'message-pack likely map 2',
    },
    { name: 'a MessagePack list', hex: '93 01 02 03 ', first: 'message-pack possible list 3' },
    { name: 'a CBOR map', hex: 'a2 61 61 01 61 62 82 02 03', first: 'cbor likely map 2' },
    { name: 'CBOR with a self-describing tag', hex: 'd9 d9 f7 01', first: 'cbor likely 55799' },
    { name: 'a CBOR list', hex: '83 01 02 03', first: 'cbor possible list 3' },
    { name: 'SignalR’s ping', hex: '02 91 06', first: 'signalr-message-pack likely Ping' },
    {
      name: 'SignalR’s invocation',
      hex: '0a 95 01 80 c0 a3 61 62 63 91 2a',
      first: 'signalr-message-pack likely Invocation',
    },
    { name: 'Protocol Buffers', hex: '08 96 01 12 03 61 62 63', first: 'protobuf weak 2' },
    { name: 'one byte', hex: '00', first: undefined },
    { name: 'noise', hex: 'c1 ff 07 99', first: undefined },
  ])('$name', ({ hex, first }) => {
    expect(guessed(fromHex(hex), 'binary')[0]).toBe(first);
  });

  test('compressed by gzip and zlib', () => {
    expect(guessed(gzipSync('hello'), 'binary')[0]).toBe('gzip likely');
    expect(guessed(deflateSync('hello'), 'binary')[0]).toBe('zlib likely');
  });

  test('of JSON are JSON', () => {
    expect(guessed(toUtf8('{"a":1}'), 'binary')[0]).toBe('json likely map 1');
  });

  test('of a text are not taken for binary forms', () => {
    expect(guessed(fromHex('c0 00'), 'text')).toEqual([]);
  });
});

test('any bytes are guessed at or not, and never throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.string().map(toUtf8)),
      fc.constantFrom('text' as const, 'binary' as const),
      (bytes, type) => {
        for (const { tree } of guessPayload(bytes, type)) {
          if (tree) expect(tree.range.end).toBeLessThanOrEqual(bytes.length);
        }
      },
    ),
    { seed: 6455, numRuns: 1000 },
  );
});

test('what is too large is not guessed at', () => {
  const list = `[${'0,'.repeat(MAX_GUESSED_SIZE / 2)}0]`;
  expect(guessPayload(toUtf8(list), 'text')).toEqual([]);
});
