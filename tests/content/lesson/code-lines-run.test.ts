/** The server's lines of code, run exactly as they are shown, with the library that they name. */

import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { codeLines } from '#content/lesson/code-lines.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { PageEvent, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const open: { close(): void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const REQUEST = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  '\r\n',
].join('\r\n');

/** A socket of the library, and the bare TCP socket of its client. */
async function pair(): Promise<{ socket: WebSocket; client: Socket; received: Buffer[] }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  open.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  open.push({ close: () => client.destroy() });
  const received: Buffer[] = [];
  client.on('data', (bytes) => received.push(bytes));
  client.write(REQUEST);
  const socket = await new Promise<WebSocket>((resolve) => server.once('connection', resolve));
  socket.on('error', () => undefined);
  await waitFor(() => Buffer.concat(received).includes('\r\n\r\n'));
  received.splice(0);
  return { socket, client, received };
}

async function waitFor(isDone: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isDone(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(isDone()).toBe(true);
}

/** Runs a line with the names that it uses. */
function runLine(code: string, names: Readonly<Record<string, unknown>>): void {
  new Function(...Object.keys(names), code)(...Object.values(names));
}

function unitBytes({ unit, direction }: Step, { conversation: { trace } }: Story): Uint8Array {
  if (unit === null || direction === null) throw new Error('expected a unit');
  return trace.streams[direction].read(unit.range.start, unit.range.end);
}

function variablesOf({ call }: Step): Record<string, unknown> {
  if (call === null || !('data' in call)) return { bytes: null, message: null };
  const isText = 'type' in call && call.type === 'text';
  return { bytes: null, message: isText ? fromUtf8(call.data) : call.data };
}

describe('what the server calls', () => {
  const plain = VARIANTS.filter(({ script }) => script.codecs === undefined);

  test.each(plain)('sends the bytes of $name', async ({ story }) => {
    const calling = story.steps.filter(
      ({ call, direction }) => call !== null && direction === 'server-to-client',
    );
    const isRaw = ({ call }: Step) => call?.kind === 'write';
    const { socket, received } = await pair();
    for (const step of calling) {
      if (step.call?.kind === 'terminate') continue;
      const line = codeLines(step).find(({ side }) => side === 'server');
      const tcp = (socket as unknown as { _socket: Socket })._socket;
      const bytes = isRaw(step) ? unitBytes(step, story) : null;
      runLine(line!.code, { socket, tcp, Buffer, ...variablesOf(step), ...(bytes && { bytes }) });
    }
    const expected = concatBytes(
      calling.filter(({ unit }) => unit !== null).map((step) => unitBytes(step, story)),
    );
    await waitFor(() => Buffer.concat(received).length >= expected.length);
    expect(Buffer.concat(received).equals(expected)).toBe(true);
  });

  test('terminate closes the socket without a Close frame', async () => {
    const { socket, client, received } = await pair();
    let hasEnded = false;
    client.on('end', () => (hasEnded = true));
    runLine('socket.terminate()', { socket });
    await waitFor(() => hasEnded);
    expect(received).toEqual([]);
  });
});

describe('what the server’s code hears', () => {
  const key = Uint8Array.of(1, 2, 3, 4);
  const frameOf = (event: PageEvent): Uint8Array => {
    const base = { maskingKey: key };
    switch (event.kind) {
      case 'message':
        return encodeFrame({ ...base, opcode: OPCODE[event.type], payload: event.data });
      case 'ping':
      case 'pong':
        return encodeFrame({ ...base, opcode: OPCODE[event.kind], payload: event.data });
      case 'close':
        return encodeFrame({
          ...base,
          opcode: OPCODE.close,
          payload: encodeClosePayload(event.code, event.reason),
        });
      default:
        throw new Error(`expected an event with a frame, got ${event.kind}`);
    }
  };

  const events = VARIANTS.flatMap(({ name, story }) =>
    story.steps.flatMap((step) =>
      step.pageEvents
        .filter(
          ({ side, event }) =>
            side === 'server' && ['message', 'ping', 'pong', 'close'].includes(event.kind),
        )
        .filter(
          ({ event }) =>
            event.kind !== 'close' || (event.code >= 1000 && ![1005, 1006].includes(event.code)),
        )
        .map(({ event }) => ({ name, step, event })),
    ),
  );

  test.each(events)('$name, $step.id: $event.kind', async ({ step, event }) => {
    const line = codeLines(step).find(
      ({ side, code }) => side === 'server' && code.includes(`'${event.kind}'`),
    );
    const { socket, client } = await pair();
    runLine(line!.code, { socket });
    let values: unknown[] | null = null;
    socket.on(event.kind as 'message', (...given: unknown[]) => (values = given));
    client.write(frameOf(event));
    if (event.kind === 'close') client.end();
    await waitFor(() => values !== null);
    // Each "name: value" of the comment holds for the arguments by the names of the line.
    const names = /\(([\w, ]*)\) => \{\}/.exec(line!.code)![1]!.split(', ');
    const scope = Object.fromEntries(names.map((name, index) => [name, values![index]]));
    for (const [, expression, value] of line!.comment!.matchAll(
      /([\w.()]+): ("(?:[^"\\]|\\.)*"|\w+)(?=,|$)/g,
    )) {
      const found: unknown = new Function(...names, `return ${expression}`)(
        ...names.map((name) => scope[name]),
      );
      expect(JSON.stringify(found)).toBe(
        value!.startsWith('"') || /^(true|false|\d+)$/.test(value!) ? value : expect.anything(),
      );
    }
    expect(Buffer.isBuffer(scope['data'] ?? scope['reason'])).toBe(true);
  });
});
