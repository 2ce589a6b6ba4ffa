import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { fromHex } from '#core/bytes/hex.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { passEvents } from '#core/page/connection-facts.ts';
import { PageSocket } from '#core/page/page-socket.ts';
import { Connection } from '#core/protocol/connection.ts';

const open: { close(): void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const REQUEST = { target: '/', host: 'a', key: 'dGhlIHNhbXBsZSBub25jZQ==' };
const ACCEPTED = toLatin1(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
);

function browser(): Connection {
  return new Connection({
    role: 'client',
    request: REQUEST,
    nextMaskingKey: () => new Uint8Array(4),
  });
}

/** What a page hears while its browser receives these bytes, and then TCP's end. */
function hear(pieces: readonly Uint8Array[], act: (connection: Connection) => void = () => {}) {
  const connection = browser();
  const page = new PageSocket();
  connection.tcpOpened();
  const heard: string[] = [];
  const listen = () => {
    for (const event of passEvents(connection, page)) {
      heard.push(event.kind === 'close' ? `close ${event.code} ${event.wasClean}` : event.kind);
    }
  };
  for (const piece of pieces) {
    connection.receive(piece);
    listen();
    act(connection);
  }
  connection.receiveEnd();
  listen();
  return heard;
}

describe('a page of a Connection', () => {
  test.each([
    { name: 'an end before the 101', pieces: [], heard: ['error', 'close 1006 false'] },
    {
      name: 'a refusal',
      pieces: [toLatin1('HTTP/1.1 403 Forbidden\r\n\r\n')],
      heard: ['error', 'close 1006 false'],
    },
    {
      name: 'an end after the 101',
      pieces: [ACCEPTED],
      heard: ['open', 'error', 'close 1006 false'],
    },
    {
      name: 'Ping, Pong and a text',
      pieces: [ACCEPTED, fromHex('8900 8a00 810141 880203e8')],
      heard: ['open', 'message', 'close 1000 true'],
    },
    {
      name: 'a code that nobody assigned',
      pieces: [ACCEPTED, fromHex('88020bb7')],
      heard: ['open', 'close 2999 true'],
    },
    {
      name: 'a broken rule',
      pieces: [ACCEPTED, fromHex('8300 810141')],
      heard: ['open', 'error', 'close 1006 false'],
    },
  ])('hears of $name', ({ pieces, heard }) => {
    expect(hear(pieces)).toEqual(heard);
  });

  test('hears no message after its close()', () => {
    const connection = browser();
    const page = new PageSocket();
    connection.tcpOpened();
    connection.receive(ACCEPTED);
    passEvents(connection, page);
    connection.close(1000);
    page.take({ kind: 'close-called' });
    connection.receive(fromHex('810141'));
    expect(passEvents(connection, page)).toEqual([]);
    connection.receive(fromHex('880203e8'));
    connection.receiveEnd();
    expect(passEvents(connection, page)).toMatchObject([{ kind: 'close', wasClean: true }]);
  });
});

test('a page of a real `ws` server hears its messages and its end, and no Ping', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  open.push(server);
  server.on('connection', (socket: WebSocket) => {
    socket.ping('tick');
    socket.send('Hello');
    socket.close(4000, 'enough');
  });
  await new Promise((resolve) => server.on('listening', resolve));
  expect(await pageOf((server.address() as AddressInfo).port)).toEqual([
    'open',
    'message',
    'close 4000 true',
  ]);
});

test('a page hears of a server that vanishes before it answers', async () => {
  const server = createServer((socket) => socket.destroy());
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  expect(await pageOf((server.address() as AddressInfo).port)).toEqual([
    'error',
    'close 1006 false',
  ]);
});

/** Everything that a page hears whose browser connects to this port. */
async function pageOf(port: number): Promise<string[]> {
  const connection = browser();
  const page = new PageSocket();
  const heard: string[] = [];
  const flush = () => {
    for (const output of connection.takeOutput()) {
      if (output.kind === 'bytes') for (const part of output.parts) socket.write(part);
      else socket.end();
    }
    for (const event of passEvents(connection, page)) {
      heard.push(event.kind === 'close' ? `close ${event.code} ${event.wasClean}` : event.kind);
    }
  };
  const socket = connect(port, '127.0.0.1', () => (connection.tcpOpened(), flush()));
  socket.on('data', (bytes) => (connection.receive(new Uint8Array(bytes)), flush()));
  socket.on('end', () => (connection.receiveEnd(), flush()));
  socket.on('error', () => (connection.tcpLost(), flush()));
  await vi.waitFor(() => expect(page.readyState).toBe('CLOSED'));
  return heard;
}
