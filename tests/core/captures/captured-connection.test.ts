import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { ACK, FIN, rawPacket, RST, SYN } from './capture-files.ts';
import { contentsWith, type GivenPacket } from './captured-packets.ts';
import { readFixture } from './oracle.ts';

const HIGH_TO_LOW = [5000, 80] as const;
const LOW_TO_HIGH = [80, 5000] as const;
const REQUEST = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const RESPONSE = 'HTTP/1.1 101 Switching Protocols\r\n\r\n';

function captured(bytes: Uint8Array, atMs: number | null = null, interfaceIndex = 0): GivenPacket {
  const seenAtNs = atMs === null ? null : BigInt(atMs) * 1_000_000n;
  return { linkType: 101, interfaceIndex, seenAtNs, bytes };
}

const list = (...packets: Uint8Array[]) =>
  listConnections(contentsWith(packets.map((bytes) => captured(bytes))));
const notes = { recordedOn: '', tool: '', client: { name: 'a' }, server: { name: 'b' } };
const traceIn = (packets: GivenPacket[]) =>
  traceOf(listConnections(contentsWith(packets)).connections[0]!, notes);

describe('who the client is', () => {
  test.each([
    {
      name: 'the sender of the SYN',
      packets: [rawPacket(LOW_TO_HIGH, 0, SYN, '')],
      port: 80,
      by: 'syn',
    },
    {
      name: 'the receiver of the SYN, ACK',
      packets: [rawPacket(HIGH_TO_LOW, 0, SYN | ACK, '')],
      port: 80,
      by: 'syn',
    },
    {
      name: 'the sender of the request',
      packets: [rawPacket(LOW_TO_HIGH, 5, ACK, REQUEST)],
      port: 80,
      by: 'request',
    },
    {
      name: 'the sender of a request in two segments',
      packets: [
        rawPacket(LOW_TO_HIGH, 5, ACK, REQUEST.slice(0, 9)),
        rawPacket(LOW_TO_HIGH, 14, ACK, REQUEST.slice(9)),
      ],
      port: 80,
      by: 'request',
    },
    {
      name: 'the receiver of the response',
      packets: [rawPacket(HIGH_TO_LOW, 5, ACK, RESPONSE)],
      port: 80,
      by: 'response',
    },
    {
      name: 'the peer that got frames without a mask',
      packets: [rawPacket(LOW_TO_HIGH, 5, ACK, '\x81\x00')],
      port: 5000,
      by: 'mask',
    },
    {
      name: 'the peer whose frames are masked, at the lower port too',
      packets: [
        rawPacket(LOW_TO_HIGH, 5, ACK, '\x81\x81\x01\x02\x03\x04\x05\x89\x80\x01\x02\x03\x04'),
      ],
      port: 80,
      by: 'mask',
    },
    {
      name: 'the peer with the higher port if some frames are masked and others not',
      packets: [rawPacket(LOW_TO_HIGH, 5, ACK, '\x81\x80\x01\x02\x03\x04\x89\x00')],
      port: 5000,
      by: 'port',
    },
    {
      name: 'the peer with the higher port, where it spoke first',
      packets: [rawPacket(HIGH_TO_LOW, 5, ACK, 'GET')],
      port: 5000,
      by: 'port',
    },
    {
      name: 'the peer with the higher port if there is no other evidence',
      packets: [rawPacket(LOW_TO_HIGH, 5, RST, '')],
      port: 5000,
      by: 'port',
    },
  ])('$name', ({ packets, port, by }) => {
    const [connection] = list(...packets).connections;
    const trace = traceOf(connection!, notes);
    expect(connection!.clientKnownBy).toBe(by);
    expect(trace.endpoints.client.address).toMatch(new RegExp(`:${port}$`));
    expect(trace.endpoints.server.address).not.toMatch(new RegExp(`:${port}$`));
  });
});

test('packets that have no segment are counted by the reason', () => {
  const udp = rawPacket(HIGH_TO_LOW, 0, ACK, '');
  udp[9] = 17;
  const { connections, skipped } = list(udp, udp, NO_BYTES, rawPacket(HIGH_TO_LOW, 0, ACK, ''));
  expect(connections).toHaveLength(1);
  expect(skipped).toEqual(
    new Map([
      ['not-tcp', 2],
      ['malformed', 1],
    ]),
  );
});

test('a trace has signals, ranges and times from its own first packet', () => {
  const trace = traceIn([
    captured(rawPacket(HIGH_TO_LOW, 100, SYN, ''), 1000),
    captured(rawPacket(LOW_TO_HIGH, 500, SYN | ACK, ''), 1001),
    captured(rawPacket(HIGH_TO_LOW, 101, ACK, 'ab'), 1003),
    captured(rawPacket(HIGH_TO_LOW, 103, FIN | ACK, 'c'), 1004),
    captured(rawPacket(LOW_TO_HIGH, 501, RST, ''), 1006),
  ]);
  const arrival = { kind: 'unknown' };
  const up = { direction: 'client-to-server', arrival };
  const down = { direction: 'server-to-client', arrival };
  expect(trace.events).toEqual([
    { ...up, signals: ['syn'], range: { start: 0, end: 0 }, sentAtMs: 0, packet: 1 },
    { ...down, signals: ['syn', 'ack'], range: { start: 0, end: 0 }, sentAtMs: 1, packet: 2 },
    { ...up, signals: ['ack'], range: { start: 0, end: 2 }, sentAtMs: 3, packet: 3 },
    { ...up, signals: ['fin', 'ack'], range: { start: 2, end: 3 }, sentAtMs: 4, packet: 4 },
    { ...down, signals: ['rst'], range: { start: 0, end: 0 }, sentAtMs: 6, packet: 5 },
  ]);
});

test('packets are put into the order of their times, where all have one', () => {
  const late = rawPacket(HIGH_TO_LOW, 100, ACK, 'b');
  const early = rawPacket(HIGH_TO_LOW, 99, ACK, 'a');
  const timed = traceIn([captured(late, 9), captured(early, 4)]);
  expect(
    timed.events.map(({ range, sentAtMs, packet }) => [range.start, sentAtMs, packet]),
  ).toEqual([
    [0, 0, 2],
    [1, 5, 1],
  ]);
  const untimed = traceIn([captured(late, 9), captured(early)]);
  expect(untimed.events.map(({ range }) => range.start)).toEqual([1, 0]);
});

test('what a second interface shows again is ignored; what one shows twice is not', () => {
  const first = rawPacket(HIGH_TO_LOW, 100, ACK, 'a');
  const second = rawPacket(HIGH_TO_LOW, 101, ACK, 'b');
  const trace = traceIn([
    captured(first, 1, 0),
    captured(first, 1, 1),
    captured(first, 3, 0),
    captured(second, 4, 1),
    captured(second, 5, 0),
  ]);
  expect(trace.events.map(({ sentAtMs, range }) => [sentAtMs, range.start])).toEqual([
    [0, 0],
    [2, 0],
    [3, 1],
  ]);
});

test('whatever bytes of a capture are changed, its connections can be read', () => {
  const file = readFixture('captures/tcpdump-us.pcap');
  const change = fc.tuple(fc.integer({ min: 24, max: file.length - 1 }), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const broken = file.slice();
      for (const [at, byte] of changes) broken[at] = byte;
      const reading = readCapture(broken);
      if (reading.kind !== 'capture') throw new TypeError('expected a capture');
      for (const connection of listConnections(reading).connections) {
        const trace = traceOf(connection, notes);
        const { units } = readConversation(trace);
        expect(units.length).toBeLessThanOrEqual(
          trace.streams['client-to-server'].length + trace.streams['server-to-client'].length,
        );
      }
    }),
    { seed: 6455, numRuns: 200 },
  );
});
