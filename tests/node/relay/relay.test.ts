import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { readTarget, type Target } from '#node/relay/target.ts';
import {
  openRaw,
  openServer,
  statusIn,
  streamsOf,
  tracesOf,
  until,
  upgradeRequest,
  type OpenServer,
} from '../server/open-server.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

const CERTIFICATE = fixture('ecdsa-certificate');
const KEY = fixture('ecdsa-key');

function targetOf(text: string): Target {
  const reading = readTarget(text);
  if (reading.kind !== 'target') throw new Error(reading.reason);
  return reading.target;
}

/** A server of TCP that keeps what it receives on each connection. */
async function openPeer(
  serve: (socket: Socket) => void = () => undefined,
  make: (listener: (socket: Socket) => void) => Server = (listener) =>
    createServer({ allowHalfOpen: true }, listener),
): Promise<{ port: number; received: () => string; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const chunks: Buffer[] = [];
  const server = make((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, received: () => Buffer.concat(chunks).toString('latin1'), sockets };
}

async function relayTo(url: string, options: Parameters<typeof openServer>[0] = {}) {
  const server = await openServer({ targets: [targetOf(url)], ...options });
  const { id, path } = await server.ticket(targetOf(url).url);
  const raw = openRaw(server.port, upgradeRequest(path, server.port, PAGE(server)));
  return { server, id, path, raw };
}

const PAGE = ({ port }: OpenServer) => ({
  Origin: `http://127.0.0.1:${port}`,
  Cookie: 'session=of another program',
  'User-Agent': 'test',
});

describe('the first request', () => {
  test.each([
    { mode: 'target', origin: 'Origin: http://127.0.0.1:PORT\r\n' },
    { mode: 'keep', origin: 'Origin: http://127.0.0.1:OWN\r\n' },
    { mode: 'none', origin: '' },
  ] as const)('goes on with the target’s own lines, Origin “$mode”', async ({ mode, origin }) => {
    const peer = await openPeer();
    const url = `ws://127.0.0.1:${peer.port}/chat?room=1`;
    const { server, path, raw } = await relayTo(url, { originMode: mode });
    await until(() => peer.received().endsWith('\r\n\r\n'));
    const expected = upgradeRequest('/chat?room=1', peer.port, {
      Origin: 'X',
      'User-Agent': 'test',
    }).replace(
      'Origin: X\r\n',
      origin.replace('PORT', String(peer.port)).replace('OWN', String(server.port)),
    );
    expect(peer.received()).toBe(expected);
    const [connection] = (await server.status()).connections;
    expect(connection?.request?.forwarded).toBe(expected);
    expect(connection?.request?.received).toBe(upgradeRequest(path, server.port, PAGE(server)));
    raw.socket.destroy();
  });

  test('of a tap keeps its query if the target has none', async () => {
    const peer = await openPeer();
    const target = targetOf(`ws://127.0.0.1:${peer.port}/app`);
    const server = await openServer({ targets: [target], taps: [{ name: 'mine', target }] });
    openRaw(server.port, upgradeRequest('/tap/mine?token=a', server.port));
    await until(() => peer.received().includes('\r\n\r\n'));
    expect(peer.received()).toMatch(/^GET \/app\?token=a HTTP\/1\.1\r\n/);
  });
});

test('all bytes pass in both directions, and the log has what both sides saw', async () => {
  const peer = await openPeer((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 101 Go\r\n\r\n'));
  });
  const { server, raw } = await relayTo(`ws://127.0.0.1:${peer.port}/`);
  await until(() => raw.received().length > 0);
  let fromPeer = 'HTTP/1.1 101 Go\r\n\r\n';
  let fromBrowser = '';
  for (let index = 0; index < 40; index++) {
    const bytes = Buffer.alloc(1 + ((index * 7919) % 70_000), index);
    if (index % 2 === 0) {
      raw.socket.write(bytes);
      fromBrowser += bytes.toString('latin1');
    } else {
      peer.sockets[0]!.write(bytes);
      fromPeer += bytes.toString('latin1');
    }
  }
  await until(() => raw.received().length === fromPeer.length);
  await until(() => peer.received().endsWith(fromBrowser));
  raw.socket.end();
  await until(() => peer.sockets[0]!.readableEnded);
  peer.sockets[0]!.end();
  await raw.closed;
  await until(async () => !(await server.status()).connections[0]!.isOpen);
  const [browserLeg, targetLeg, ...others] = tracesOf(await server.log());
  expect(others).toEqual([]);
  const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
  expect(streamsOf(targetLeg!)).toEqual({ client: hex(peer.received()), server: hex(fromPeer) });
  const { server: down, client: up } = streamsOf(browserLeg!);
  expect(down).toBe(hex(raw.received().toString('latin1')));
  expect(up.endsWith(hex(fromBrowser))).toBe(true);
  for (const trace of [browserLeg!, targetLeg!]) {
    const ends = trace.events.filter(({ signals }) => signals.includes('fin'));
    expect(ends.map(({ direction }) => direction)).toEqual([
      'client-to-server',
      'server-to-client',
    ]);
  }
});

test('a half that ended leaves the other half open', async () => {
  const peer = await openPeer();
  const { raw } = await relayTo(`ws://127.0.0.1:${peer.port}/`);
  await until(() => peer.sockets.length === 1);
  raw.socket.end();
  await until(() => peer.sockets[0]!.readableEnded);
  peer.sockets[0]!.write('still here');
  await until(() => raw.received().toString().endsWith('still here'));
  peer.sockets[0]!.end();
  await raw.closed;
});

describe('a reset', () => {
  test('of the target reaches the browser, and the log', async () => {
    const peer = await openPeer();
    const { server, raw } = await relayTo(`ws://127.0.0.1:${peer.port}/`);
    await until(() => peer.sockets.length === 1);
    const error = new Promise((resolve) => raw.socket.once('error', resolve));
    peer.sockets[0]!.resetAndDestroy();
    expect(await error).toMatchObject({ code: 'ECONNRESET' });
    const traces = tracesOf(await server.log());
    expect(traces.map(({ events }) => events.at(-1))).toMatchObject([
      { signals: ['rst', 'ack'], direction: 'server-to-client' },
      { signals: ['rst', 'ack'], direction: 'server-to-client' },
    ]);
  });

  test('of the browser reaches the target', async () => {
    const peer = await openPeer();
    const { raw } = await relayTo(`ws://127.0.0.1:${peer.port}/`);
    await until(() => peer.sockets.length === 1);
    const error = new Promise((resolve) => peer.sockets[0]!.once('error', resolve));
    raw.socket.resetAndDestroy();
    expect(await error).toMatchObject({ code: 'ECONNRESET' });
  });
});

test('a target that stops reading stops the sender', async () => {
  const peer = await openPeer((socket) => socket.pause());
  const { raw } = await relayTo(`ws://127.0.0.1:${peer.port}/`);
  await until(() => peer.sockets.length === 1);
  const chunk = Buffer.alloc(1024 * 1024);
  let sent = 0;
  for (; sent < 512; sent++) {
    if (raw.socket.write(chunk)) continue;
    const isFree = await Promise.race([
      new Promise((resolve) => raw.socket.once('drain', () => resolve(true))),
      new Promise((resolve) => setTimeout(() => resolve(false), 1_000)),
    ]);
    if (isFree === false) break;
  }
  expect(sent).toBeLessThan(100);
});

describe('over TLS', () => {
  async function openSecure(): Promise<number> {
    const https = createHttpsServer({ cert: CERTIFICATE, key: KEY });
    const sockets = new WebSocketServer({ server: https });
    sockets.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const client of sockets.clients) client.terminate();
      https.close();
    });
    return (https.address() as AddressInfo).port;
  }

  test.each(['localhost', '127.0.0.1'])('a server of ws echoes at %s', async (host) => {
    const port = await openSecure();
    const { url } = targetOf(`wss://${host}:${port}/`);
    const server = await openServer({ targets: [targetOf(url)], ca: CERTIFICATE });
    const { path } = await server.ticket(url);
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('Hello');
    const [data] = await new Promise<unknown[]>((resolve) =>
      socket.once('message', (...all) => resolve(all)),
    );
    expect(String(data)).toBe('Hello');
    socket.close(1000, 'bye');
    await new Promise((resolve) => socket.once('close', resolve));
    const traces = tracesOf(await server.log());
    expect(traces).toHaveLength(2);
    const [browserLeg, targetLeg] = traces.map(streamsOf);
    expect(browserLeg!.server).toBe(targetLeg!.server);
    expect(targetLeg!.client).toContain(Buffer.from(`Host: ${host}:${port}`).toString('hex'));
  });

  test('a certificate that isn’t trusted is the reason', async () => {
    const { server, raw } = await relayTo(`wss://localhost:${await openSecure()}/`);
    expect(statusIn(await raw.closed)).toBe(502);
    const [connection] = (await server.status()).connections;
    expect(connection?.failure).toMatchObject({ id: 'certificate', detail: /self-signed/ });
  });

  test('a certificate for another name is the reason', async () => {
    const port = await openSecure();
    const { server, raw } = await relayTo(`wss://127.0.0.2:${port}/`, { ca: CERTIFICATE });
    // 127.0.0.2 leads to this machine, too, but isn't in the certificate.
    expect(statusIn(await raw.closed)).toBe(502);
    const [connection] = (await server.status()).connections;
    expect(['certificate', 'refused']).toContain(connection?.failure?.id);
  });

  test('an expired certificate is the reason', async () => {
    const cert = fixture('expired-certificate');
    const peer = await openPeer(
      () => undefined,
      (listener) => createTlsServer({ cert, key: fixture('expired-key') }, listener),
    );
    const { server, raw } = await relayTo(`wss://localhost:${peer.port}/`, { ca: cert });
    expect(statusIn(await raw.closed)).toBe(502);
    const [connection] = (await server.status()).connections;
    expect(connection?.failure).toMatchObject({ id: 'certificate', detail: /expired/ });
  });

  test('a server without TLS is the reason', async () => {
    const peer = await openPeer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    const { server, raw } = await relayTo(`wss://127.0.0.1:${peer.port}/`);
    expect(statusIn(await raw.closed)).toBe(502);
    const [connection] = (await server.status()).connections;
    expect(connection?.failure?.id).toBe('not-tls');
  });
});

describe('a target that can’t be reached', () => {
  test.each([
    { name: 'has no address', url: 'ws://nothing.invalid/', ids: ['no-address', 'other'] },
    { name: 'refuses', url: 'ws://127.0.0.1:1/', ids: ['refused'] },
  ])('$name', async ({ url, ids }) => {
    const { server, raw } = await relayTo(url);
    const response = await raw.closed;
    expect(statusIn(response)).toBe(502);
    const [connection] = (await server.status()).connections;
    expect(ids).toContain(connection?.failure?.id);
    expect(response.toString()).toContain(connection!.failure!.detail);
    // Its response is the relay's own, and in the log.
    const [leg] = tracesOf(await server.log()).map(streamsOf);
    expect(leg?.server).toBe(response.toString('hex'));
  });

  test('doesn’t answer', async () => {
    const peer = await openPeer();
    const { server, raw } = await relayTo(`wss://127.0.0.1:${peer.port}/`, {
      connectTimeoutMs: 200,
    });
    expect(statusIn(await raw.closed)).toBe(502);
    expect((await server.status()).connections[0]?.failure?.id).toBe('no-answer');
  });

  test.each(['127.0.0.1', 'localhost', '[::1]'])('is the relay itself, as %s', async (host) => {
    const first = await openServer();
    await first.close();
    const url = `ws://${host}:${first.port}/live/c/x`;
    const server = await openServer({ port: first.port, targets: [targetOf(url)] });
    expect(server.port).toBe(first.port);
    const { path } = await server.ticket(targetOf(url).url);
    const raw = openRaw(server.port, upgradeRequest(path, server.port));
    expect(statusIn(await raw.closed)).toBe(502);
    expect((await server.status()).connections[0]?.failure?.id).toBe('itself');
  });

  test.each([200, 301, 403, 426])(
    'answers %i, which reaches the browser as it is',
    async (status) => {
      const response = `HTTP/1.1 ${status} Whatever\r\nContent-Length: 0\r\n\r\n`;
      const peer = await openPeer((socket) => socket.once('data', () => socket.end(response)));
      const { raw } = await relayTo(`ws://127.0.0.1:${peer.port}/`);
      expect((await raw.closed).toString()).toBe(response);
    },
  );

  test('is gone when the browser is: nothing waits for it', async () => {
    const { server, raw } = await relayTo('ws://192.0.2.1:9/', { connectTimeoutMs: 300 });
    await until(async () => (await server.status()).connections.length === 1);
    raw.socket.destroy();
    await until(async () => (await server.status()).connections[0]?.isOpen === false);
  });
});

test.each(['http://a.example', 'a.example', '', 'ws://u:p@a.example/', 'ws://a.example/#x'])(
  '“%s” is no target',
  (text) => {
    expect(readTarget(text).kind).toBe('unreadable');
  },
);
