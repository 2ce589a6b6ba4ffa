import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { decodeTcpPacket, peerText } from '#core/packets/tcp-packet.ts';

/** Port 4660 to 80: data "hi" at 7, PSH and ACK. */
const TCP = '12 34 00 50  00 00 00 07  00 00 00 09  50 18 ff ff  00 00 00 00';
const DATA = '68 69';
const IPV4 = '45 00 00 2a  00 01 40 00  40 06 00 00  c0 00 02 01  c6 33 64 02';
const IPV6 = `60 00 00 00  00 16 06 40
  20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01  fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02`;
const ADDRESSES = '02 00 00 00 00 01  02 00 00 00 00 02';
const OVER_IPV4 = `${IPV4} ${TCP} ${DATA}`;
const OVER_IPV6 = `${IPV6} ${TCP} ${DATA}`;

const ETHERNET = 1;
const RAW = 101;

const decode = (linkType: number, hex: string) => decodeTcpPacket(linkType, fromHex(hex));

/** Sender, receiver, data and control bits; or the reason why there are none. */
function summary(linkType: number, hex: string): string {
  const reading = decode(linkType, hex);
  if (reading.kind === 'skipped') return reading.reason;
  const { source, destination, segment } = reading.packet;
  const data = String.fromCharCode(...segment.data);
  return `${peerText(source)} > ${peerText(destination)} ${data} ${segment.controlBits.join('+')}`;
}

const OF_IPV4 = '192.0.2.1:4660 > 198.51.100.2:80 hi ack';
const OF_IPV6 = '[2001:db8::1]:4660 > [fe80::2]:80 hi ack';

describe('link layers', () => {
  test.each([
    { name: 'Ethernet', linkType: 1, before: `${ADDRESSES} 08 00` },
    { name: 'Ethernet with a VLAN tag', linkType: 1, before: `${ADDRESSES} 81 00 00 2a 08 00` },
    {
      name: 'Ethernet with two VLAN tags',
      linkType: 1,
      before: `${ADDRESSES} 88 a8 00 01 81 00 00 2a 08 00`,
    },
    {
      name: 'Linux cooked',
      linkType: 113,
      before: '00 00 03 04 00 06  00 00 00 00 00 00 00 00  08 00',
    },
    {
      name: 'Linux cooked v2',
      linkType: 276,
      before: '08 00 00 00  00 00 00 01  03 04 00 06  00 00 00 00 00 00 00 00',
    },
    { name: 'null, little-endian', linkType: 0, before: '02 00 00 00' },
    { name: 'null, big-endian', linkType: 0, before: '00 00 00 02' },
    { name: 'loop', linkType: 108, before: '00 00 00 02' },
    { name: 'raw', linkType: 101, before: '' },
    { name: 'raw in OpenBSD', linkType: 12, before: '' },
    { name: 'IPv4', linkType: 228, before: '' },
  ])('$name', ({ linkType, before }) => {
    expect(summary(linkType, `${before} ${OVER_IPV4}`)).toBe(OF_IPV4);
  });

  test.each([
    { name: 'Ethernet', linkType: 1, before: `${ADDRESSES} 86 dd` },
    { name: 'null in Linux', linkType: 0, before: '0a 00 00 00' },
    { name: 'null in Darwin', linkType: 0, before: '1e 00 00 00' },
    { name: 'raw', linkType: 101, before: '' },
    { name: 'IPv6', linkType: 229, before: '' },
  ])('$name with IPv6', ({ linkType, before }) => {
    expect(summary(linkType, `${before} ${OVER_IPV6}`)).toBe(OF_IPV6);
  });

  test.each([
    {
      name: 'a link type that is not known',
      linkType: 105,
      hex: OVER_IPV4,
      reason: 'unknown-link-type',
    },
    { name: 'ARP', linkType: 1, hex: `${ADDRESSES} 08 06 00 01`, reason: 'not-ip' },
    { name: 'an 802.3 length', linkType: 1, hex: `${ADDRESSES} 00 26 42 42 03`, reason: 'not-ip' },
    { name: 'a cut Ethernet header', linkType: 1, hex: ADDRESSES, reason: 'malformed' },
    { name: 'a cut VLAN tag', linkType: 1, hex: `${ADDRESSES} 81 00 00`, reason: 'malformed' },
    {
      name: 'a family that is none',
      linkType: 0,
      hex: `00 00 00 63 ${OVER_IPV4}`,
      reason: 'malformed',
    },
    {
      name: 'a loop in the other byte order',
      linkType: 108,
      hex: `02 00 00 00 ${OVER_IPV4}`,
      reason: 'malformed',
    },
    {
      name: 'a version of IP that is none',
      linkType: 101,
      hex: '55 00 00 00',
      reason: 'malformed',
    },
    { name: 'nothing', linkType: 101, hex: '', reason: 'malformed' },
  ])('skips $name', ({ linkType, hex, reason }) => {
    expect(summary(linkType, hex)).toBe(reason);
  });
});

describe('IP', () => {
  /** The packet with some bytes replaced. */
  const patched = (hex: string, at: number, patch: string): string => {
    const bytes = fromHex(hex);
    bytes.set(fromHex(patch), at);
    return Buffer.from(bytes).toString('hex');
  };

  test.each([
    { name: 'padding after an IPv4 packet', hex: `${OVER_IPV4} 00 00 00`, expected: OF_IPV4 },
    { name: 'padding after an IPv6 packet', hex: `${OVER_IPV6} 00 00 00`, expected: OF_IPV6 },
    {
      name: 'IPv4 options',
      hex: `46 ${patched(IPV4, 3, '2e').slice(2)} 01 01 01 01 ${TCP} ${DATA}`,
      expected: OF_IPV4,
    },
    {
      name: 'a length of 0, as a card that cuts packets leaves it',
      hex: patched(OVER_IPV4, 2, '00 00'),
      expected: OF_IPV4,
    },
    {
      name: 'hop-by-hop and destination options',
      hex: `${patched(patched(IPV6, 4, '00 26'), 6, '00')} 3c 00 01 04 00 00 00 00  06 00 01 04 00 00 00 00 ${TCP} ${DATA}`,
      expected: OF_IPV6,
    },
    {
      name: 'a fragment header of a whole packet',
      hex: `${patched(patched(IPV6, 4, '00 1e'), 6, '2c')} 06 00 00 00 00 00 00 01 ${TCP} ${DATA}`,
      expected: OF_IPV6,
    },
    { name: 'a first IPv4 fragment', hex: patched(OVER_IPV4, 6, '20 00'), expected: 'ip-fragment' },
    { name: 'a later IPv4 fragment', hex: patched(OVER_IPV4, 6, '00 b9'), expected: 'ip-fragment' },
    {
      name: 'an IPv6 fragment',
      hex: `${patched(patched(IPV6, 4, '00 1e'), 6, '2c')} 06 00 00 01 00 00 00 01 ${TCP} ${DATA}`,
      expected: 'ip-fragment',
    },
    { name: 'UDP', hex: patched(OVER_IPV4, 9, '11'), expected: 'not-tcp' },
    { name: 'ICMPv6', hex: patched(OVER_IPV6, 6, '3a'), expected: 'not-tcp' },
    {
      name: 'an IPv4 header shorter than it can be',
      hex: patched(OVER_IPV4, 0, '44'),
      expected: 'malformed',
    },
    {
      name: 'a length shorter than its header',
      hex: patched(OVER_IPV4, 2, '00 13'),
      expected: 'malformed',
    },
    { name: 'a cut IPv4 header', hex: IPV4.slice(0, -3), expected: 'malformed' },
    { name: 'a cut IPv6 header', hex: IPV6.slice(0, -3), expected: 'malformed' },
    {
      name: 'a cut extension header',
      hex: `${patched(patched(IPV6, 4, '00 04'), 6, '00')} 06 00 01 04`,
      expected: 'malformed',
    },
  ])('takes $name as $expected', ({ hex, expected }) => {
    expect(summary(RAW, hex)).toBe(expected);
  });
});

describe('TCP', () => {
  const over = (tcp: string) =>
    `${IPV4.replace('00 2a', (20 + fromHex(tcp).length).toString(16).padStart(4, '0'))} ${tcp}`;

  test.each([
    { name: 'SYN', flags: '02', expected: 'syn' },
    { name: 'SYN, ACK', flags: '12', expected: 'syn+ack' },
    { name: 'ACK', flags: '10', expected: 'ack' },
    { name: 'FIN, PSH, ACK', flags: '19', expected: 'fin+ack' },
    { name: 'RST', flags: '04', expected: 'rst' },
    { name: 'RST, ACK', flags: '14', expected: 'rst+ack' },
    { name: 'none', flags: '00', expected: '' },
    { name: 'URG, ECE and CWR', flags: 'e0', expected: '' },
  ])('reads the control bits $name', ({ flags, expected }) => {
    expect(summary(RAW, over(TCP.replace('50 18', `50 ${flags}`)))).toBe(
      `192.0.2.1:4660 > 198.51.100.2:80  ${expected}`,
    );
  });

  test('leaves options to the header', () => {
    const reading = decode(RAW, over(`${TCP.replace('50 18', '60 18')} 01 01 01 00 ${DATA}`));
    expect(reading.kind === 'tcp' && reading.packet.segment.data).toEqual(fromHex(DATA));
    expect(reading.kind === 'tcp' && reading.packet.segment.header.length).toBe(24);
  });

  test.each([
    { name: 'cut', tcp: TCP.slice(0, -3) },
    { name: 'shorter than it can be', tcp: TCP.replace('50 18', '40 18') },
    { name: 'longer than the packet', tcp: TCP.replace('50 18', 'f0 18') },
  ])('skips a header that is $name', ({ tcp }) => {
    expect(summary(RAW, over(tcp))).toBe('malformed');
  });
});

describe('bytes that were not captured', () => {
  const WHOLE_IPV4 = fromHex(OVER_IPV4);
  const WHOLE_IPV6 = fromHex(OVER_IPV6);
  // A network card that splits large packets leaves the length at 0.
  const UNSIZED = Uint8Array.from(WHOLE_IPV4).fill(0, 2, 4);

  test.each([
    { name: 'a whole packet', frame: WHOLE_IPV4, expected: 0 },
    { name: 'a packet with padding', frame: fromHex(`${OVER_IPV4} 00 00`), expected: 0 },
    { name: 'a cut IPv4 packet', frame: WHOLE_IPV4.subarray(0, -1), expected: 1 },
    { name: 'a cut IPv6 packet', frame: WHOLE_IPV6.subarray(0, -2), expected: 2 },
    { name: 'a packet whose length is unknown', frame: UNSIZED.subarray(0, -1), expected: 0 },
  ])('$expected of $name', ({ frame, expected }) => {
    const reading = decodeTcpPacket(RAW, frame);
    expect(reading.kind === 'tcp' && reading.notCaptured).toBe(expected);
  });
});

test('a packet cut anywhere has a part of its data, or is skipped', () => {
  const whole = fromHex(`${ADDRESSES} 08 00 ${OVER_IPV4}`);
  for (let size = 0; size <= whole.length; size++) {
    const reading = decodeTcpPacket(ETHERNET, whole.subarray(0, size));
    const data = reading.kind === 'tcp' ? reading.packet.segment.data.length : null;
    expect(data).toBe(size < 54 ? null : size - 54);
  }
});

test('no bytes throw, and none are changed', () => {
  const linkType = fc.constantFrom(0, 1, 12, 14, 101, 108, 113, 228, 229, 276, 147);
  const begin = fc.constantFrom(
    '',
    '45',
    '60 00 00 00 00 00 2c',
    `${ADDRESSES} 08 00 45`,
    '02 00 00 00 45',
  );
  fc.assert(
    fc.property(linkType, begin, fc.uint8Array({ maxLength: 120 }), (type, hex, rest) => {
      const frame = Uint8Array.from([...fromHex(hex), ...rest]);
      const before = frame.slice();
      decodeTcpPacket(type, frame);
      expect(frame).toEqual(before);
    }),
    { seed: 6455, numRuns: 2000 },
  );
});
