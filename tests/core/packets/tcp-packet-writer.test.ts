import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { decodeTcpPacket } from '#core/packets/tcp-packet.ts';
import { writeTcpPacket } from '#core/packets/tcp-packet-writer.ts';

const RAW = 101;
const source = { address: '192.0.2.1', port: 50_000 };
const destination = { address: '198.51.100.7', port: 80 };
const overIpv6 = {
  source: { address: '2001:db8::1', port: 50_000 },
  destination: { address: '::1', port: 80 },
};

test.each([
  { name: 'IPv4', source, destination },
  { name: 'IPv6', ...overIpv6 },
])('any segment over $name is read back as it was written', ({ source, destination }) => {
  const bits = fc.subarray(['syn', 'fin', 'rst', 'ack'] as const);
  const number = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(
    fc.property(number, number, bits, fc.uint8Array(), (sequence, acknowledged, set, data) => {
      const packet = writeTcpPacket({
        source,
        destination,
        sequenceNumber: sequence,
        acknowledgementNumber: acknowledged,
        controlBits: set,
        data,
      });
      const reading = decodeTcpPacket(RAW, packet);
      if (reading.kind !== 'tcp') throw new Error('expected TCP');
      const { segment } = reading.packet;
      expect(reading.packet).toMatchObject({ source, destination });
      expect(segment.sequenceNumber).toBe(sequence);
      expect(segment.controlBits).toEqual(set);
      expect(toHex(segment.data)).toBe(toHex(data));
    }),
  );
});

/** The ones' complement sum of a header with a right checksum (RFC 1071 §1). */
function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes[at]! * 256 + (bytes[at + 1] ?? 0);
  return (sum % 0x1_0000) + Math.floor(sum / 0x1_0000);
}

test.each(['', '00', 'ff', 'ffff', '0102030405'])(
  'the checksums are right with data “%s”',
  (hex) => {
    const packet = writeTcpPacket({
      source,
      destination,
      sequenceNumber: 1,
      acknowledgementNumber: 2,
      controlBits: ['ack'],
      data: fromHex(hex),
    });
    expect(sumOf(packet.subarray(0, 20))).toBe(0xffff);
    const size = packet.length - 20;
    const pseudo = Uint8Array.from([...packet.subarray(12, 20), 0, 6, size >> 8, size & 255]);
    expect(sumOf(Uint8Array.from([...pseudo, ...packet.subarray(20)]))).toBe(0xffff);
  },
);

test('the checksum over IPv6 is right', () => {
  const packet = writeTcpPacket({
    ...overIpv6,
    sequenceNumber: 1,
    acknowledgementNumber: 2,
    controlBits: ['ack'],
    data: fromHex('0102030405'),
  });
  const size = packet.length - 40;
  const pseudo = [...packet.subarray(8, 40), 0, 0, size >> 8, size & 255, 0, 0, 0, 6];
  expect(sumOf(Uint8Array.from([...pseudo, ...packet.subarray(40)]))).toBe(0xffff);
});
