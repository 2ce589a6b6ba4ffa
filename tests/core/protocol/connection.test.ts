import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromLatin1, toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { Connection, type ConnectionEvent } from '#core/protocol/connection.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';

const KEY = keyOfNonce(toUtf8('the sample nonce'));

function openClient(): Connection {
  return new Connection({
    role: 'client',
    request: { target: '/chat', host: 'server.example.com', key: KEY },
    nextMaskingKey: () => fromHex('37fa213d'),
  });
}

/** Bytes written since the last call, and whether the connection ended its half. */
function outputOf(connection: Connection): { bytes: Uint8Array; isEnded: boolean } {
  const output = connection.takeOutput();
  const bytes = concatBytes(output.flatMap((part) => (part.kind === 'bytes' ? part.parts : [])));
  return { bytes, isEnded: output.some((part) => part.kind === 'end') };
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

function openPair(): { client: Connection; server: Connection } {
  const client = openClient();
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
    client.receiveEnd();
    expect(client.takeEvents()).toMatchObject([
      { kind: 'error' },
      { kind: 'close', code: 1006, wasClean: false },
    ]);
  });

  test.each([200, 302, 401, 403, 426, 503])('fails at status %i', (status) => {
    const client = openClient();
    client.tcpOpened();
    client.receive(toLatin1(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`));
    expect(client.readyState).toBe('CLOSING');
    expect(client.takeEvents()).toMatchObject([
      { kind: 'error', violation: { id: 'response.status' } },
    ]);
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
      const client = new Connection({
        role: 'client',
        request: { target: '/chat', host: 'server.example.com', key: KEY },
        isBrowser: false,
        nextMaskingKey: () => new Uint8Array(4),
      });
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
    expect(toHex(answer.bytes)).toBe('880203e8');
    expect(answer.isEnded).toBe(true);
    client.receive(answer.bytes);
    expect(outputOf(client)).toEqual({ bytes: new Uint8Array(0), isEnded: false });
    client.receiveEnd();
    expect(outputOf(client).isEnded).toBe(true);
    server.receiveEnd();
    expect(client.takeEvents()).toEqual([
      { kind: 'close', code: 1000, reason: '', wasClean: true },
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
    expect(kinds(client.takeEvents())).toEqual(['error']);
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
