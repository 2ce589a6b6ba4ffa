import { describe, expect, test } from 'vitest';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { groupConnections, type SeenPacket } from '#core/packets/tcp-connection.ts';
import type { Peer } from '#core/packets/tcp-packet.ts';
import type { ControlBit } from '#core/packets/tcp-segment.ts';

/** "a1>b2" from peer a, port 1, to peer b, port 2. */
function packet(way: string, controlBits: ControlBit[] = ['ack'], sequenceNumber = 0): SeenPacket {
  const [source, destination] = way.split('>').map((peer) => ({
    address: peer.slice(0, 1),
    port: Number(peer.slice(1)),
  }));
  return {
    source: source!,
    destination: destination!,
    segment: {
      sourcePort: source!.port,
      destinationPort: destination!.port,
      sequenceNumber,
      controlBits,
      header: NO_BYTES,
      data: NO_BYTES,
      dataSize: 0,
    },
    seenAtNs: null,
  };
}

/** For each connection: its first peer, and who sent what, in order. */
const grouped = (packets: SeenPacket[]) =>
  groupConnections(packets).map(
    ({ peers: [first], segments }) =>
      `${first.address}${first.port}: ${segments.map(({ sender }) => sender).join('')}`,
  );

describe('packets belong together', () => {
  test.each([
    {
      name: 'both ways',
      packets: [packet('a1>b2'), packet('b2>a1'), packet('a1>b2')],
      expected: ['a1: 010'],
    },
    {
      name: 'by port',
      packets: [packet('a1>b2'), packet('a3>b2'), packet('b2>a3')],
      expected: ['a1: 0', 'a3: 01'],
    },
    {
      name: 'by address',
      packets: [packet('a1>b2'), packet('c1>b2')],
      expected: ['a1: 0', 'c1: 0'],
    },
    {
      name: 'with one address for both',
      packets: [packet('a1>a2'), packet('a2>a1')],
      expected: ['a1: 01'],
    },
    {
      name: 'with one port for both',
      packets: [packet('a1>b1'), packet('b1>a1')],
      expected: ['a1: 01'],
    },
    {
      name: 'where a SYN is sent again',
      packets: [
        packet('a1>b2', ['syn'], 7),
        packet('a1>b2', ['syn'], 7),
        packet('b2>a1', ['syn', 'ack'], 9),
      ],
      expected: ['a1: 001'],
    },
    {
      name: 'up to a reset without ACK',
      packets: [
        packet('a1>b2', ['syn'], 7),
        packet('b2>a1', ['syn', 'ack'], 9),
        packet('a1>b2', ['rst'], 8),
      ],
      expected: ['a1: 010'],
    },
    {
      name: 'where both open simultaneously',
      packets: [packet('a1>b2', ['syn'], 7), packet('b2>a1', ['syn'], 9)],
      expected: ['a1: 01'],
    },
    {
      name: 'until ports are used again',
      packets: [
        packet('a1>b2', ['syn'], 7),
        packet('b2>a1', ['rst']),
        packet('a1>b2', ['syn'], 8),
        packet('b2>a1', ['syn', 'ack']),
      ],
      expected: ['a1: 01', 'a1: 01'],
    },
    {
      name: 'until ports are used again after a beginning that was not captured',
      packets: [packet('a1>b2'), packet('b2>a1'), packet('a1>b2', ['syn'], 8)],
      expected: ['a1: 01', 'a1: 0'],
    },
    {
      name: 'until the other peer opens',
      packets: [packet('a1>b2'), packet('b2>a1'), packet('b2>a1', ['syn'], 8)],
      expected: ['a1: 01', 'b2: 0'],
    },
  ])('$name', ({ packets, expected }) => {
    expect(grouped(packets)).toEqual(expected);
  });

  test('and a digit of a port is none of an address', () => {
    const between = (source: Peer, destination: Peer): SeenPacket => ({
      ...packet('a1>b2'),
      source,
      destination,
    });
    const connections = groupConnections([
      between({ address: '10.0.0.1', port: 1 }, { address: '12.0.0.1', port: 5 }),
      between({ address: '10.0.0.1', port: 11 }, { address: '2.0.0.1', port: 5 }),
    ]);
    expect(connections).toHaveLength(2);
  });

  test('nothing makes no connection', () => {
    expect(groupConnections([])).toEqual([]);
  });
});
