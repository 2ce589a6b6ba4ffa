import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { toUtf8 } from '#core/bytes/text.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { Connection, type ConnectionEvent } from '#core/protocol/connection.ts';
import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';

/** What must be closed when a test is over. */
const open: { close(): void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** Runs a connection of ours on a real socket; every event goes to `notice`. */
function run(
  connection: Connection,
  socket: Socket,
  notice: (event: ConnectionEvent) => void,
): () => void {
  const flush = () => {
    for (const output of connection.takeOutput()) {
      if (output.kind === 'bytes') for (const part of output.parts) socket.write(part);
      else socket.end();
    }
    for (const event of connection.takeEvents()) notice(event);
  };
  socket.on('data', (bytes) => (connection.receive(new Uint8Array(bytes)), flush()));
  socket.on('end', () => (connection.receiveEnd(), flush()));
  socket.on('error', () => (connection.tcpLost(), flush()));
  return flush;
}

/** Our client talks to a server at a port of this machine, until it is closed. */
function talk(
  port: number,
  notice: (event: ConnectionEvent, connection: Connection) => void,
  extensions?: string,
): Promise<void> {
  const connection = new Connection({
    role: 'client',
    request: {
      target: '/',
      host: `127.0.0.1:${port}`,
      key: keyOfNonce(crypto.getRandomValues(new Uint8Array(16))),
      ...(extensions !== undefined && { extensions }),
    },
    nextMaskingKey: () => crypto.getRandomValues(new Uint8Array(4)),
    codecs: MESSAGE_CODECS,
  });
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (connection.tcpOpened(), flush()));
    const flush = run(connection, socket, (event) => {
      notice(event, connection);
      if (event.kind === 'close') resolve();
      flush();
    });
  });
}

test('our client and a real server understand one another', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  open.push(server);
  const heard: string[] = [];
  let serverSawClose: () => void;
  const serverIsDone = new Promise<void>((resolve) => (serverSawClose = resolve));
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => {
      heard.push(`${isBinary ? 'binary' : 'text'} ${(data as Buffer).toString()}`);
      socket.send(data, { binary: isBinary });
      socket.ping('tick');
    });
    socket.on('pong', (data) => heard.push(`pong ${data.toString()}`));
    socket.on('close', (code, reason) => {
      heard.push(`close ${code} ${reason.toString()}`);
      serverSawClose();
    });
  });
  await new Promise((resolve) => server.on('listening', resolve));
  const { port } = server.address() as AddressInfo;

  const events: ConnectionEvent[] = [];
  await talk(port, (event, connection) => {
    events.push(event);
    if (event.kind === 'open') connection.sendText('Grüße 🙂');
    if (event.kind === 'ping') connection.close(1000, 'done');
  });

  await serverIsDone;
  expect(events).toMatchObject([
    { kind: 'open' },
    { kind: 'message', type: 'text', data: toUtf8('Grüße 🙂') },
    { kind: 'ping', data: toUtf8('tick') },
    { kind: 'close', code: 1000, reason: 'done', wasClean: true },
  ]);
  expect(heard).toEqual(['text Grüße 🙂', 'pong tick', 'close 1000 done']);
});

test('our server and a real client understand one another', async () => {
  const events: ConnectionEvent[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = new Connection({ role: 'server' });
    const flush = run(connection, socket, (event) => {
      events.push(event);
      if (event.kind === 'message') connection.sendBinary(event.data);
      flush();
    });
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const seen = await new Promise<string[]>((resolve, reject) => {
    const heard: string[] = [];
    const client = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
    client.on('error', reject);
    client.on('open', () => client.send('x'.repeat(70_000)));
    client.on('message', (data, isBinary) => {
      heard.push(`${isBinary} ${(data as Buffer).length}`);
      client.close(4001, 'enough');
    });
    client.on('close', (code) => resolve([...heard, `close ${code}`]));
  });

  expect(seen).toEqual(['true 70000', 'close 4001']);
  expect(events.map(({ kind }) => kind)).toEqual(['open', 'message', 'close']);
  expect(events.at(-1)).toMatchObject({ code: 4001, reason: 'enough', wasClean: true });
});

test('our client and a real server understand one another compressed, in any window', async () => {
  const text = 'The same words, the same words, the same words. '.repeat(40);
  for (const extensions of [
    'permessage-deflate; client_max_window_bits',
    'permessage-deflate; client_no_context_takeover; server_no_context_takeover',
    'permessage-deflate; server_max_window_bits=9; client_max_window_bits=10',
  ]) {
    const server = new WebSocketServer({
      port: 0,
      host: '127.0.0.1',
      perMessageDeflate: { threshold: 0 },
    });
    open.push(server);
    const heard: string[] = [];
    server.on('connection', (socket) => {
      socket.on('message', (data) => {
        heard.push((data as Buffer).toString());
        socket.send(data.toString());
      });
    });
    await new Promise((resolve) => server.on('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const received: string[] = [];
    const notice = (event: ConnectionEvent, connection: Connection) => {
      if (event.kind === 'open') {
        connection.sendText(text);
        connection.sendText(text);
      }
      if (event.kind === 'message') received.push(new TextDecoder().decode(event.data));
      if (received.length === 2) connection.close(1000);
    };
    await talk(port, notice, extensions);
    expect(heard).toEqual([text, text]);
    expect(received).toEqual([text, text]);
  }
});

/** A `ws` server on a port of its own. */
async function wsServer(options: Partial<ConstructorParameters<typeof WebSocketServer>[0]> = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
  open.push(server);
  await new Promise((resolve) => server.on('listening', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

test.each([undefined, 'permessage-deflate; client_max_window_bits'])(
  'a real server joins our fragments, hears our Pong, and answers between (%s)',
  async (extensions) => {
    const { server, port } = await wsServer({ perMessageDeflate: extensions !== undefined });
    const heard: string[] = [];
    server.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => {
        heard.push(`${isBinary} ${(data as Buffer).toString()}`);
        socket.close(1000);
      });
      socket.on('ping', (data) => heard.push(`ping ${data.toString()}`));
      socket.on('pong', (data) => heard.push(`pong ${data.toString()}`));
    });
    const events: string[] = [];
    await talk(
      port,
      (event, connection) => {
        events.push(event.kind);
        if (event.kind !== 'open') return;
        connection.sendFragment('The same words, ', false);
        connection.ping(toUtf8('between'));
        connection.sendFragment('the same words', false);
        connection.pong(toUtf8('unasked'));
        connection.sendFragment('', true);
      },
      extensions,
    );
    expect(heard).toEqual(['ping between', 'pong unasked', 'false The same words, the same words']);
    expect(events).toEqual(['open', 'pong', 'close']);
  },
);

test('a real client joins the fragments of our server', async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = new Connection({
      role: 'server',
      policy: { deflate: {} },
      codecs: MESSAGE_CODECS,
    });
    const flush = run(connection, socket, (event) => {
      if (event.kind !== 'open') return;
      for (const size of [0, 1000, 1, 0]) connection.sendFragment(new Uint8Array(size), false);
      connection.sendFragment(Uint8Array.of(7), true);
      connection.sendFragment('whole', true);
      connection.close(1011);
      flush();
    });
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const seen = await new Promise<string[]>((resolve, reject) => {
    const heard: string[] = [];
    const client = new WebSocket(`ws://127.0.0.1:${port}/`);
    client.on('error', reject);
    client.on('message', (data, isBinary) => heard.push(`${isBinary} ${(data as Buffer).length}`));
    client.on('close', (code) => resolve([...heard, `close ${code}`]));
  });
  expect(seen).toEqual(['true 1002', 'false 5', 'close 1011']);
});

test('a Ping of a real server that our Close crossed is answered, and closes cleanly', async () => {
  const { server, port } = await wsServer();
  const codes: number[] = [];
  server.on('connection', (socket) => {
    socket.on('message', () => socket.ping('crossing'));
    socket.on('close', (code) => codes.push(code));
  });
  const events: ConnectionEvent[] = [];
  await talk(port, (event, connection) => {
    events.push(event);
    if (event.kind !== 'open') return;
    connection.sendText('ping me');
    connection.close(1000);
  });
  expect(events).toMatchObject([
    { kind: 'open' },
    { kind: 'ping', data: toUtf8('crossing') },
    { kind: 'close', code: 1000, wasClean: true },
  ]);
  await vi.waitFor(() => expect(codes).toEqual([1000]));
});

test('a real client that is too slow gets our 408', async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = new Connection({ role: 'server' });
    const flush = run(connection, socket, () => undefined);
    setTimeout(() => (connection.timeOutOpening(), flush()), 20);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n'));
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
});

test('a client that waited in vain for the server’s FIN ends TCP itself (§7.1.1)', async () => {
  let serverGotEnd = false;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = new Connection({ role: 'server' });
    socket.on('data', (bytes) => {
      connection.receive(new Uint8Array(bytes));
      // It never ends its half first, as a server should.
      for (const output of connection.takeOutput()) {
        if (output.kind === 'bytes') for (const part of output.parts) socket.write(part);
      }
    });
    socket.on('end', () => ((serverGotEnd = true), socket.end()));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new Connection({
    role: 'client',
    request: { target: '/', host: 'a', key: keyOfNonce(new Uint8Array(16)) },
    nextMaskingKey: () => new Uint8Array(4),
  });
  const events: ConnectionEvent[] = [];
  const socket = connect(port, '127.0.0.1', () => (client.tcpOpened(), flush()));
  const flush = run(client, socket, (event) => {
    events.push(event);
    if (event.kind !== 'open') return;
    client.close(1000);
    flush();
  });
  // Both Close frames have crossed, and nothing more comes by itself.
  await vi.waitFor(() => expect(socket.bytesRead).toBeGreaterThan(129));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect({ serverGotEnd, state: client.readyState }).toEqual({
    serverGotEnd: false,
    state: 'CLOSING',
  });
  client.stopWaiting();
  flush();
  await vi.waitFor(() => expect(client.readyState).toBe('CLOSED'));
  expect(serverGotEnd).toBe(true);
  expect(events.at(-1)).toMatchObject({ kind: 'close', code: 1000, wasClean: true });
});
