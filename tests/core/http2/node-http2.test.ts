import { once } from 'node:events';
import http2 from 'node:http2';
import net, { type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { toUtf8 } from '#core/bytes/text.ts';
import { findWebSocketStreams } from '#core/http2/websocket-streams.ts';
import { traceOfStream } from '#core/http2/stream-trace.ts';
import { directionFrom, type Direction } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { traceOf } from '../tls/recorded-tls.ts';

// Node's HTTP/2 is nghttp2, whose frames and field blocks these are.

type Exchange = {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly payloads: readonly Buffer[];
};

/** One connection with a WebSocket for each exchange, which the server echoes. */
async function record(exchanges: readonly Exchange[]): Promise<Trace> {
  const server = http2.createServer({ settings: { enableConnectProtocol: true } });
  server.on('stream', (stream, headers) => {
    stream.respond({
      ':status': headers[':path'] === '/no' ? 403 : 200,
      'x-echo': String(headers['x-sent'] ?? ''),
    });
    stream.pipe(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const chunks: { direction: Direction; bytes: Buffer }[] = [];
  const tap = net.createServer((client: Socket) => {
    const target = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
    const relay = (from: Socket, to: Socket, direction: Direction): void => {
      from.on('data', (bytes: Buffer) => {
        chunks.push({ direction, bytes });
        to.write(bytes);
      });
      from.on('end', () => to.end());
    };
    relay(client, target, directionFrom('client'));
    relay(target, client, directionFrom('server'));
  });
  tap.listen(0, '127.0.0.1');
  await once(tap, 'listening');
  const session = http2.connect(`http://127.0.0.1:${(tap.address() as AddressInfo).port}`);
  await once(session, 'remoteSettings');
  for (const { path, fields, payloads } of exchanges) {
    const stream = session.request(
      {
        ':method': 'CONNECT',
        ':protocol': 'websocket',
        ':scheme': 'http',
        ':path': path,
        ...fields,
      },
      { endStream: false },
    );
    stream.resume();
    await once(stream, 'response');
    for (const payload of payloads) stream.write(payload);
    stream.end();
    await once(stream, 'close');
  }
  session.close();
  await once(session, 'close');
  tap.close();
  server.close();
  return traceOf(chunks);
}

test('each WebSocket of a connection of Node is found, with its fields and bytes', async () => {
  /** Every character that a field may have, so that all codes of HPACK occur. */
  const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index));
  const latin = String.fromCharCode(...Array.from({ length: 96 }, (_, index) => 160 + index));
  const exchanges: Exchange[] = [
    { path: '/one', fields: { 'x-sent': `a${printable}a` }, payloads: [Buffer.from('first')] },
    {
      path: '/two?x=1',
      fields: { 'x-sent': `a${printable}a`, 'x-latin': `${'e'.repeat(400)}${latin}e` },
      payloads: [Buffer.alloc(40_000, 7), Buffer.from('last')],
    },
    { path: '/no', fields: {}, payloads: [] },
  ];
  const trace = await record(exchanges);
  const streams = findWebSocketStreams(trace);
  expect(streams.map(({ unreadSize }) => unreadSize)).toEqual([0, 0, 0]);
  for (const [index, stream] of streams.entries()) {
    const { path, fields, payloads } = exchanges[index]!;
    const value = (name: string) => stream.request.find((field) => field.name === name)?.value;
    expect(value(':path')).toBe(path);
    for (const [name, sent] of Object.entries(fields)) expect(value(name)).toBe(sent);
    const own = traceOfStream(trace, stream);
    const sent = Buffer.from(readStream(own, 'client-to-server'));
    const body = sent.subarray(sent.indexOf('\r\n\r\n') + 4);
    expect(body.equals(Buffer.concat(payloads))).toBe(true);
    const received = Buffer.from(readStream(own, 'server-to-client'));
    expect(received.subarray(received.indexOf('\r\n\r\n') + 4).equals(body)).toBe(true);
    for (const direction of ['client-to-server', 'server-to-client'] as const) {
      const events = own.events.filter((event) => event.direction === direction);
      let reached = 0;
      for (const { range } of events) {
        expect(range.start).toBe(reached);
        reached = range.end;
      }
      expect(reached).toBe(own.streams[direction].length);
      expect(events.flatMap(({ signals }) => signals)).toContain('fin');
    }
  }
  expect(streams).toHaveLength(3);
});

test('whatever is cut or changed, nothing fails and only what was sent is read', async () => {
  const payload = Buffer.from(toUtf8('payload of one message'));
  const trace = await record([{ path: '/one', fields: {}, payloads: [payload] }]);
  const sent = readStream(trace, 'client-to-server');
  for (let end = 24; end < sent.length; end++) {
    const cut = {
      ...trace,
      streams: {
        ...trace.streams,
        'client-to-server': {
          length: end,
          gaps: [],
          read: (from: number, to: number) => sent.subarray(from, to),
        },
      },
    };
    for (const stream of findWebSocketStreams(cut)) {
      const read = Buffer.from(readStream(traceOfStream(cut, stream), 'client-to-server'));
      const body = read.subarray(read.indexOf('\r\n\r\n') + 4);
      expect(payload.subarray(0, body.length).equals(body)).toBe(true);
    }
  }
});
