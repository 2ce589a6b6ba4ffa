/** Captures of TLS, opened with a key log beside them or secrets in them. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { payloadOf } from '#core/conversation/message.ts';
import { connectionOpener } from '#core/workbench/opened-connections.ts';
import type { Decoded, FileInput } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import type { RecordedFrame } from '../recorded-session.ts';
import { fileInput, requestOf } from './inputs.ts';

const SESSION = 'captures/tls/chromium-ws-wss-tls13';
const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/${SESSION}/${name}`, import.meta.url), 'utf8');

const keyLog = fixture('keylog.txt');
const { frames } = (
  JSON.parse(fixture('oracle.json')) as { connections: { frames: RecordedFrame[] }[] }
).connections.find((connection) => connection.frames.length > 0)!;

const open = (input: FileInput): Decoded =>
  new InputReader(connectionOpener).read(requestOf(input));
const capture = (name: string, keyLogs: readonly string[] = []): FileInput => ({
  ...(fileInput(`${SESSION}/${name}`) as FileInput),
  keyLogs,
});

describe.each([
  { name: 'a key log beside it', input: capture('capture.pcapng', [keyLog]) },
  { name: 'secrets in it', input: capture('capture-with-secrets.pcapng') },
])('a capture with $name', ({ input }) => {
  test('has the frames that TShark finds, with their times', () => {
    const { conversation, connections, otherProtocol } = open(input);
    expect(otherProtocol).toBeNull();
    expect(connections[0]).toMatchObject({
      content: { kind: 'websocket', target: '/secure', host: '127.0.0.1:8443' },
      tls: { obstacle: null, unopenedSize: 0, version: 0x0304 },
    });
    const read = conversation.units.flatMap((unit) =>
      unit.kind !== 'frame'
        ? []
        : [
            {
              dir: unit.direction === 'client-to-server' ? 'c2s' : 's2c',
              opcode: unit.header.opcode,
              payload: toHex(payloadOf(unit, conversation.trace.streams[unit.direction])),
            },
          ],
    );
    const inOrder = (dir: string) =>
      frames
        .filter((frame) => frame.dir === dir)
        .map(({ opcode, payloadHex = '' }) => ({ dir, opcode, payload: payloadHex }));
    for (const dir of ['c2s', 's2c']) {
      expect(read.filter((each) => each.dir === dir)).toEqual(inOrder(dir));
    }
    expect(conversation.findings).toEqual([]);
  });
});

test('without keys it says which are needed', () => {
  const { connections, otherProtocol, conversation } = open(capture('capture.pcapng'));
  expect(otherProtocol).toBe('tls');
  expect(conversation.units).toEqual([]);
  for (const { tls } of connections) {
    expect(tls?.obstacle).toBe('no-secrets');
    expect(keyLog).toContain(tls!.clientRandom!);
  }
});

test('a key log of another connection changes nothing', () => {
  const other = keyLog.replaceAll(/ [\da-f]{64} /g, ` ${'00'.repeat(32)} `);
  expect(open(capture('capture.pcapng', [other])).connections[0]?.tls?.obstacle).toBe('no-secrets');
});
