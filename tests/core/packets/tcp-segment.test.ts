import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import {
  dataSequenceNumber,
  decodeTcpSegment,
  sequenceDistance,
} from '#core/packets/tcp-segment.ts';

const HEADER = '12 34 00 50  f0 00 00 07  00 00 00 09  50 18 ff ff  00 00 00 00';

test('a segment has ports, a sequence number, control bits and data', () => {
  const segment = decodeTcpSegment(fromHex(`${HEADER} 68 69`));
  expect(segment).toMatchObject({
    sourcePort: 0x1234,
    destinationPort: 80,
    sequenceNumber: 0xf0000007,
    controlBits: ['ack'],
    header: fromHex(HEADER),
    data: fromHex('68 69'),
    dataSize: 2,
  });
});

const withByte = (at: number, value: number, hex = HEADER) => {
  const bytes = fromHex(hex);
  bytes[at] = value;
  return decodeTcpSegment(bytes);
};

test.each([
  { flags: 0x02, bits: ['syn'] },
  { flags: 0x01, bits: ['fin'] },
  { flags: 0x04, bits: ['rst'] },
  { flags: 0x10, bits: ['ack'] },
  { flags: 0xe8, bits: [] },
  { flags: 0xff, bits: ['syn', 'fin', 'rst', 'ack'] },
])('the flags $flags are $bits', ({ flags, bits }) => {
  expect(withByte(13, flags)?.controlBits).toEqual(bits);
});

describe('the data offset', () => {
  test('moves options from the data to the header', () => {
    const segment = withByte(12, 0x60, `${HEADER} 01 01 01 00 68`);
    expect(segment?.header).toHaveLength(24);
    expect(segment?.data).toEqual(fromHex('68'));
  });

  test('can be the whole segment', () => {
    expect(withByte(12, 0x60, `${HEADER} 01 01 01 00`)?.data).toHaveLength(0);
  });

  test.each([
    { name: 'less than a header', offset: 0x40 },
    { name: 'more than the segment', offset: 0x60 },
  ])('must not be $name', ({ offset }) => {
    expect(withByte(12, offset)).toBeNull();
  });
});

test('a header that is cut is no segment', () => {
  expect(decodeTcpSegment(fromHex(HEADER).subarray(0, 19))).toBeNull();
});

test('a SYN counts as one before the data', () => {
  expect(dataSequenceNumber(withByte(13, 0x10)!)).toBe(0xf0000007);
  expect(dataSequenceNumber(withByte(13, 0x12)!)).toBe(0xf0000008);
});

test.each([
  { from: 5, to: 9, distance: 4 },
  { from: 9, to: 5, distance: -4 },
  { from: 0xffffffff, to: 1, distance: 2 },
  { from: 1, to: 0xffffffff, distance: -2 },
  { from: 0, to: 2 ** 31, distance: -(2 ** 31) },
  { from: 0, to: 2 ** 31 - 1, distance: 2 ** 31 - 1 },
])('from number $from to $to it is $distance', ({ from, to, distance }) => {
  expect(sequenceDistance(from, to)).toBe(distance);
});
