/** WebSockets in streams of HTTP/2, within TLS, as TShark and a second parser read them. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { payloadOf } from '#core/conversation/message.ts';
import { connectionOpener } from '#core/workbench/opened-connections.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import type { RecordedFrame } from '../recorded-session.ts';
import { fileInput, requestOf } from './inputs.ts';

const SESSION = 'captures/tls/chromium-node-h2-rfc8441';
const oracle = JSON.parse(
  readFileSync(new URL(`../../fixtures/${SESSION}/oracle.json`, import.meta.url), 'utf8'),
) as {
  connections: {
    h2Stream: number;
    frames: (RecordedFrame & { readonly t: number })[];
    handshake: { requestHeaders: [string, string][]; responseHeaders: [string, string][] };
  }[];
};
const [recorded] = oracle.connections;

const open = (connection: number) =>
  new InputReader(connectionOpener).read(
    requestOf(fileInput(`${SESSION}/capture-with-secrets.pcapng`), { choices: { connection } }),
  );

test('the WebSocket is first, named as a stream, with the frames that were recorded', () => {
  const { connections, conversation, otherProtocol } = open(0);
  expect(otherProtocol).toBeNull();
  expect(connections[0]).toMatchObject({
    content: { kind: 'websocket', target: '/h2chat', streamId: recorded!.h2Stream },
    unreadSize: 0,
  });
  for (const dir of ['c2s', 's2c'] as const) {
    const direction = dir === 'c2s' ? 'client-to-server' : 'server-to-client';
    const read = conversation.units.flatMap((unit) =>
      unit.kind === 'frame' && unit.direction === direction
        ? [[unit.header.opcode, toHex(payloadOf(unit, conversation.trace.streams[direction]))]]
        : [],
    );
    expect(read).toEqual(
      recorded!.frames
        .filter((frame) => frame.dir === dir)
        .map(({ opcode, payloadHex = '' }) => [opcode, payloadHex]),
    );
  }
  expect(conversation.findings).toEqual([]);
});

test('its heads have the fields that were recorded', () => {
  const { units } = open(0).conversation;
  const heads = units.flatMap((unit) =>
    unit.kind === 'request' || unit.kind === 'response' ? [unit.head] : [],
  );
  const { requestHeaders, responseHeaders } = recorded!.handshake;
  for (const [index, fields] of [requestHeaders, responseHeaders].entries()) {
    const read = heads[index]!.fields.map(({ name, value }) => [name, value]);
    const plain = fields.filter(([name]) => !name.startsWith(':'));
    expect(read.filter(([name]) => name !== 'host')).toEqual(plain);
  }
});

test('the connection around it is named, and not judged', () => {
  const { connections } = open(0);
  const index = connections.findIndex(({ content }) => content?.kind === 'http2');
  const { otherProtocol, conversation } = open(index);
  expect(otherProtocol).toBe('http2');
  expect([conversation.units, conversation.findings]).toEqual([[], []]);
});
