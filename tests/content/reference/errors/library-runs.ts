/** Gives the examples of errors to libraries, and tells what they print. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { WebSocket, WebSocketServer } from 'ws';
import type { ErrorExample } from '#content/reference/errors/error-examples.ts';

type DriverPeer = {
  io: NodeJS.ReadWriteStream;
  start(): void;
  on(event: string, listener: (value: { message: string }) => void): void;
};
const driver = createRequire(import.meta.url)('websocket-driver') as {
  client(address: string, options: object): DriverPeer;
};

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const REQUEST = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
];
const RESPONSE = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];

/** So long after the bytes, a library that has not failed waits for more. */
const PATIENCE_MS = 120;

function acceptValue(request: string): string {
  const [, key = ''] = /Sec-WebSocket-Key: (\S+)/i.exec(request) ?? [];
  return createHash('sha1').update(`${key}${GUID}`).digest('base64');
}

function head(lines: readonly string[]): Buffer {
  return Buffer.from([...lines, '', ''].join('\r\n'), 'latin1');
}

const PAGE = head(['HTTP/1.1 200 OK', 'Content-Type: text/html', 'Content-Length: 0']);

/** The example's response, made for this request unless its accept value is the fault. */
function responseFor({ bytes }: ErrorExample, request: string): Buffer {
  const text = Buffer.from(bytes).toString('latin1');
  return Buffer.from(text.replace('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=', acceptValue(request)), 'latin1');
}

/** A field of the example's request. */
export function fieldOf({ request }: ErrorExample, name: string): string | undefined {
  const text = request ? Buffer.from(request).toString('latin1') : '';
  return new RegExp(`^${name}: (.+)\r$`, 'm').exec(text)?.[1];
}

/** What the server of an example sends, after it has read the request. */
function serveExample(socket: Socket, example: ErrorExample, request: string): void {
  if (example.kind === 'head') {
    socket.write(responseFor(example, request));
    return;
  }
  const extension = example.headSize > 0 ? ['Sec-WebSocket-Extensions: permessage-deflate'] : [];
  const accept = `Sec-WebSocket-Accept: ${acceptValue(request)}`;
  socket.write(head([...RESPONSE, accept, ...extension]));
  socket.write(example.bytes.subarray(example.headSize));
}

/** Serves each example at its name, and a page for browsers at `/`, until the client is done. */
export async function withServer<T>(
  examples: Readonly<Record<string, ErrorExample>>,
  use: (port: number) => Promise<T>,
  isHttp = true,
): Promise<T> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      const request = data.toString('latin1');
      const [, name = ''] = /^GET \/(\S*)/.exec(request) ?? [];
      const example = examples[name];
      if (name === '') socket.write(PAGE);
      if (example && isHttp) serveExample(socket, example, request);
      else if (example) socket.write(example.bytes);
      setTimeout(() => socket.end(), PATIENCE_MS);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

/** The texts of ws: the message, and the code. */
export type WsError = { readonly message: string; readonly code: string | undefined };

/** What a client of ws reports. `isHttp`: false if the bytes come instead of a response. */
export async function wsClientError(example: ErrorExample, isHttp = true): Promise<WsError | null> {
  return withServer(
    { example },
    async (port) => {
      const protocol = fieldOf(example, 'Sec-WebSocket-Protocol');
      const perMessageDeflate =
        example.headSize > 0 || fieldOf(example, 'Sec-WebSocket-Extensions') !== undefined;
      const client = new WebSocket(
        `ws://127.0.0.1:${port}/example`,
        protocol === undefined ? [] : [protocol],
        { perMessageDeflate },
      );
      return errorOf(client);
    },
    isHttp,
  );
}

/** What a server of ws reports about a client's frames. */
export async function wsServerError({ bytes }: ErrorExample): Promise<WsError | null> {
  return withWsServer(async (server, port) => {
    const client = connect(port, '127.0.0.1');
    client.on('error', () => undefined);
    client.write(head(REQUEST));
    const [[socket]] = await Promise.all([once(server, 'connection'), once(client, 'data')]);
    const error = errorOf(socket as WebSocket);
    client.write(bytes);
    setTimeout(() => client.destroy(), PATIENCE_MS);
    return error;
  });
}

/** The body with which a server of ws rejects a request, null if it accepts. */
export async function wsServerResponse({ bytes }: ErrorExample): Promise<string | null> {
  return withWsServer(async (_, port) => {
    const client = connect(port, '127.0.0.1');
    client.write(bytes);
    const [data] = (await once(client, 'data')) as [Buffer];
    client.destroy();
    const text = data.toString('latin1');
    return text.startsWith('HTTP/1.1 101') ? null : text.slice(text.indexOf('\r\n\r\n') + 4);
  });
}

async function withWsServer<T>(
  use: (server: WebSocketServer, port: number) => Promise<T>,
): Promise<T> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: true });
  await once(server, 'listening');
  try {
    return await use(server, (server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

async function errorOf(socket: WebSocket): Promise<WsError | null> {
  let error: WsError | null = null;
  socket.on('error', ({ message, code }: Error & { code?: string }) => {
    error = { message, code };
  });
  // Not `once`, which ends at the error: both events can come in the same turn.
  await new Promise((resolve) => {
    socket.on('close', resolve);
  });
  return error;
}

/** What websocket-driver reports about a response. */
export async function driverClientError(example: ErrorExample): Promise<string | null> {
  const protocol = fieldOf(example, 'Sec-WebSocket-Protocol');
  const client = driver.client('ws://localhost/', { protocols: protocol ? [protocol] : [] });
  let message: string | null = null;
  client.on('error', (error) => {
    message = error.message;
  });
  const written = once(client.io, 'data') as Promise<[Buffer]>;
  client.start();
  const [request] = await written;
  client.io.write(responseFor(example, request.toString('latin1')));
  return message;
}

/**
 * What Node's own WebSocket reports, in another process: here, jsdom's would stand in its place.
 * Null for an example at which it doesn't fail.
 */
export async function nodeErrors(
  examples: Readonly<Record<string, ErrorExample>>,
): Promise<Readonly<Record<string, string | null>>> {
  return withServer(examples, async (port) => {
    const requests = Object.entries(examples).map(([name, example]) => ({
      name,
      protocol: fieldOf(example, 'Sec-WebSocket-Protocol'),
    }));
    const script = `
      const found = {};
      for (const { name, protocol } of ${JSON.stringify(requests)}) {
        const address = 'ws://127.0.0.1:${port}/' + name;
        const socket = protocol ? new WebSocket(address, protocol) : new WebSocket(address);
        found[name] = await new Promise((resolve) => {
          socket.onerror = ({ message }) => resolve(message);
          socket.onclose = () => resolve(null);
        });
      }
      console.log(JSON.stringify(found));`;
    return JSON.parse(await runNode(script));
  });
}

async function runNode(script: string): Promise<string> {
  const words = ['--experimental-websocket', '--no-warnings', '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return stdout;
}
