import fc from 'fast-check';
import { storedIn } from '#core/bytes/stored-bytes.ts';
import { describe, expect, test } from 'vitest';
import { bytesEqual, concatBytes } from '#core/bytes/byte-array.ts';
import { isPcapng, readPcapng } from '#core/captures/pcapng.ts';
import { plainPacket, Writer } from './capture-files.ts';
import { readFixture } from './oracle.ts';

const DATA = Uint8Array.of(1, 2, 3, 4, 5);
const little = new Writer(true);
const big = new Writer(false);

const problemsOf = (...blocks: Uint8Array[]) =>
  readPcapng(storedIn(concatBytes(blocks))).problems.map(({ id }) => id);
const packetsOf = (...blocks: Uint8Array[]) =>
  [...readPcapng(storedIn(concatBytes(blocks))).packets].map(plainPacket);

describe.each([
  { order: 'little-endian', of: little },
  { order: 'big-endian', of: big },
])('a $order section', ({ of }) => {
  const begin = concatBytes([of.section(), of.interface(101)]);

  test('has packets with data, time and link type', () => {
    expect(packetsOf(begin, of.packet(0, 5n, DATA))).toEqual([
      { linkType: 101, interfaceIndex: 0, seenAtNs: 5000n, bytes: DATA },
    ]);
  });

  test('has simple packets, without a time and cut at the snap length', () => {
    const simple = of.block(3, of.uint32(9), DATA.subarray(0, 4));
    expect(packetsOf(of.section(), of.interface(1, 4), simple)).toEqual([
      { linkType: 1, interfaceIndex: 0, seenAtNs: null, bytes: DATA.subarray(0, 4) },
    ]);
  });

  test('has obsolete packet blocks', () => {
    const obsolete = of.block(2, of.uint16(0, 7), of.uint32(0, 5), of.uint32(5, 5), DATA);
    expect(packetsOf(begin, obsolete)).toEqual([
      { linkType: 101, interfaceIndex: 0, seenAtNs: 5000n, bytes: DATA },
    ]);
  });

  test.each([
    { name: 'microseconds by default', options: [], ticks: 7n, expected: 7000n },
    { name: 'seconds', resolution: 0, ticks: 7n, expected: 7_000_000_000n },
    { name: 'nanoseconds', resolution: 9, ticks: 7n, expected: 7n },
    { name: 'picoseconds, rounded down', resolution: 12, ticks: 7999n, expected: 7n },
    { name: 'halves of halves', resolution: 0x82, ticks: 7n, expected: 1_750_000_000n },
    { name: '2^-32', resolution: 0xa0, ticks: 1n << 31n, expected: 500_000_000n },
    { name: '10^-127', resolution: 127, ticks: 7n, expected: 0n },
    { name: 'all 64 bits', resolution: 9, ticks: (1n << 64n) - 1n, expected: (1n << 64n) - 1n },
  ])('counts $name', ({ resolution, ticks, expected }) => {
    const options =
      resolution === undefined ? [] : [of.option(9, Uint8Array.of(resolution)), of.uint32(0)];
    const [packet] = packetsOf(
      of.section(),
      of.interface(1, 0, ...options),
      of.packet(0, ticks, DATA),
    );
    expect(packet?.seenAtNs).toBe(expected);
  });

  test('adds the offset of its interface, after unknown options', () => {
    const options = [of.option(2, Uint8Array.of(0x6c, 0x6f, 0)), of.option(14, of.int64(-3n))];
    const [packet] = packetsOf(
      of.section(),
      of.interface(1, 0, ...options),
      of.packet(0, 5n, DATA),
    );
    expect(packet?.seenAtNs).toBe(5000n - 3_000_000_000n);
  });

  test('reads no option after the end of options, or beyond the block', () => {
    const late = [of.uint32(0), of.option(9, Uint8Array.of(9))];
    const long = [of.uint16(9, 1000), of.uint32(0)];
    for (const options of [late, long]) {
      const [packet] = packetsOf(
        of.section(),
        of.interface(1, 0, ...options),
        of.packet(0, 5n, DATA),
      );
      expect(packet?.seenAtNs).toBe(5000n);
    }
  });

  test.each([
    {
      name: 'a block that ends too late',
      blocks: [begin, of.packet(0, 5n, DATA).subarray(0, 30)],
      id: 'cut-short',
    },
    {
      name: 'a block of which only the type is present',
      blocks: [begin, of.uint32(6)],
      id: 'cut-short',
    },
    { name: 'a length below the least', blocks: [begin, of.uint32(6, 8, 8)], id: 'bad-length' },
    {
      name: 'a length that is no multiple of 4',
      blocks: [begin, of.uint32(6, 13, 0, 0)],
      id: 'bad-length',
    },
    {
      name: 'a length that is repeated wrongly',
      blocks: [begin, of.uint32(99, 16, 0, 12)],
      id: 'bad-length',
    },
    {
      name: 'a packet longer than its block',
      blocks: [begin, of.block(6, of.uint32(0, 0, 0, 9, 9), DATA)],
      id: 'bad-length',
    },
    {
      name: 'a packet block without room for its fields',
      blocks: [begin, of.block(6, of.uint32(0))],
      id: 'bad-length',
    },
    {
      name: 'a simple packet longer than its block',
      blocks: [begin, of.block(3, of.uint32(9), DATA)],
      id: 'bad-length',
    },
    { name: 'an empty simple packet block', blocks: [begin, of.block(3)], id: 'bad-length' },
    {
      name: 'an interface block without room for its fields',
      blocks: [of.section(), of.block(1, of.uint32(0))],
      id: 'bad-length',
    },
    {
      name: 'a packet of an interface that is not described',
      blocks: [begin, of.packet(1, 5n, DATA)],
      id: 'unknown-interface',
    },
    {
      name: 'a simple packet without an interface',
      blocks: [of.section(), of.block(3, of.uint32(5), DATA)],
      id: 'unknown-interface',
    },
    {
      name: 'a short section header',
      blocks: [of.block(0x0a0d0d0a, of.uint32(0x1a2b3c4d))],
      id: 'bad-length',
    },
    {
      name: 'a version to come',
      blocks: [of.block(0x0a0d0d0a, of.uint32(0x1a2b3c4d), of.uint16(2, 0), of.int64(-1n))],
      id: 'unknown-version',
    },
    {
      name: 'a byte order that is none',
      blocks: [of.block(0x0a0d0d0a, of.uint32(0, 0, 0, 0))],
      id: 'bad-byte-order',
    },
  ])('notes $name', ({ blocks, id }) => {
    expect(problemsOf(...blocks)).toEqual([id]);
  });

  test('continues after an invalid block', () => {
    const bad = of.block(6, of.uint32(0, 0, 0, 9, 9), DATA);
    const { packets, problems } = readPcapng(
      storedIn(concatBytes([begin, bad, of.packet(0, 5n, DATA)])),
    );
    expect(packets).toHaveLength(1);
    expect(problems).toEqual([
      { id: 'bad-length', range: { start: begin.length, end: begin.length + bad.length } },
    ]);
  });
});

test('each section has its own byte order and interfaces', () => {
  const packets = packetsOf(
    little.section(),
    little.interface(1),
    little.packet(0, 5n, DATA),
    big.section(),
    big.interface(113),
    big.packet(0, 6n, DATA),
  );
  expect(
    packets.map(({ linkType, interfaceIndex, seenAtNs }) => [linkType, interfaceIndex, seenAtNs]),
  ).toEqual([
    [1, 0, 5000n],
    [113, 1, 6000n],
  ]);
});

test('is recognized by its first four bytes', () => {
  expect(isPcapng(storedIn(little.section()))).toBe(true);
  expect(isPcapng(storedIn(Uint8Array.of(0x0a, 0x0d, 0x0d)))).toBe(false);
  expect(isPcapng(storedIn(new Uint8Array(40)))).toBe(false);
});

test('cut anywhere, it gives the packets before the cut and reports it', () => {
  const file = readFixture('captures/be.pcapng');
  const whole = readPcapng(storedIn(file));
  for (let size = 4; size < file.length; size++) {
    const { packets, problems } = readPcapng(storedIn(file.subarray(0, size)));
    const last = packets.length - 1;
    expect(packets.at(last)?.seenAtNs).toBe(whole.packets.at(last)?.seenAtNs);
    expect(packets.length).toBeLessThan(whole.packets.length);
    expect(problems.filter(({ id }) => id !== 'cut-short')).toEqual([]);
  }
});

test('whatever bytes are changed, nothing throws and the file stays as it is', () => {
  const file = readFixture('captures/ng-options-blocks.pcapng');
  const change = fc.tuple(
    fc.nat(file.length - 1),
    fc.constantFrom(0, 1, 2, 3, 6, 0x0a, 0x7f, 0x80, 0xff),
  );
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const broken = file.slice();
      for (const [at, byte] of changes) if (at >= 4) broken[at] = byte;
      const before = broken.slice();
      readPcapng(storedIn(broken));
      expect(bytesEqual(broken, before)).toBe(true);
    }),
    { seed: 6455, numRuns: 500 },
  );
});
