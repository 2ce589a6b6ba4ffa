/** A local server with a small site, and raw sockets to it. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { LIVE_VERSION, type LiveStatus, type LiveTicket } from '#core/live/live-api.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { startLocalServer, type LocalServerOptions } from '#node/server/local-server.ts';

/** The policy of the built site. */
export const DOCUMENT = `<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'; base-uri 'none'" />
</head><body>Start</body></html>`;

export function siteDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'ws101-site-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(path.join(directory, 'guides/polling'), { recursive: true });
  mkdirSync(path.join(directory, '.vite'));
  writeFileSync(path.join(directory, 'index.html'), DOCUMENT);
  writeFileSync(path.join(directory, 'guides/polling/index.html'), DOCUMENT);
  writeFileSync(path.join(directory, '404.html'), '<!doctype html>Not found');
  writeFileSync(path.join(directory, 'boot.js'), 'boot();');
  writeFileSync(path.join(directory, '.vite/manifest.json'), '{}');
  return directory;
}

export type OpenServer = {
  readonly port: number;
  readonly key: string;
  readonly close: () => Promise<void>;
  readonly api: (method: string, place: string, body?: object) => Promise<Response>;
  readonly status: () => Promise<LiveStatus>;
  readonly ticket: (to?: string, echo?: object) => Promise<LiveTicket>;
  /** The whole log so far. */
  readonly log: () => Promise<Uint8Array>;
};

export async function openServer(options: Partial<LocalServerOptions> = {}): Promise<OpenServer> {
  const server = await startLocalServer({
    directory: siteDirectory(),
    port: 0,
    targets: [],
    taps: [],
    originMode: 'target',
    allowedOrigins: [],
    ...options,
  });
  onTestFinished(() => server.close());
  const { port, close } = server;
  const key = server.liveAddress.split('key=')[1] ?? '';
  const api: OpenServer['api'] = (method, place, body) =>
    fetch(`http://127.0.0.1:${port}${place}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(body && { body: JSON.stringify(body) }),
    });
  const status = async () => (await (await api('GET', '/live/status')).json()) as LiveStatus;
  return {
    port,
    key,
    close,
    api,
    status,
    ticket: async (to = 'echo', echo = {}) => {
      const response = await api('POST', '/live/connections', { to, echo, version: LIVE_VERSION });
      return (await response.json()) as LiveTicket;
    },
    log: async () => {
      const { log, logSize } = await status();
      const parts: Uint8Array[] = [];
      for (let from = 0; from < logSize;) {
        const response = await api('GET', `/live/log?log=${log}&from=${from}&changes=0`);
        parts.push(new Uint8Array(await response.arrayBuffer()));
        from = Number(response.headers.get('x-ws101-next'));
      }
      return Buffer.concat(parts);
    },
  };
}

/** The recorded connections of a log. */
export function tracesOf(log: Uint8Array): Trace[] {
  const reading = readCapture(new Uint8Array(log));
  if (reading.kind !== 'capture' || reading.problems.length > 0) {
    throw new Error('expected a capture without problems');
  }
  const notes = { recordedOn: '', tool: '', client: { name: 'C' }, server: { name: 'S' } };
  return listConnections(reading).connections.map((each) => traceOf(each, notes));
}

/** Both streams of a recorded connection, as hex. */
export function streamsOf(trace: Trace): { readonly client: string; readonly server: string } {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return {
    client: hex(readStream(trace, 'client-to-server')),
    server: hex(readStream(trace, 'server-to-client')),
  };
}

export type RawSocket = {
  readonly socket: Socket;
  /** Everything that arrived so far. */
  readonly received: () => Buffer;
  /** Resolves when the connection is closed, with everything that arrived. */
  readonly closed: Promise<Buffer>;
};

export function openRaw(port: number, bytes: string | Uint8Array = ''): RawSocket {
  const chunks: Buffer[] = [];
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  if (bytes.length > 0) socket.write(bytes);
  const received = () => Buffer.concat(chunks);
  const closed = new Promise<Buffer>((resolve) => {
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(received()));
  });
  return { socket, received, closed };
}

/** The status of a response; 0 if there is none. */
export function statusIn(bytes: Buffer): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(bytes.toString('latin1'))?.[1] ?? 0);
}

export function upgradeRequest(
  target: string,
  port: number,
  fields: Readonly<Record<string, string | readonly string[]>> = {},
): string {
  const all: Readonly<Record<string, string | readonly string[]>> = {
    Host: `127.0.0.1:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
    ...fields,
  };
  const lines = Object.entries(all).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  return [`GET ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('expected it to hold in time, got nothing');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
