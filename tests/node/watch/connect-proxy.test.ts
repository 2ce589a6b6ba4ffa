/** The proxy as its browser uses it, and as others might. */

import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { wallClock } from '#node/recording/leg-recorder.ts';
import { TraceLog } from '#node/recording/trace-log.ts';
import { encodeFileHeader } from '#core/captures/pcapng-writer.ts';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { readStream } from '#core/trace/trace.ts';
import { ConnectProxy } from '#node/watch/connect-proxy.ts';

const NOTES = { recordedOn: '', tool: '', client: { name: '' }, server: { name: '' } };

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A proxy, and what it answers to bytes. */
async function openProxy(ownPort = 1) {
  const log = new TraceLog();
  log.append([encodeFileHeader('')]);
  const proxy = new ConnectProxy({
    log,
    clock: wallClock(),
    ownPort,
    connectTimeoutMs: 2_000,
    onchange: () => undefined,
  });
  await proxy.listen();
  onTestFinished(() => proxy.close());
  const [host, port] = proxy.address.split(':');
  const open = () => connect({ host: host!, port: Number(port), allowHalfOpen: true });
  /** Sends a request, and once the answer has begun, the rest and an end. */
  const ask = (request: string, rest = '') => {
    const socket = open();
    socket.on('error', () => undefined);
    socket.write(request);
    const answer = new PassThrough();
    socket.once('data', () => socket.end(rest));
    socket.pipe(answer);
    return text(answer);
  };
  return { proxy, log, ask, port: Number(port) };
}

test('bytes pass a tunnel untouched, and are recorded', async () => {
  const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
  const port = await listen(echo);
  const { log, ask, proxy } = await openProxy();
  const answer = await ask(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: x\r\n\r\n`, 'hello');
  expect(answer).toBe('HTTP/1.1 200 Connection established\r\n\r\nhello');
  expect(proxy.opened).toBe(1);
  const reading = readCapture(await log.read(0, log.size));
  if (reading.kind !== 'capture') throw new Error('expected a capture');
  const [connection] = listConnections(reading).connections;
  const trace = traceOf(connection!, NOTES);
  expect(fromUtf8(readStream(trace, 'client-to-server'))).toBe('hello');
  expect(fromUtf8(readStream(trace, 'server-to-client'))).toBe('hello');
});

test('no tunnel leads to the server or to the proxy itself', async () => {
  const own = await listen(
    createServer((socket) => socket.on('error', () => undefined).end('secret')),
  );
  const { ask, port } = await openProxy(own);
  for (const each of [own, port]) {
    const answer = await ask(`CONNECT 127.0.0.1:${each} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    const page = await ask(
      `GET http://127.0.0.1:${each}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(page).not.toContain('secret');
  }
});

test.each([
  ['CONNECT nowhere HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['CONNECT 127.0.0.1:99999 HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ['GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n', 400],
  ['GET ftp://a.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
  [
    'GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    501,
  ],
])('%j is refused with %i', async (request, status) => {
  const { ask } = await openProxy();
  expect(await ask(request)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('a host that refuses is a bad gateway', async () => {
  const closed = createServer();
  const port = await listen(closed);
  await new Promise((resolve) => closed.close(resolve));
  const { ask } = await openProxy();
  expect(await ask(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 502 /,
  );
});

test('a page without TLS is forwarded, without the fields of one connection', async () => {
  const site = createHttpServer((request, response) => {
    response.setHeader('Connection', 'close');
    response.end(
      `${request.method} ${request.url} ${request.headers['proxy-connection']} ${request.headers.host}`,
    );
  });
  const port = await listen(site);
  const { ask } = await openProxy();
  const address = `127.0.0.1:${port}`;
  const answer = await ask(
    `GET http://${address}/a?b HTTP/1.1\r\nHost: ${address}\r\nProxy-Connection: keep-alive\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toContain(`GET /a?b undefined ${address}`);
});

test.each([
  ['a status below 100', 'HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n', /^HTTP\/1\.1 502 /],
  ['status 0', 'HTTP/1.1 000 x\r\nContent-Length: 0\r\n\r\n', /^HTTP\/1\.1 502 /],
  [
    'a switch that nobody asked for',
    'HTTP/1.1 101 x\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    /^HTTP\/1\.1 502 /,
  ],
  ['no HTTP', '\0\0junk', /^HTTP\/1\.1 502 /],
  ['a body that is cut', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', /\r\n\r\nabc$/],
])('a host without TLS that answers with %s harms nobody', async (_, bytes, expected) => {
  const host = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(bytes));
  });
  const port = await listen(host);
  const { ask } = await openProxy();
  // Its end is what a browser waits for.
  const answer = await ask(`GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect(answer).toMatch(expected);
});
