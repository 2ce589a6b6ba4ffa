import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromLatin1, toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { Connection, type ConnectionEvent } from '#core/protocol/connection.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';

const KEY = keyOfNonce(toUtf8('the sample nonce'));

function openClient(isBrowser = true): Connection {
  return new Connection({
    role: 'client',
    request: { target: '/chat', host: 'server.example.com', key: KEY },
    isBrowser,
    nextMaskingKey: () => fromHex('37fa213d'),
  });
}

/** Bytes written since the last call, and whether the connection ended its half. */
function outputOf(connection: Connection): { bytes: Uint8Array; isEnded: boolean } {
  const output = connection.takeOutput();
  const bytes = concatBytes(output.flatMap((part) => (part.kind === 'bytes' ? part.parts : [])));
  return { bytes, isEnded: output.some((part) => part.kind !== 'bytes') };
}

/** Carries everything between the two until both are silent, in pieces that `cut` makes. */
function exchange(
  client: Connection,
  server: Connection,
  cut: (bytes: Uint8Array) => Uint8Array[] = (bytes) => [bytes],
): void {
  for (let isSilent = false; !isSilent;) {
    isSilent = true;
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      const { bytes, isEnded } = outputOf(from);
      if (bytes.length > 0) for (const piece of cut(bytes)) to.receive(piece);
      if (isEnded) to.receiveEnd();
      if (bytes.length > 0 || isEnded) isSilent = false;
    }
  }
}

function openPair(isBrowser = true): { client: Connection; server: Connection } {
  const client = openClient(isBrowser);
  const server = new Connection({ role: 'server' });
  client.tcpOpened();
  exchange(client, server);
  client.takeEvents();
  server.takeEvents();
  return { client, server };
}

function kinds(events: readonly ConnectionEvent[]): string[] {
  return events.map(({ kind }) => kind);
}

describe('a client', () => {
  test('sends the request when TCP is open, and is open after the 101', () => {
    const client = openClient();
    expect(client.readyState).toBe('CONNECTING');
    client.tcpOpened();
    expect(fromLatin1(outputOf(client).bytes)).toContain(`Sec-WebSocket-Key: ${KEY}\r\n`);
    client.receive(
      toLatin1(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
      ),
    );
    expect(client.readyState).toBe('OPEN');
    expect(kinds(client.takeEvents())).toEqual(['open']);
  });

  test.each([
    {
      name: 'a wrong accept value',
      head: 'Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n',
    },
    { name: 'no accept value', head: '' },
  ])('fails at $name, and reports 1006', ({ head }) => {
    const client = openClient();
    client.tcpOpened();
    client.takeOutput();
    client.receive(
      toLatin1(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${head}\r\n`,
      ),
    );
    expect(outputOf(client)).toEqual({ bytes: new Uint8Array(0), isEnded: true });
    expect(client.takeEvents()).toMatchObject([
      { kind: 'error' },
      { kind: 'close', code: 1006, wasClean: false },
    ]);
  });

  test.each([200, 302, 401, 403, 426, 503])('fails at status %i', (status) => {
    const client = openClient();
    client.tcpOpened();
    client.receive(toLatin1(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`));
    expect(client.readyState).toBe('CLOSED');
    expect(client.takeEvents()).toMatchObject([
      { kind: 'error', violation: { id: 'response.status' } },
      { kind: 'close', code: 1006 },
    ]);
  });

  test.each([
    { isBrowser: true, output: 'close', events: ['error', 'close'], atEnd: [] },
    { isBrowser: false, output: 'end', events: ['error'], atEnd: ['close'] },
  ])('that fails waits for the server’s FIN unless a browser ($isBrowser)', (expected) => {
    const rejected = openClient(expected.isBrowser);
    rejected.tcpOpened();
    rejected.takeOutput();
    rejected.receive(toLatin1('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'));
    const { client: broken } = openPair(expected.isBrowser);
    broken.receive(fromHex('c105 48656c6c6f'));
    for (const client of [rejected, broken]) {
      expect(client.takeOutput().at(-1)).toEqual({ kind: expected.output });
      expect(kinds(client.takeEvents())).toEqual(expected.events);
      client.receiveEnd();
      expect(client.takeOutput()).toEqual([]);
      expect(kinds(client.takeEvents())).toEqual(expected.atEnd);
    }
  });

  test('reads frames that came in one piece with the 101', () => {
    const client = openClient();
    const server = new Connection({ role: 'server' });
    client.tcpOpened();
    server.receive(outputOf(client).bytes);
    server.sendText('Hello');
    client.receive(outputOf(server).bytes);
    expect(kinds(client.takeEvents())).toEqual(['open', 'message']);
  });

  test('of a program waits for the answer proper, but not for ever', () => {
    const interim = toLatin1('HTTP/1.1 100 Continue\r\n\r\n');
    const answer = toLatin1(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
    );
    const openWith = (...pieces: Uint8Array[]) => {
      const client = openClient(false);
      client.tcpOpened();
      client.receive(concatBytes(pieces));
      return client.readyState;
    };
    expect(openWith(interim, interim, answer)).toBe('OPEN');
    expect(openWith(...Array.from({ length: 100_000 }, () => interim))).toBe('CLOSING');
  });

  test('throws when it is asked to send before it is open', () => {
    expect(() => openClient().sendText('too early')).toThrow(/expected an open connection/);
  });
});

describe('a server', () => {
  test.each([
    {
      name: 'another version',
      line: 'Sec-WebSocket-Version: 8\r\n',
      status: '426 Upgrade Required',
    },
    { name: 'no version', line: '', status: '426 Upgrade Required' },
  ])('refuses $name', ({ line, status }) => {
    const server = new Connection({ role: 'server' });
    server.receive(
      toLatin1(
        `GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\n${line}\r\n`,
      ),
    );
    const { bytes, isEnded } = outputOf(server);
    expect(fromLatin1(bytes)).toContain(`HTTP/1.1 ${status}\r\n`);
    expect(fromLatin1(bytes)).toContain('Sec-WebSocket-Version: 13\r\n');
    expect(isEnded).toBe(true);
  });

  test.each([
    { name: 'a plain request', lines: '', status: '426 Upgrade Required' },
    {
      name: 'a key that is none',
      lines:
        'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: short\r\n' +
        'Sec-WebSocket-Version: 13\r\n',
      status: '400 Bad Request',
    },
  ])('refuses $name with $status', ({ lines, status }) => {
    const server = new Connection({ role: 'server' });
    server.receive(toLatin1(`GET / HTTP/1.1\r\nHost: a\r\n${lines}\r\n`));
    expect(fromLatin1(outputOf(server).bytes)).toContain(`HTTP/1.1 ${status}\r\n`);
  });

  test('refuses what is no HTTP with 400', () => {
    const server = new Connection({ role: 'server' });
    server.receive(fromHex('16 03 01 00 f8 0d 0a'));
    expect(fromLatin1(outputOf(server).bytes)).toContain('HTTP/1.1 400 Bad Request\r\n');
  });
});

/** §4.1, §4.2: each side ends a handshake that takes too long. */
describe('a handshake that takes too long', () => {
  test('is answered with 408 by a server, which then ends', () => {
    const server = new Connection({ role: 'server' });
    server.receive(toLatin1('GET / HTTP/1.1\r\nHost: a\r\n'));
    server.timeOutOpening();
    const { bytes, isEnded } = outputOf(server);
    expect(fromLatin1(bytes)).toBe(
      'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
    expect(isEnded).toBe(true);
    server.receive(toLatin1('Upgrade: websocket\r\n\r\n'));
    expect(outputOf(server)).toEqual({ bytes: new Uint8Array(0), isEnded: false });
  });

  test('fails a client, once', () => {
    const client = openClient();
    client.tcpOpened();
    client.takeOutput();
    client.timeOutOpening();
    client.timeOutOpening();
    expect(outputOf(client)).toEqual({ bytes: new Uint8Array(0), isEnded: true });
    expect(client.takeEvents()).toMatchObject([
      { kind: 'error', violation: null },
      { kind: 'close', code: 1006 },
    ]);
  });

  test('is over once it is open', () => {
    const { client, server } = openPair();
    client.timeOutOpening();
    server.timeOutOpening();
    expect([client.readyState, server.readyState]).toEqual(['OPEN', 'OPEN']);
    expect(client.takeOutput()).toEqual([]);
    expect(server.takeOutput()).toEqual([]);
  });
});

describe('before the first byte', () => {
  const request = { target: '/', host: 'a', key: KEY };
  const nextMaskingKey = () => new Uint8Array(4);

  test.each([
    { name: 'an empty host', changes: { host: '' }, message: 'expected a host' },
    { name: 'a host with a path', changes: { host: 'a/b' }, message: 'expected a host' },
    { name: 'a fragment (§3)', changes: { target: '/a#b' }, message: 'without a fragment' },
    { name: 'no path', changes: { target: 'chat' }, message: 'expected a path' },
    { name: 'a short key', changes: { key: 'short' }, message: 'expected a key of 16 bytes' },
    { name: 'an origin that is none', changes: { origin: 'a' }, message: 'expected a serialized' },
    { name: 'extensions that are no list', changes: { extensions: ';' }, message: 'extensions.m' },
    { name: 'a subprotocol twice', changes: { subprotocols: ['a', 'a'] }, message: 'differ' },
    {
      name: 'a second Host',
      changes: { otherFields: [['Host', 'b'] as const] },
      message: 'request.host-repeated',
    },
  ])('a client refuses $name', ({ changes, message }) => {
    const make = () =>
      new Connection({ role: 'client', request: { ...request, ...changes }, nextMaskingKey });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });

  test('a side that may compress needs codecs', () => {
    const offer = { ...request, extensions: 'permessage-deflate' };
    expect(() => new Connection({ role: 'client', request: offer, nextMaskingKey })).toThrow(
      /expected codecs/,
    );
    expect(() => new Connection({ role: 'server', policy: { deflate: {} } })).toThrow(
      /expected codecs/,
    );
  });
});

/** RFC 9112 §2.2 */
describe('an empty line before the request', () => {
  const request = `GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`;

  test.each([
    { name: 'CRLF', line: '\r\n', status: 101 },
    { name: 'LF', line: '\n', status: 101 },
    { name: 'two of them', line: '\r\n\r\n', status: 400 },
    { name: 'CR', line: '\r', status: 400 },
  ])('$name: $status, however it is cut', ({ line, status }) => {
    for (const size of [1, 2, 3, 1000]) {
      const server = new Connection({ role: 'server' });
      const bytes = toLatin1(line + request);
      for (let at = 0; at < bytes.length; at += size) server.receive(bytes.slice(at, at + size));
      expect(fromLatin1(outputOf(server).bytes)).toContain(`HTTP/1.1 ${status} `);
    }
  });
});

/** §5.4, and RFC 7692 §6.1 */
describe('fragments', () => {
  test('are one message, between which a Ping may come', () => {
    const { client, server } = openPair();
    server.sendFragment('Hel', false);
    server.ping(toUtf8('?'));
    server.sendFragment('', false);
    server.sendFragment('lo', true);
    const { bytes } = outputOf(server);
    expect(toHex(bytes, ' ')).toBe('01 03 48 65 6c 89 01 3f 00 00 80 02 6c 6f');
    client.receive(bytes);
    expect(client.takeEvents()).toEqual([
      { kind: 'ping', data: toUtf8('?') },
      { kind: 'message', type: 'text', data: toUtf8('Hello') },
    ]);
  });

  test('of another message are refused until the last one', () => {
    const { client } = openPair();
    client.sendFragment(Uint8Array.of(1), false);
    expect(() => client.sendText('between')).toThrow(/expected the last fragment/);
    expect(() => client.sendFragment('text', true)).toThrow(/expected another binary fragment/);
    client.sendFragment(Uint8Array.of(2), true);
    client.sendText('after');
    expect(() => openClient().sendFragment('early', true)).toThrow(/expected an open connection/);
  });

  test('may be left off by a Close, and are only counted after it', () => {
    const { client, server } = openPair();
    client.sendFragment('Hel', false);
    client.close(1001);
    client.sendFragment('lo', true);
    expect(client.bufferedAmount).toBe(5);
    exchange(client, server);
    expect(client.bufferedAmount).toBe(2);
    expect(server.takeEvents()).toMatchObject([{ kind: 'close', code: 1001, wasClean: true }]);
  });

  test.each([
    'permessage-deflate',
    'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
  ])('are compressed with %s, with RSV1 on the first alone', (extensions) => {
    const pieces = fc.array(fc.constantFrom('', 'Hello', 'x'.repeat(300), 'Grüße '), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 5 }), (messages) => {
        const client = new Connection({
          role: 'client',
          request: { target: '/', host: 'a', key: KEY, extensions },
          nextMaskingKey: () => fromHex('00000000'),
          codecs: MESSAGE_CODECS,
        });
        const server = new Connection({
          role: 'server',
          policy: { deflate: {} },
          codecs: MESSAGE_CODECS,
        });
        client.tcpOpened();
        exchange(client, server);
        client.takeEvents();
        for (const fragments of messages) {
          fragments.forEach((fragment, index) => {
            const isFinal = index === fragments.length - 1;
            server.sendFragment(fragment, isFinal);
            const output = server.takeOutput();
            const parts = output.flatMap((each) => (each.kind === 'bytes' ? each.parts : []));
            const opcode = index === 0 ? 0x41 : 0x00;
            expect(parts[0]?.[0]).toBe((isFinal ? 0x80 : 0) | opcode);
            for (const part of parts) client.receive(part);
          });
        }
        expect(client.takeEvents()).toEqual(
          messages.map((fragments) => ({
            kind: 'message',
            type: 'text',
            data: toUtf8(fragments.join('')),
          })),
        );
      }),
      { seed: 7692, numRuns: 100 },
    );
  });
});

describe('control frames', () => {
  test('of more than 125 bytes are refused (§5.5)', () => {
    const { client } = openPair();
    client.ping(new Uint8Array(125));
    expect(() => client.ping(new Uint8Array(126))).toThrow(/at most 125 bytes/);
    expect(() => client.pong(new Uint8Array(126))).toThrow(/at most 125 bytes/);
  });

  test('include a Pong that no Ping asked for, which wants no answer (§5.5.3)', () => {
    const { client, server } = openPair();
    client.pong(toUtf8('beat'));
    exchange(client, server);
    expect(server.takeEvents()).toEqual([{ kind: 'pong', data: toUtf8('beat') }]);
    expect(client.takeEvents()).toEqual([]);
  });

  test('a Ping is answered after our Close, until the peer’s (§5.5.2)', () => {
    const { client } = openPair();
    client.close(1000);
    client.takeOutput();
    client.receive(fromHex('89 02 6869'));
    expect(toHex(outputOf(client).bytes, ' ')).toBe('8a 82 37 fa 21 3d 5f 93');
    client.receive(fromHex('88 02 03e8 89 02 6869'));
    expect(outputOf(client).bytes).toHaveLength(0);
    expect(kinds(client.takeEvents())).toEqual(['ping']);
  });
});

describe('the end of TCP', () => {
  test('is begun by a client that waited in vain for the server’s (§7.1.1)', () => {
    const { client, server } = openPair();
    client.stopWaiting();
    expect(outputOf(client).isEnded).toBe(false);
    client.close(1000);
    server.receive(outputOf(client).bytes);
    client.receive(outputOf(server).bytes);
    expect(outputOf(client).isEnded).toBe(false);
    client.stopWaiting();
    client.stopWaiting();
    expect(client.takeOutput()).toEqual([{ kind: 'end' }]);
    client.receiveEnd();
    expect(client.takeOutput()).toEqual([]);
    expect(client.takeEvents()).toMatchObject([{ kind: 'close', code: 1000, wasClean: true }]);
  });

  test('is begun by a server whose client never closes, and writes nothing after it', () => {
    const { server } = openPair();
    server.close(1001);
    server.takeOutput();
    server.stopWaiting();
    server.receive(fromHex('89 80 00000000 88 82 00000000 03e9'));
    expect(server.takeOutput()).toEqual([{ kind: 'end' }]);
    server.receiveEnd();
    expect(server.takeEvents()).toMatchObject([{ kind: 'ping' }, { code: 1001, wasClean: true }]);
  });
});

/** §7.4.1: 1010 "is not used by the server". It describes 1011 as a server's, but not only. */
describe('a code of one side', () => {
  test('is 1010 for a client, 1011 for both', () => {
    const { client, server } = openPair();
    expect(() => server.close(1010)).toThrow('expected a close code of a server, got 1010');
    server.close(1011);
    exchange(client, server);
    expect(client.takeEvents()).toMatchObject([{ code: 1011, wasClean: true }]);
  });

  test('is echoed by the other (§5.5.1)', () => {
    const { client, server } = openPair();
    client.close(1010, 'permessage-deflate');
    exchange(client, server);
    expect(server.takeEvents()).toMatchObject([{ code: 1010, wasClean: true }]);
    expect(client.takeEvents()).toMatchObject([{ code: 1010, wasClean: true }]);
  });
});

/** §7.4.2 assigns none of these. Browsers report them, other receivers fail. */
test.each([
  { code: 0, browser: 0, other: 1006 },
  { code: 999, browser: 999, other: 1006 },
  { code: 1004, browser: 1004, other: 1006 },
  { code: 2999, browser: 2999, other: 1006 },
  { code: 5000, browser: 5000, other: 1006 },
  { code: 65_535, browser: 65_535, other: 1006 },
  { code: 1005, browser: 1006, other: 1006 },
  { code: 1015, browser: 1006, other: 1006 },
  { code: 3000, browser: 3000, other: 3000 },
])('close code $code is reported as $browser in browsers, else $other', ({ code, ...reported }) => {
  const reportOf = (isBrowser: boolean) => {
    const client = new Connection({
      role: 'client',
      request: { target: '/chat', host: 'server.example.com', key: KEY },
      isBrowser,
      nextMaskingKey: () => new Uint8Array(4),
    });
    const server = new Connection({ role: 'server' });
    client.tcpOpened();
    exchange(client, server);
    client.takeEvents();
    client.receive(Uint8Array.of(0x88, 2, code >> 8, code & 0xff));
    client.receiveEnd();
    const replied = toHex(outputOf(client).bytes.subarray(6));
    return { ...client.takeEvents().at(-1), replied };
  };
  // Measured with Chromium 156. A receiver that fails sends 1002.
  const closeWith = (reported: number) => ({
    kind: 'close',
    code: reported,
    wasClean: reported !== 1006,
    replied: (reported === 1006 ? 1002 : code).toString(16).padStart(4, '0'),
  });
  expect(reportOf(true)).toMatchObject(closeWith(reported.browser));
  expect(reportOf(false)).toMatchObject(closeWith(reported.other));
});

describe('an open connection', () => {
  test('answers a ping with its payload, without being asked', () => {
    const { client, server } = openPair();
    server.ping(toUtf8('tick'));
    exchange(client, server);
    expect(server.takeEvents()).toEqual([{ kind: 'pong', data: toUtf8('tick') }]);
  });

  test('closes in order: Close, Close, then the server ends TCP first', () => {
    const { client, server } = openPair();
    client.close(1000, 'done');
    expect(client.readyState).toBe('CLOSING');
    server.receive(outputOf(client).bytes);
    const answer = outputOf(server);
    expect(toHex(answer.bytes)).toBe('880603e8646f6e65');
    expect(answer.isEnded).toBe(true);
    client.receive(answer.bytes);
    expect(outputOf(client)).toEqual({ bytes: new Uint8Array(0), isEnded: false });
    client.receiveEnd();
    expect(outputOf(client).isEnded).toBe(true);
    server.receiveEnd();
    expect(client.takeEvents()).toEqual([
      { kind: 'close', code: 1000, reason: 'done', wasClean: true },
    ]);
    expect(server.takeEvents()).toEqual([
      { kind: 'close', code: 1000, reason: 'done', wasClean: true },
    ]);
  });

  test('reports 1005 for an empty Close and 1006 for none', () => {
    const ended = openPair();
    ended.client.close();
    exchange(ended.client, ended.server);
    expect(ended.server.takeEvents()).toMatchObject([{ code: 1005, wasClean: true }]);
    const lost = openPair();
    lost.client.tcpLost();
    expect(lost.client.takeEvents()).toMatchObject([{ code: 1006, wasClean: false }]);
  });

  test.each([
    { name: 'a masked frame', hex: '8185 37fa213d 7f9f4d5158', code: 1002 },
    { name: 'a reserved bit', hex: 'c105 48656c6c6f', code: 1002 },
    { name: 'text that is not UTF-8', hex: '8102 c328', code: 1007 },
    { name: 'a continuation of nothing', hex: '8000', code: 1002 },
  ])('fails a client that receives $name with $code, and reads no more', ({ hex, code }) => {
    const { client } = openPair();
    client.receive(fromHex(hex));
    const { bytes, isEnded } = outputOf(client);
    const masked = [(code >> 8) ^ 0x37, (code & 0xff) ^ 0xfa];
    expect(bytes).toEqual(Uint8Array.from([0x88, 0x82, 0x37, 0xfa, 0x21, 0x3d, ...masked]));
    expect(isEnded).toBe(true);
    client.receive(fromHex('8105 48656c6c6f'));
    expect(kinds(client.takeEvents())).toEqual(['error', 'close']);
  });

  test('counts what waits to be taken, and what came too late', () => {
    const { client } = openPair();
    client.sendText('Grüße');
    expect(client.bufferedAmount).toBe(7);
    client.takeOutput();
    expect(client.bufferedAmount).toBe(0);
    client.close(1000);
    client.takeOutput();
    client.sendText('late');
    expect(client.bufferedAmount).toBe(4);
  });

  test('agrees on a subprotocol and on compression, and compresses', () => {
    const client = new Connection({
      role: 'client',
      request: {
        target: '/',
        host: 'a',
        key: KEY,
        subprotocols: ['chat.v2', 'chat'],
        extensions: 'permessage-deflate; client_max_window_bits',
      },
      nextMaskingKey: () => fromHex('00000000'),
      codecs: MESSAGE_CODECS,
    });
    const server = new Connection({
      role: 'server',
      policy: { subprotocols: ['chat'], deflate: {} },
      codecs: MESSAGE_CODECS,
    });
    client.tcpOpened();
    exchange(client, server);
    expect([client.subprotocol, server.subprotocol]).toEqual(['chat', 'chat']);
    expect(client.extensions).toBe('permessage-deflate');
    server.sendText('Hello');
    // RFC 7692 §7.2.3.1.
    expect(toHex(outputOf(server).bytes, ' ')).toBe('c1 07 f2 48 cd c9 c9 07 00');
    server.sendText('Hello');
    client.sendText('Hello, and Hello');
    client.takeEvents();
    server.takeEvents();
    client.receive(fromHex('c1 07 f2 48 cd c9 c9 07 00'));
    exchange(client, server);
    expect(client.takeEvents()).toMatchObject([
      { kind: 'message', data: toUtf8('Hello') },
      { kind: 'message', data: toUtf8('Hello') },
    ]);
    expect(server.takeEvents()).toMatchObject([
      { kind: 'message', data: toUtf8('Hello, and Hello') },
    ]);
  });

  test('sends nothing more after its Close', () => {
    const { client } = openPair();
    client.close(1000);
    client.takeOutput();
    client.sendText('late');
    client.ping();
    expect(outputOf(client).bytes).toHaveLength(0);
  });

  test('reaches the same end however the bytes are cut', () => {
    const whole = talk((bytes) => [bytes]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const cut = (bytes: Uint8Array) => {
          const pieces: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            pieces.push(bytes.slice(at, at + size));
            at += size;
          }
          return pieces;
        };
        expect(talk(cut)).toEqual(whole);
      }),
      { seed: 101, numRuns: 50 },
    );
  });
});

/** A whole connection, with everything that both sides noticed. */
function talk(cut: (bytes: Uint8Array) => Uint8Array[]): readonly ConnectionEvent[][] {
  const client = openClient();
  const server = new Connection({ role: 'server' });
  client.tcpOpened();
  exchange(client, server, cut);
  client.sendText('Grüße');
  server.sendBinary(Uint8Array.from({ length: 300 }, (_, index) => index));
  server.ping();
  exchange(client, server, cut);
  server.close(1001, 'restart');
  exchange(client, server, cut);
  return [[...client.takeEvents()], [...server.takeEvents()]];
}
