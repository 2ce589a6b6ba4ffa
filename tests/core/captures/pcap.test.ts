import fc from 'fast-check';
import { storedIn } from '#core/bytes/stored-bytes.ts';
import { describe, expect, test } from 'vitest';
import { bytesEqual, concatBytes } from '#core/bytes/byte-array.ts';
import { isPcap, readPcap } from '#core/captures/pcap.ts';
import { plainPacket, Writer } from './capture-files.ts';
import { readFixture } from './oracle.ts';

const DATA = Uint8Array.of(1, 2, 3);

describe.each([
  { order: 'little-endian', of: new Writer(true) },
  { order: 'big-endian', of: new Writer(false) },
])('$order', ({ of }) => {
  const header = (magic: number, linkType: number) =>
    concatBytes([of.uint32(magic), of.uint16(2, 4), of.uint32(0, 0, 262144, linkType)]);
  const packet = concatBytes([of.uint32(2, 7, 3, 60), DATA]);

  test.each([
    { name: 'microseconds', magic: 0xa1b2c3d4, seenAtNs: 2_000_007_000n },
    { name: 'nanoseconds', magic: 0xa1b23c4d, seenAtNs: 2_000_000_007n },
  ])('has packets with data, link type and $name', ({ magic, seenAtNs }) => {
    const file = concatBytes([header(magic, 101), packet, packet]);
    const expected = { linkType: 101, interfaceIndex: 0, seenAtNs, bytes: DATA };
    expect(isPcap(storedIn(file))).toBe(true);
    const { packets, problems, keyLogs } = readPcap(storedIn(file));
    expect([...packets].map(plainPacket)).toEqual([expected, expected]);
    expect({ problems, keyLogs }).toEqual({ problems: [], keyLogs: [] });
  });

  test('keeps the length of frame check sequences out of the link type', () => {
    const { packets } = readPcap(storedIn(concatBytes([header(0xa1b2c3d4, 0x2400_0001), packet])));
    expect(packets.at(0)?.linkType).toBe(1);
  });

  test('reports where it is cut short', () => {
    const file = concatBytes([header(0xa1b2c3d4, 1), packet, packet]);
    for (let size = 4; size < file.length; size++) {
      const { packets, problems } = readPcap(storedIn(file.subarray(0, size)));
      const whole = Math.max(0, Math.floor((size - 24) / 19));
      const start = size < 24 ? 0 : 24 + whole * 19;
      expect(packets).toHaveLength(whole);
      expect(problems).toEqual(
        start === size ? [] : [{ id: 'cut-short', range: { start, end: size } }],
      );
    }
  });
});

test('is recognized by its magic number', () => {
  expect(isPcap(storedIn(Uint8Array.of(0xd4, 0xc3, 0xb2)))).toBe(false);
  expect(isPcap(storedIn(Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1)))).toBe(true);
  expect(isPcap(storedIn(Uint8Array.of(0x34, 0xcd, 0xb2, 0xa1)))).toBe(false);
});

test('whatever bytes are changed, nothing throws and the file stays as it is', () => {
  const file = readFixture('captures/be-us.pcap');
  const change = fc.tuple(fc.integer({ min: 4, max: file.length - 1 }), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const broken = file.slice();
      for (const [at, byte] of changes) broken[at] = byte;
      const before = broken.slice();
      readPcap(storedIn(broken));
      expect(bytesEqual(broken, before)).toBe(true);
    }),
    { seed: 6455, numRuns: 500 },
  );
});
