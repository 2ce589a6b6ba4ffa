/** Connections of Node's own TLS, with the bytes that crossed and the secrets that it logged. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { directionFrom, type Direction } from '#core/trace/direction.ts';
import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';

export type RecordedTls = {
  readonly trace: Trace;
  readonly keyLog: string;
  /** What each application sent. */
  readonly sent: Readonly<Record<Direction, Buffer>>;
  readonly isResumed: boolean;
};

type Options = {
  readonly version: 'TLSv1.2' | 'TLSv1.3';
  readonly cipher: string;
  readonly key?: 'rsa' | 'ecdsa';
  /** Of each message that the client sends and the server echoes, in bytes. */
  readonly sizes: readonly number[];
  /** How many connections follow one another, each resuming the session before. */
  readonly connections?: number;
};

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url));

/** One record of each connection. */
export async function recordTls(options: Options): Promise<RecordedTls[]> {
  const { version, cipher, key = 'rsa', sizes, connections = 1 } = options;
  const ciphers =
    version === 'TLSv1.3' ? { ciphers: `${cipher}:DEFAULT` } : { ciphers: `${cipher}:@SECLEVEL=0` };
  const versions = { minVersion: version, maxVersion: version, ...ciphers } as const;
  const server = tls.createServer(
    { key: fixture(`${key}-key`), cert: fixture(`${key}-certificate`), ...versions },
    (socket) => socket.pipe(socket),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const recorded: RecordedTls[] = [];
  let session: Buffer | undefined;
  for (let count = 0; count < connections; count++) {
    const wire = await tapTo(server.address() as AddressInfo);
    const lines: string[] = [];
    const client = tls.connect({
      port: wire.port,
      host: '127.0.0.1',
      servername: 'localhost',
      rejectUnauthorized: false,
      ...versions,
      ...(session && { session }),
    });
    client.on('keylog', (line: Buffer) => lines.push(line.toString()));
    client.on('session', (given: Buffer) => (session = given));
    await once(client, 'secureConnect');
    const messages = sizes.map((size, index) => Buffer.alloc(size, 65 + index));
    const echoed: Buffer[] = [];
    client.on('data', (part: Buffer) => echoed.push(part));
    for (const message of messages) {
      const wanted = Buffer.concat(echoed).length + message.length;
      client.write(message);
      while (Buffer.concat(echoed).length < wanted) await once(client, 'data');
    }
    const isResumed = client.isSessionReused();
    client.end();
    await once(client, 'close');
    recorded.push({
      trace: wire.trace(),
      keyLog: lines.join(''),
      sent: {
        'client-to-server': Buffer.concat(messages),
        'server-to-client': Buffer.concat(echoed),
      },
      isResumed,
    });
  }
  server.close();
  return recorded;
}

/** Passes one connection on to a port, and notes what crosses. */
async function tapTo({ port }: AddressInfo) {
  const chunks: { readonly direction: Direction; readonly bytes: Buffer }[] = [];
  const tap = net.createServer((client: Socket) => {
    const server = net.connect(port, '127.0.0.1');
    const relay = (from: Socket, to: Socket, direction: Direction): void => {
      from.on('data', (bytes: Buffer) => {
        chunks.push({ direction, bytes });
        to.write(bytes);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
    };
    relay(client, server, directionFrom('client'));
    relay(server, client, directionFrom('server'));
    tap.close();
  });
  tap.listen(0, '127.0.0.1');
  await once(tap, 'listening');
  return { port: (tap.address() as AddressInfo).port, trace: () => traceOf(chunks) };
}

/** A trace of chunks in the order in which they crossed, one millisecond apart. */
export function traceOf(
  chunks: readonly { readonly direction: Direction; readonly bytes: Uint8Array }[],
): Trace {
  const position: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const events = chunks.map(({ direction, bytes }, index): TraceEvent => {
    const start = position[direction];
    position[direction] += bytes.length;
    return {
      direction,
      signals: [],
      range: { start, end: position[direction] },
      sentAtMs: index,
      arrival: { kind: 'unknown' },
    };
  });
  const streamFrom = (direction: Direction) =>
    streamOf(
      new Uint8Array(
        Buffer.concat(
          chunks.filter((chunk) => chunk.direction === direction).map(({ bytes }) => bytes),
        ),
      ),
    );
  return {
    provenance: { kind: 'recorded', recordedOn: '', tool: 'node' },
    endpoints: { client: { name: 'Client' }, server: { name: 'Server' } },
    streams: {
      'client-to-server': streamFrom('client-to-server'),
      'server-to-client': streamFrom('server-to-client'),
    },
    events,
  };
}
