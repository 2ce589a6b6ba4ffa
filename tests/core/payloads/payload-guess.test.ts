import { createHmac } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { constants, createDeflate, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64 } from '#core/bytes/base64.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { fromUtf8, toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { guessPayload, MAX_GUESSED_SIZE } from '#core/payloads/payload-guess.ts';
import { FILE_SAMPLES } from './file-samples.ts';

/** "socket-io likely 42 EVENT chat". */
const guessed = (bytes: Uint8Array, type: 'text' | 'binary') =>
  guessPayload(bytes, type).map(({ id, confidence, facts }) =>
    [id, confidence, ...facts].join(' '),
  );

describe('a text', () => {
  test.each([
    // Socket.IO, each type of packet
    { text: '40', first: 'socket-io weak 40 CONNECT' },
    { text: '40{"sid":"x"}', first: 'socket-io likely 40 CONNECT' },
    { text: '40/admin,', first: 'socket-io possible 40 CONNECT' },
    { text: '40/admin,{"token":"a"}', first: 'socket-io likely 40 CONNECT' },
    { text: '41', first: 'socket-io weak 41 DISCONNECT' },
    { text: '41/admin,', first: 'socket-io possible 41 DISCONNECT' },
    { text: '42["chat","hi"]', first: 'socket-io likely 42 EVENT chat' },
    { text: '42/admin,7["chat",{"a":1}]', first: 'socket-io likely 42 EVENT chat' },
    { text: '431["ok"]', first: 'socket-io likely 43 ACK ok' },
    { text: '43/admin,12[]', first: 'socket-io likely 43 ACK' },
    { text: '44{"message":"no"}', first: 'socket-io likely 44 CONNECT_ERROR' },
    { text: '44"Invalid namespace"', first: 'socket-io likely 44 CONNECT_ERROR' },
    {
      text: '451-["f",{"_placeholder":true,"num":0}]',
      first: 'socket-io likely 45 BINARY_EVENT f',
    },
    {
      text: '461-/admin,13[{"_placeholder":true,"num":0}]',
      first: 'socket-io likely 46 BINARY_ACK',
    },
    // Engine.IO, each type of packet
    {
      text: '0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}',
      first: 'engine-io likely 0 open',
    },
    { text: '1', first: 'engine-io weak 1 close' },
    { text: '2', first: 'engine-io weak 2 ping' },
    { text: '3', first: 'engine-io weak 3 pong' },
    { text: '2probe', first: 'engine-io likely 2probe ping' },
    { text: '3probe', first: 'engine-io likely 3probe pong' },
    { text: '4hello', first: 'engine-io weak 4 message' },
    { text: '4{"a":1}', first: 'engine-io possible 4 message' },
    { text: '4"a"', first: 'engine-io weak 4 message' },
    { text: '5', first: 'engine-io weak 5 upgrade' },
    { text: '6', first: 'engine-io weak 6 noop' },
    // SockJS
    { text: 'o', first: 'sockjs weak o open' },
    { text: 'h', first: 'sockjs weak h heartbeat' },
    { text: 'a["{}"]', first: 'sockjs likely a messages' },
    { text: 'c[3000,"Go away!"]', first: 'sockjs likely c close' },
    // STOMP
    { text: 'CONNECT\naccept-version:1.2\nhost:a\n\n\0', first: 'stomp likely CONNECT end' },
    {
      text: 'MESSAGE\r\ndestination:/topic/a\r\n\r\n{"a":1}\0\n',
      first: 'stomp likely MESSAGE end /topic/a',
    },
    { text: 'SEND\ndestination:/a\n\nno end', first: 'stomp possible SEND headers /a' },
    { text: 'ERROR\n\nno such topic\0', first: 'stomp likely ERROR end' },
    // SignalR
    { text: '{"protocol":"json","version":1}\x1e', first: 'signalr likely handshake' },
    { text: '{}\x1e', first: 'signalr likely handshake response' },
    { text: '{"error":"no"}\x1e', first: 'signalr likely handshake response' },
    {
      text: '{"type":1,"target":"Send","arguments":[]}\x1e{"type":6}\x1e',
      first: 'signalr likely Invocation',
    },
    { text: '{"type":7,"allowReconnect":true}\x1e', first: 'signalr likely Close' },
    // GraphQL: both protocols, then the newer, then the older
    { text: '{"type":"connection_init"}', first: 'graphql likely connection_init' },
    { text: '{"type":"connection_ack","payload":{}}', first: 'graphql likely connection_ack' },
    {
      text: '{"id":"1","type":"subscribe","payload":{"query":"{a}"}}',
      first: 'graphql-transport-ws likely subscribe',
    },
    {
      text: '{"id":"1","type":"next","payload":{"data":{"a":1}}}',
      first: 'graphql-transport-ws likely next',
    },
    {
      text: '{"id":"1","type":"next","payload":{"errors":[]}}',
      first: 'graphql-transport-ws likely next',
    },
    {
      text: '{"id":"1","type":"error","payload":[{"message":"no"}]}',
      first: 'graphql-transport-ws likely error',
    },
    {
      text: '{"id":"1","type":"start","payload":{"query":"{a}"}}',
      first: 'subscriptions-transport-ws likely start',
    },
    {
      text: '{"type":"data","id":"7","payload":{"data":{"a":1}}}',
      first: 'subscriptions-transport-ws likely data',
    },
    { text: '{"type":"ka"}', first: 'subscriptions-transport-ws likely ka' },
    {
      text: '{"type":"connection_error","payload":{"message":"no"}}',
      first: 'subscriptions-transport-ws likely connection_error',
    },
    {
      text: '{"type":"connection_terminate"}',
      first: 'subscriptions-transport-ws likely connection_terminate',
    },
    // WAMP
    { text: '[1,"realm1",{"roles":{"caller":{}}}]', first: 'wamp likely HELLO realm1' },
    { text: '[2,9129137332,{"roles":{"broker":{}}}]', first: 'wamp likely WELCOME' },
    {
      text: '[3,{"message":"no"},"wamp.error.no_such_realm"]',
      first: 'wamp likely ABORT wamp.error.no_such_realm',
    },
    {
      text: '[6,{},"wamp.close.system_shutdown"]',
      first: 'wamp likely GOODBYE wamp.close.system_shutdown',
    },
    {
      text: '[8,48,7814135,{},"com.myapp.error",[1],{"a":2}]',
      first: 'wamp likely ERROR com.myapp.error',
    },
    {
      text: '[16,239714735,{},"com.myapp.topic",["Hello"]]',
      first: 'wamp likely PUBLISH com.myapp.topic',
    },
    { text: '[32,713845233,{},"com.myapp.topic"]', first: 'wamp likely SUBSCRIBE com.myapp.topic' },
    { text: '[36,5512315355,4429313566,{},[],{"a":1}]', first: 'wamp likely EVENT' },
    { text: '[48,7814135,{},"com.myapp.ping"]', first: 'wamp likely CALL com.myapp.ping' },
    { text: '[50,7814135,{},[30]]', first: 'wamp likely RESULT' },
    { text: '[68,6131533,9823526,{},[1]]', first: 'wamp likely INVOCATION' },
    { text: '[70,6131533,{}]', first: 'wamp likely YIELD' },
    // Phoenix
    { text: '["1","1","room:lobby","phx_join",{}]', first: 'phoenix likely phx_join room:lobby' },
    { text: '[null,"2","phoenix","heartbeat",{}]', first: 'phoenix likely heartbeat phoenix' },
    {
      text: '["1","1","room:lobby","phx_reply",{"response":{},"status":"ok"}]',
      first: 'phoenix likely phx_reply room:lobby',
    },
    {
      text: '[null,null,"room:lobby","new_msg",{"body":"hi"}]',
      first: 'phoenix likely new_msg room:lobby',
    },
    {
      text: '{"topic":"room:lobby","event":"phx_join","payload":{},"ref":"1"}',
      first: 'phoenix likely phx_join room:lobby',
    },
    {
      text: '{"topic":"lobby","event":"say","payload":{},"ref":null,"join_ref":"1"}',
      first: 'phoenix likely say lobby',
    },
    // Action Cable
    { text: '{"type":"ping","message":1764411600}', first: 'action-cable likely ping' },
    {
      text: '{"identifier":"{\\"channel\\":\\"Chat\\"}","type":"confirm_subscription"}',
      first: 'action-cable likely confirm_subscription',
    },
    {
      text: '{"identifier":"{\\"channel\\":\\"Chat\\"}","message":{"a":1}}',
      first: 'action-cable likely message',
    },
    {
      text: '{"command":"subscribe","identifier":"{\\"channel\\":\\"Chat\\"}"}',
      first: 'action-cable likely subscribe',
    },
    {
      text: '{"command":"message","identifier":"{\\"channel\\":\\"Chat\\"}","data":"{}"}',
      first: 'action-cable likely message',
    },
    {
      text: '{"command":"unsubscribe","identifier":"{\\"channel\\":\\"Chat\\"}"}',
      first: 'action-cable likely unsubscribe',
    },
    {
      text: '{"identifier":"{\\"channel\\":\\"Chat\\"}","type":"reject_subscription"}',
      first: 'action-cable likely reject_subscription',
    },
    {
      text: '{"type":"disconnect","reason":"unauthorized","reconnect":false}',
      first: 'action-cable likely disconnect',
    },
    // JSON
    { text: '{"jsonrpc":"2.0","method":"add","params":[1],"id":1}', first: 'json-rpc likely add' },
    { text: '[{"jsonrpc":"2.0","result":1,"id":1}]', first: 'json-rpc likely' },
    { text: '{"a":1,"b":2}', first: 'json likely map 2' },
    { text: '[1,2,3]', first: 'json likely list 3' },
    { text: '[]', first: 'json weak list 0' },
    { text: '"a"', first: 'json weak text' },
    { text: '{"a":1}\n{"b":2}\n', first: 'json-lines likely 2' },
    { text: '[1]\r\n\r\n[2]\r\n[3]', first: 'json-lines likely 3' },
    // Markup
    {
      text: '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="example.com" version="1.0" />',
      first: 'xmpp likely open',
    },
    {
      text: '<message xmlns="jabber:client" to="a@b"><body>Hi</body></message>',
      first: 'xmpp likely message',
    },
    {
      text: '<stream:features xmlns:stream="http://etherx.jabber.org/streams"></stream:features>',
      first: 'xmpp likely stream:features',
    },
    {
      text: '<svg xmlns="http://www.w3.org/2000/svg" width="1"><path d=""/></svg>',
      first: 'svg likely namespace',
    },
    { text: '<svg><path d=""/></svg>', first: 'svg possible name' },
    { text: '<!doctype html>\n<title>502</title>', first: 'html likely doctype' },
    { text: '<html lang=en><body></body></html>', first: 'html likely element html' },
    { text: '<html lang="en"><body></body></html>', first: 'html likely element html' },
    { text: '<HTML><BODY></BODY></HTML>', first: 'html likely element HTML' },
    { text: '<DIV>Hi</DIV>', first: 'html possible element DIV' },
    { text: '<LI>one<LI CLASS=a>two</LI>', first: 'html possible element LI' },
    { text: '<h1>Hi</h1 >', first: 'html possible element h1' },
    {
      text: '<turbo-stream action="append"></turbo-stream>',
      first: 'html possible element turbo-stream',
    },
    { text: '<div id="a">Hi</div>', first: 'html possible element div' },
    { text: '<input disabled><b>Hi</b>', first: 'html possible element input' },
    { text: '<?xml version="1.0"?>\n<quote price="7"/>', first: 'xml likely quote' },
    { text: '<quote><price>7</price></quote>\n', first: 'xml possible quote' },
    { text: '<q:quote xmlns:q="urn:a"/>', first: 'xml likely q:quote' },
    // Encoded bytes
    { text: 'data:image/png;base64,iVBORw0KGgo=', first: 'data-url likely image/png' },
    { text: 'data:text/plain;charset=utf-8;base64,SGk=', first: 'data-url likely text/plain' },
    { text: 'data:image/svg+xml,%3Csvg/%3E', first: 'data-url likely image/svg+xml' },
    { text: 'data:;base64,SGk=\n', first: 'data-url likely' },
    { text: ' dGhlIHNhbXBs\r\nZSBub25jZQ==\n', first: 'base64 possible 16 text' },
    { text: 'Q83vq83vq83vqw==', first: 'base64 weak 10' },
    { text: 'dGhlIHNhbXBsZSBub25jZQ==', first: 'base64 possible 16 text' },
    { text: 'z7Iv+Ac8hWm2/tQ1yR5XbA==', first: 'base64 weak 16' },
  ])('$text', ({ text, first }) => {
    expect(guessed(toUtf8(text), 'text')[0]).toBe(first);
  });

  test.each([
    { text: '{"id":"1","type":"complete"}', also: 'graphql possible complete' },
    { text: '{"type":"ping"}', also: 'graphql-transport-ws weak ping' },
    { text: '{"type":"pong","payload":{}}', also: 'graphql-transport-ws weak pong' },
    { text: '{"id":"1","type":"stop"}', also: 'subscriptions-transport-ws possible stop' },
    {
      text: '{"id":"1","type":"error","payload":{"message":"no"}}',
      also: 'subscriptions-transport-ws possible error',
    },
    {
      text: '{"id":"1","type":"subscribe","payload":{"extensions":{}}}',
      also: 'graphql-transport-ws possible subscribe',
    },
    {
      text: '{"type":"next","id":"1","payload":{"hasNext":false}}',
      also: 'graphql-transport-ws possible next',
    },
    { text: '{"type":"welcome"}', also: 'action-cable possible welcome' },
    { text: '{"type":"welcome","sid":"a"}', also: 'action-cable possible welcome' },
    { text: '[33,713845233,5512315355]', also: 'wamp weak SUBSCRIBED' },
    { text: '["1","2","lobby","say",{}]', also: 'phoenix possible say lobby' },
    { text: '["{\\"a\\":1}"]', also: 'sockjs weak [ messages of a client' },
  ])('$text is probably JSON, and perhaps more', ({ text, also }) => {
    const [first = '', ...others] = guessed(toUtf8(text), 'text');
    expect(first).toMatch(/^json likely/);
    expect(others).toContain(also);
  });

  // Prices, words and other JSON that only look like these protocols.
  test.each([
    '4011',
    '4199',
    '40123456',
    '4411',
    '42',
    '421',
    '42[1]',
    '42{"a":1}',
    '43["ok"]',
    '45["f"]',
    '40["a"]',
    '41{"a":1}',
    '402["a"]',
    '4.2',
    '4 apples',
    '0',
    '0{"a":1}',
    '7',
    '17',
    '2 probes',
    'true',
    'null',
    'Hello',
    'open',
    'a[1]',
    'c[1,"a"]',
    'c["a"]',
    'CONNECTED to the server',
    'ERROR\n\nsomething broke',
    'MESSAGE\n\nyou have mail',
    'ERROR: no such file\n\n',
    'no\x1e',
    '{"a":1}\x1e',
    '{"type":12}\x1e',
    '{"a":1}\nno',
    '1\n2\n3',
    'a <b> c',
    '<3',
    '<alice> hello',
    '<b>bold',
    'x < y && y > z',
    'see data: none, really',
    'data:,',
    'data:image/png;base64,not base64',
    'Q83vq83vqw==',
    'MessageWithLetters01',
    'd41d8cd98f00b204e9800998ecf8427e',
    '550e8400-e29b-41d4-a716-446655440000',
    'www.example.com',
    'a.b.c',
    'GIF89a is a format of pictures',
    '%PDF-1.7 is a version',
    '',
  ])('%j is not guessed at', (text) => {
    expect(guessed(toUtf8(text), 'text')).toEqual([]);
  });

  test.each([
    '{"type":"data"}',
    '{"type":"data","id":7,"payload":{"data":1}}',
    '{"type":"subscribe","id":"1","channel":"a"}',
    '{"type":"subscribe","id":"","payload":{"query":"{a}"}}',
    '{"type":"complete","id":7}',
    '{"type":"complete"}',
    '{"type":"complete","id":"1","payload":1}',
    '{"type":"stop"}',
    '{"type":"stop","id":"1","payload":1}',
    '{"type":"start","payload":{"query":"{a}"}}',
    '{"type":"start","id":"1","payload":{"query":1}}',
    '{"type":"next","id":"1","payload":1}',
    '{"type":"next","payload":{"data":1}}',
    '{"type":"data","payload":{"data":1}}',
    '{"type":"data","id":"1","payload":{"value":1}}',
    '{"type":"connection_init","id":"1"}',
    '{"type":"connection_ack","payload":1}',
    '{"type":"connection_terminate","id":"1"}',
    '{"type":"connection_error","id":"1"}',
    '{"type":"ping","id":"1"}',
    '{"type":"error","id":"1","payload":[]}',
    '{"type":"error","id":"1","payload":[{"message":"no"},1]}',
    '{"type":"error","id":"1","payload":{"text":"no"}}',
    '{"type":"error","id":"1","payload":1}',
    '{"type":"error","payload":{"message":"no"}}',
    '{"type":"ka","id":"1"}',
    '{"type":"error","message":"no"}',
    '{"type":"welcome","name":"Ann"}',
    '{"type":"disconnect"}',
    '{"type":"confirm_subscription"}',
    '{"type":"other","identifier":"{\\"a\\":1}"}',
    '{"type":"ping","message":"hi"}',
    '{"type":"ping","message":1,"more":1}',
    '{"identifier":"{\\"a\\":1}"}',
    '{"identifier":"chat","message":"hi"}',
    '{"message":"hi"}',
    '{"command":"subscribe","identifier":"chat"}',
    '{"command":"subscribe"}',
    '{"command":"other","identifier":"{\\"a\\":1}"}',
    '{"topic":"a","event":"b"}',
    '[1,2,{}]',
    '[1,"a"]',
    '[99,1,{}]',
    '["a","b","c"]',
    '["1","2",3,"say",{}]',
    '[{"jsonrpc":"2.0","id":1},1]',
    '{"jsonrpc":"1.0","id":1}',
  ])('%s is only JSON', (text) => {
    expect(guessPayload(toUtf8(text), 'text').map(({ id }) => id)).toEqual(['json']);
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

  test('of JSON lines has a tree of them', () => {
    const bytes = toUtf8('{"a":1}\n[2]');
    const [guess] = guessPayload(bytes, 'text');
    expect(guess!.tree!.children.map(({ key, range }) => [key, range])).toEqual([
      ['0', { start: 0, end: 7 }],
      ['1', { start: 8, end: 11 }],
    ]);
  });

  test('is a token if its parts are those of one', () => {
    const part = (value: string | Buffer) => Buffer.from(value).toString('base64url');
    const signed = (header: string, claims: string) => {
      const text = `${part(header)}.${part(claims)}`;
      return `${text}.${part(createHmac('sha256', 'key').update(text).digest())}`;
    };
    const firstOf = (text: string) => guessed(toUtf8(text), 'text')[0];
    expect(firstOf(signed('{"alg":"HS256","typ":"JWT"}', '{"sub":"1"}'))).toBe('jwt likely HS256');
    expect(firstOf(`${part('{"alg":"none"}')}.${part('{"sub":"1"}')}.`)).toBe('jwt likely none');
    // Both characters that only base64url has.
    expect(part('{"sub":"?>?>~~"}')).toMatch(/[-_]/);
    expect(firstOf(signed('{"alg":"HS256","kid":"?>~"}', '{"sub":"?>?>~~"}'))).toBe(
      'jwt likely HS256',
    );
    expect(firstOf(signed('{"typ":"JWT"}', '{"sub":"1"}'))).toBeUndefined();
    expect(firstOf(signed('{"alg":"HS256"}', 'no claims'))).toBeUndefined();
  });

  // Fewer bytes are too few characters.
  const longSamples = FILE_SAMPLES.filter(({ bytes }) => bytes.length >= 12);

  test.each(longSamples)('that is base64 of $name names it', ({ id, bytes }) => {
    const [first] = guessed(toUtf8(toBase64(bytes)), 'text');
    expect(first).toBe(`base64 likely ${bytes.length} ${id}`);
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
    { name: 'MQTT PINGREQ', hex: 'c0 00', first: 'mqtt weak PINGREQ' },
    { name: 'MQTT CONNACK', hex: '20 02 00 00', first: 'mqtt weak CONNACK' },
    { name: 'MQTT PUBACK', hex: '40 02 00 01', first: 'mqtt weak PUBACK' },
    { name: 'MQTT SUBSCRIBE', hex: '82 06 00 01 00 01 61 00', first: 'mqtt likely SUBSCRIBE a' },
    {
      name: 'MQTT 5 SUBSCRIBE, with properties',
      hex: '82 0b 00 01 02 0b 05 00 03 61 2f 62 01',
      first: 'mqtt likely SUBSCRIBE a/b',
    },
    {
      name: 'MQTT 5 SUBSCRIBE, with no properties',
      hex: '82 09 00 01 00 00 03 61 2f 62 01',
      first: 'mqtt likely SUBSCRIBE a/b',
    },
    {
      name: 'MQTT UNSUBSCRIBE',
      hex: 'a2 07 00 01 00 03 61 2f 62',
      first: 'mqtt likely UNSUBSCRIBE a/b',
    },
    { name: 'MQTT SUBACK', hex: '90 03 00 01 00', first: 'mqtt weak SUBACK' },
    {
      name: 'a MessagePack map',
      hex: '82 a7 63 6f 6d 70 61 63 74 c3 a6 73 63 68 65 6d 61 00',
      first: 'message-pack likely map 2',
    },
    { name: 'a small MessagePack map', hex: '81 a1 61 01', first: 'message-pack weak map 1' },
    { name: 'a MessagePack list', hex: '93 01 02 03', first: 'message-pack weak list 3' },
    {
      name: 'a MessagePack list of texts',
      hex: '92 a5 68 65 6c 6c 6f a3 79 6f 75',
      first: 'message-pack possible list 2',
    },
    {
      name: 'a MessagePack map whose name is bytes',
      hex: '81 c4 04 de ad be ef 01',
      first: 'message-pack weak map 1',
    },
    { name: 'a CBOR map', hex: 'a2 61 61 01 61 62 82 02 03', first: 'cbor likely map 2' },
    { name: 'CBOR with a self-describing tag', hex: 'd9 d9 f7 01', first: 'cbor likely 55799' },
    { name: 'a CBOR list', hex: '83 01 02 03', first: 'cbor weak list 3' },
    {
      name: 'a CBOR map whose name is bytes',
      hex: 'a1 46 f3cc46723571 09',
      first: 'cbor weak map 1',
    },
    { name: 'SignalR’s ping', hex: '02 91 06', first: 'signalr-message-pack likely Ping' },
    {
      name: 'SignalR’s invocation',
      hex: '0a 95 01 80 c0 a3 61 62 63 91 2a',
      first: 'signalr-message-pack likely Invocation',
    },
    { name: 'SignalR’s close', hex: '03 92 07 c0', first: 'signalr-message-pack likely Close' },
    {
      name: 'WAMP in MessagePack',
      hex: '94 20 01 80 a5 61 2e 62 2e 63',
      first: 'wamp likely SUBSCRIBE a.b.c',
    },
    {
      name: 'WAMP in CBOR',
      hex: '84 18 20 01 a0 65 61 2e 62 2e 63',
      first: 'wamp likely SUBSCRIBE a.b.c',
    },
    {
      name: 'a push of a Phoenix client',
      hex: '00 01 01 06 06 31 32 726f6f6d3a31 75706c6f6164 ff00',
      first: 'phoenix likely upload room:1',
    },
    {
      name: 'a push of a Phoenix server',
      hex: '00 01 06 06 31 726f6f6d3a31 75706c6f6164 ff00',
      first: 'phoenix likely upload room:1',
    },
    {
      name: 'a reply of a Phoenix server',
      hex: '01 01 01 06 02 31 32 726f6f6d3a31 6f6b ff00',
      first: 'phoenix likely phx_reply room:1',
    },
    {
      name: 'a broadcast of a Phoenix server',
      hex: '02 06 06 726f6f6d3a31 75706c6f6164 ff00',
      first: 'phoenix likely upload room:1',
    },
    {
      name: 'BSON',
      hex: '16000000 02 68656c6c6f00 06000000 776f726c6400 00',
      first: 'bson likely map 1',
    },
    { name: 'an empty document of BSON', hex: '05 00 00 00 00', first: 'bson weak map 0' },
    { name: 'Protocol Buffers', hex: '08 96 01 12 03 61 62 63', first: 'protobuf weak 2' },
    { name: 'one byte', hex: '00', first: undefined },
    { name: 'noise', hex: 'c1 ff 07 99', first: undefined },
    { name: 'a WebM header without a type', hex: '1a45dfa3 9f428681 0142f781', first: undefined },
    { name: 'MP4 with an impossible size', hex: '00000004 66747970 69736f6d', first: undefined },
    { name: 'two bytes of JPEG', hex: 'ff d8', first: undefined },
  ])('$name', ({ hex, first }) => {
    expect(guessed(fromHex(hex), 'binary')[0]).toBe(first);
  });

  test('of JSON are JSON', () => {
    expect(guessed(toUtf8('{"a":1}'), 'binary')[0]).toBe('json likely map 1');
  });

  test('of a text are not taken for binary forms', () => {
    expect(guessed(fromHex('c0 00'), 'text')).toEqual([]);
  });
});

describe('compressed bytes', () => {
  test.each(['', 'hello', 'hello '.repeat(100)])('of %j are known by their marks', (text) => {
    expect(guessed(gzipSync(text), 'binary')[0]).toBe('gzip likely');
    expect(guessed(deflateSync(text), 'binary')[0]).toBe('zlib likely checksum');
  });

  test('that a stream flushes are known by their end', async () => {
    const stream = createDeflate();
    stream.write('{"op":10}');
    const flushed = await new Promise<Uint8Array>((resolve) => {
      stream.flush(constants.Z_SYNC_FLUSH, () => resolve(stream.read() as Uint8Array));
    });
    expect(guessed(flushed, 'binary')[0]).toBe('zlib likely flush');
  });

  test('without a whole mark could be other bytes', () => {
    const zlib = deflateSync('hello');
    expect(guessed(zlib.subarray(0, -1), 'binary')[0]).toBe('zlib weak');
    zlib[zlib.length - 1]! ^= 1;
    expect(guessed(zlib, 'binary')[0]).toBe('zlib weak');
    expect(guessed(fromHex('1f 8b'), 'binary')).toContain('gzip weak');
  });
});

describe('a file', () => {
  test.each(FILE_SAMPLES)('is named: $name', ({ id, facts, bytes }) => {
    expect(guessed(bytes, 'binary')[0]).toBe([id, 'likely', ...facts].join(' '));
  });

  test('of WebAssembly is one to its own reader', () => {
    const module = FILE_SAMPLES.find(({ id }) => id === 'wasm')!.bytes;
    expect(WebAssembly.validate(new Uint8Array(module))).toBe(true);
  });

  const isFileThere = spawnSync('file', ['--version']).status === 0;
  const known = FILE_SAMPLES.filter(({ mimeType }) => mimeType !== null);

  test.skipIf(!isFileThere).each(known)(
    'is $mimeType to libmagic: $name',
    ({ bytes, mimeType }) => {
      const { stdout } = spawnSync('file', ['--brief', '--mime-type', '-'], { input: bytes });
      expect(stdout.toString().trim()).toBe(mimeType);
    },
  );

  test('is no file without the last byte of its mark', () => {
    for (const { bytes, id } of FILE_SAMPLES) {
      const ids = guessPayload(bytes.subarray(0, 3), 'binary').map((guess) => guess.id);
      expect(ids).not.toContain(id);
    }
  });
});

const weakOrNothing = (bytes: Uint8Array, type: 'text' | 'binary') =>
  guessPayload(bytes, type).filter(({ confidence }) => confidence !== 'weak');

describe('by chance', () => {
  // Numbers of payloads that have a stronger guess in a million: less than one.
  test('bytes get the weakest grade at most', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64, size: 'max' }),
        fc.constantFrom('text' as const, 'binary' as const),
        (bytes, type) => {
          expect(weakOrNothing(bytes, type)).toEqual([]);
        },
      ),
      { seed: 6455, numRuns: 20_000 },
    );
  });

  test('one or two bytes get the weakest grade at most, whichever they are', () => {
    for (let first = 0; first < 0x100; first++) {
      expect(weakOrNothing(Uint8Array.of(first), 'binary')).toEqual([]);
      for (let second = 0; second < 0x100; second++) {
        const bytes = Uint8Array.of(first, second);
        if (weakOrNothing(bytes, 'binary').length > 0) expect.fail(`${first} ${second}`);
      }
    }
  });

  const printable = fc.integer({ min: 0x20, max: 0x7e });
  const hexDigit = fc.constantFrom(...toLatin1('0123456789abcdef'));
  const letterOrDigit = fc.constantFrom(
    ...toLatin1('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'),
  );

  test.each([
    ['characters', printable],
    ['hex digits', hexDigit],
    ['letters and digits', letterOrDigit],
  ])('%s get the weakest grade at most', (_, character) => {
    const text = fc.array(character, { minLength: 1, maxLength: 64, size: 'max' });
    fc.assert(
      fc.property(text, fc.constantFrom('text' as const, 'binary' as const), (codes, type) => {
        expect(weakOrNothing(Uint8Array.from(codes), type)).toEqual([]);
      }),
      { seed: 6455, numRuns: 10_000 },
    );
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
