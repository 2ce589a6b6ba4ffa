import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { assembleStream } from '#core/packets/stream-assembly.ts';
import type { PeerIndex } from '#core/packets/segment-list.ts';
import { groupConnections } from '#core/packets/tcp-connection.ts';
import { writeTcpPacket, type SegmentToWrite } from '#core/packets/tcp-packet-writer.ts';
import { decodeTcpPacket } from '#core/packets/tcp-packet.ts';
import { TcpSessionWriter } from '#core/packets/tcp-session-writer.ts';

const RAW = 101;
const CLIENT = { address: '127.0.0.1', port: 50_000 };
const SERVER = { address: '127.0.0.1', port: 4173 };

function readBack(written: readonly SegmentToWrite[]) {
  const seen = written.map((segment) => {
    const reading = decodeTcpPacket(RAW, writeTcpPacket(segment));
    if (reading.kind !== 'tcp') throw new Error('expected TCP');
    return { ...reading.packet, seenAtNs: null };
  });
  const connections = groupConnections(seen);
  expect(connections).toHaveLength(1);
  const { peers, segments } = connections[0]!;
  const streamOf = (sender: PeerIndex) =>
    assembleStream(segments.filter((each) => each.sender === sender).map(({ segment }) => segment));
  return { peers, segments, streams: [streamOf(0), streamOf(1)] as const };
}

test('an opened connection has its three segments', () => {
  const { peers, segments } = readBack(new TcpSessionWriter([CLIENT, SERVER]).opening());
  expect(peers).toEqual([CLIENT, SERVER]);
  expect(segments.map(({ sender, segment }) => [sender, segment.controlBits])).toEqual([
    [0, ['syn']],
    [1, ['syn', 'ack']],
    [0, ['ack']],
  ]);
});

test('any bytes in any order are read back, without a gap', () => {
  const write = fc.tuple(fc.constantFrom<PeerIndex>(0, 1), fc.uint8Array({ maxLength: 200 }));
  fc.assert(
    fc.property(fc.array(write), (writes) => {
      const writer = new TcpSessionWriter([CLIENT, SERVER], 2 ** 32 - 50);
      const written = [
        ...writer.opening(),
        ...writes.flatMap(([sender, bytes]) => writer.data(sender, bytes)),
        writer.end(0),
        writer.reset(1),
      ];
      const { segments, streams } = readBack(written);
      for (const sender of [0, 1] as const) {
        const sent = concatBytes(writes.filter(([from]) => from === sender).map(([, all]) => all));
        expect(toHex(streams[sender].bytes)).toBe(toHex(sent));
        expect(streams[sender].missing).toEqual([]);
      }
      expect(segments.at(-2)?.segment.controlBits).toEqual(['fin', 'ack']);
      expect(segments.at(-1)?.segment.controlBits).toEqual(['rst', 'ack']);
    }),
  );
});

test('more than a packet holds is written as several', () => {
  const writer = new TcpSessionWriter([CLIENT, SERVER]);
  const written = [...writer.opening(), ...writer.data(1, new Uint8Array(200_000).fill(7))];
  expect(written).toHaveLength(3 + 4);
  expect(readBack(written).streams[1].bytes).toHaveLength(200_000);
});

test('segments that are left out are a gap', () => {
  const writer = new TcpSessionWriter([CLIENT, SERVER]);
  const written = [...writer.opening(), ...writer.data(0, Uint8Array.of(1, 2))];
  writer.data(0, new Uint8Array(100));
  written.push(writer.end(0));
  expect(readBack(written).streams[0].missing).toEqual([{ start: 2, end: 102 }]);
});
