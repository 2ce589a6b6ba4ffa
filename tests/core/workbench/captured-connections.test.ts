/** Which of a capture's connections Decode opens, and what it does not judge. */

import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import type { Decoded } from '#core/workbench/decoded.ts';
import { ACK, rawPacket, Writer } from '../captures/capture-files.ts';
import { requestOf } from './inputs.ts';

const RAW = 101;
const TO_TLS = [5001, 443] as const;
const TO_WEB = [5002, 80] as const;
const TO_CHAT = [5003, 80] as const;
const FROM_CHAT = [80, 5003] as const;

const UPGRADE =
  'GET /chat HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x01a';

/** A pcap file with a packet a second. */
function pcap(...packets: Uint8Array[]): Uint8Array {
  const writer = new Writer(true);
  const header = [writer.uint32(0xa1b2c3d4), writer.uint16(2, 4), writer.uint32(0, 0, 65_535, RAW)];
  const records = packets.map((bytes, second) =>
    concatBytes([writer.uint32(second, 0, bytes.length, bytes.length), bytes]),
  );
  return concatBytes([...header, ...records]);
}

const CLIENT_HELLO = '\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00';
const bytes = pcap(
  rawPacket(TO_TLS, 5, ACK, CLIENT_HELLO),
  rawPacket(TO_WEB, 5, ACK, 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n'),
  rawPacket(TO_CHAT, 5, ACK, UPGRADE),
  rawPacket(FROM_CHAT, 5, ACK, SWITCHING),
);

const read = (connection: number): Decoded =>
  new InputReader().read(
    requestOf({ kind: 'file', name: 'a.pcap', bytes }, { choices: { connection } }),
  );

test('the WebSocket is first, and opens by itself', () => {
  const { connections, connection, conversation } = read(0);
  expect(connection).toBe(0);
  expect(connections.map(({ content }) => content?.kind)).toEqual(['websocket', 'http', 'tls']);
  expect(conversation.units.map(({ kind }) => kind)).toEqual(['request', 'response', 'frame']);
});

test('a connection that TLS encrypts is named and not judged', () => {
  const { otherProtocol, conversation, recognised } = read(2);
  expect(otherProtocol).toBe('tls');
  expect([conversation.units, conversation.findings, conversation.messages]).toEqual([[], [], []]);
  expect(recognised).toEqual([]);
  expect(read(1).otherProtocol).toBeNull();
});

test('the sides of a capture without a handshake can be swapped', () => {
  const frames = pcap(
    rawPacket(TO_CHAT, 5, ACK, '\x81\x01a'),
    rawPacket(FROM_CHAT, 5, ACK, '\x81\x01b'),
  );
  const open = (directions: 'as-told' | 'swapped') =>
    new InputReader().read(
      requestOf({ kind: 'file', name: 'a.pcap', bytes: frames }, { choices: { directions } }),
    ).conversation;
  const sendersOf = (conversation: Decoded['conversation']) =>
    conversation.units.map(({ direction }) => direction);
  expect(sendersOf(open('as-told'))).toEqual(['client-to-server', 'server-to-client']);
  expect(sendersOf(open('swapped'))).toEqual(['server-to-client', 'client-to-server']);
});

test('captures that are open together have one list, with the name of each file', () => {
  const other = pcap(
    rawPacket([6000, 80], 5, ACK, UPGRADE),
    rawPacket([80, 6000], 5, ACK, SWITCHING),
  );
  const more = [
    { name: 'b.pcap', bytes: other },
    { name: 'c.gz', bytes: Uint8Array.of(0x1f, 0x8b, 8, 0) },
  ];
  const input = { kind: 'file', name: 'a.pcap', bytes, more } as const;
  const { connections, capture, conversation } = new InputReader().read(requestOf(input));
  expect(connections.map(({ content, file }) => [content?.kind, file])).toEqual([
    ['websocket', 'a.pcap'],
    ['websocket', 'b.pcap'],
    ['http', 'a.pcap'],
    ['tls', 'a.pcap'],
  ]);
  expect(capture).toMatchObject({ packets: 6, unreadFiles: ['c.gz'] });
  expect(conversation.units.map(({ kind }) => kind)).toEqual(['request', 'response', 'frame']);
});
