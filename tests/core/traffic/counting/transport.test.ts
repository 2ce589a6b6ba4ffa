import { describe, expect, test } from 'vitest';
import { noBytes } from '#core/traffic/counting/byte-counts.ts';
import {
  Transport,
  type ConnectionStart,
  type TransportOptions,
} from '#core/traffic/counting/transport.ts';

const plain: TransportOptions = { isEncrypted: false, maxSegmentSize: 1448, hasSetup: true };

/** Sends in turn; a client's writes are positive sizes, a server's negative ones. */
function sent(writes: readonly (readonly [atMs: number, size: number])[], options = plain) {
  const tally = noBytes();
  const transport = new Transport(options, tally);
  for (const [sentAtMs, size] of writes) {
    const direction = size > 0 ? 'client-to-server' : 'server-to-client';
    transport.send({ connection: 0, direction, sentAtMs, arrivedAtMs: sentAtMs }, Math.abs(size));
  }
  transport.finish();
  return {
    segments: tally['segment-headers'] / 52,
    acknowledgements: tally.acknowledgements / 52,
    records: tally['tls-records'] / 22,
  };
}

describe('segments', () => {
  test.each([
    { size: 1, segments: 1 },
    { size: 1448, segments: 1 },
    { size: 1449, segments: 2 },
    { size: 65_536, segments: 46 },
  ])('of $size bytes are $segments', ({ size, segments }) => {
    expect(sent([[0, -size]]).segments).toBe(segments);
  });
});

describe('acknowledgements', () => {
  test.each([
    { name: 'of a push are one', writes: [[0, -10]], count: 1 },
    {
      name: 'of the client’s first data come together',
      writes: [
        [0, 10],
        [1, -10],
      ],
      count: 2,
    },
    {
      name: 'go with an answer that is soon',
      writes: [
        [0, 10],
        [1, -10],
        [500, 10],
        [501, -10],
      ],
      count: 3,
    },
    {
      name: 'go alone where the answer is late',
      writes: [
        [0, 10],
        [1, -10],
        [500, 10],
        [600, -10],
      ],
      count: 4,
    },
    {
      name: 'go with data that is sent exactly 20 ms later',
      writes: [
        [0, 10],
        [1, -10],
        [500, 10],
        [520, -10],
      ],
      count: 3,
    },
    {
      name: 'go alone if the data is sent later than that',
      writes: [
        [0, 10],
        [1, -10],
        [500, 10],
        [520.5, -10],
      ],
      count: 4,
    },
    { name: 'are one for every second segment', writes: [[0, -1448 * 6]], count: 3 },
  ] as const)('$name', ({ writes, count }) => {
    expect(sent(writes).acknowledgements).toBe(count);
  });
});

describe('a Ping and its Pong', () => {
  type Sent = readonly [atMs: number, role: 'ping' | 'pong' | 'push'];
  const packetsOf = (sends: readonly Sent[]) => {
    const transport = new Transport({ ...plain, hasSetup: false }, noBytes());
    transport.addConnection(0, 'open');
    for (const [sentAtMs, role] of sends) {
      const direction = role === 'pong' ? 'client-to-server' : 'server-to-client';
      const crossing = { connection: 0, direction, sentAtMs, arrivedAtMs: sentAtMs } as const;
      transport.send(crossing, 20, 0, role === 'pong' ? 'other' : role);
    }
    transport.finish();
    return transport.packets;
  };

  test('are 3 packets if nothing comes between them and the last Pong', () => {
    const alone: Sent[] = [
      [0, 'ping'],
      [0, 'pong'],
      [1000, 'ping'],
      [1000, 'pong'],
    ];
    expect(packetsOf(alone)).toBe(6);
  });

  test('are 4 packets after a push, as measured on Linux', () => {
    const pushes: Sent[] = [
      [0, 'push'],
      [1000, 'ping'],
      [1000, 'pong'],
    ];
    expect(packetsOf(pushes)).toBe(2 + 4);
  });
});

describe('connections', () => {
  const opened = (start: ConnectionStart, isEncrypted: boolean) => {
    const tally = noBytes();
    const transport = new Transport({ ...plain, isEncrypted }, tally);
    transport.addConnection(0, start);
    return { tls: tally['tls-setup'], packets: transport.packets };
  };

  test.each([
    { start: 'full', tls: 4299 },
    { start: 'resumed', tls: 2608 },
    { start: 'open', tls: 0 },
  ] as const)('that are $start need $tls bytes of TLS', ({ start, tls }) => {
    expect(opened(start, true).tls).toBe(tls);
    expect(opened(start, false)).toEqual({ tls: 0, packets: start === 'open' ? 0 : 6 });
  });
});

describe('TLS records', () => {
  test.each([
    { size: 1, records: 1 },
    { size: 16_384, records: 1 },
    { size: 16_385, records: 2 },
  ])('of $size bytes are $records', ({ size, records }) => {
    expect(sent([[0, -size]], { ...plain, isEncrypted: true }).records).toBe(records);
  });
});
