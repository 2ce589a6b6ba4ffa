import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { decodeIpv4, decodeIpv6 } from '#core/packets/ip-packet.ts';

const IPV4 = '45 00 00 16  00 01 40 00  40 06 00 00  c0 00 02 01  c6 33 64 02';
const IPV6 = `60 00 00 00  00 02 06 40
  20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01  fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02`;

const patched = (hex: string, at: number, patch: string): Uint8Array => {
  const bytes = fromHex(hex);
  bytes.set(fromHex(patch), at);
  return bytes;
};

test('an IPv4 packet names its peers and its payload', () => {
  expect(decodeIpv4(fromHex(`${IPV4} 68 69`))).toEqual({
    source: '192.0.2.1',
    destination: '198.51.100.2',
    protocol: 6,
    headerSize: 20,
    payload: fromHex('68 69'),
    size: 22,
    fragment: null,
  });
});

test('an IPv6 packet names its peers and its payload', () => {
  expect(decodeIpv6(fromHex(`${IPV6} 68 69`))).toEqual({
    source: '2001:db8::1',
    destination: 'fe80::2',
    protocol: 6,
    headerSize: 40,
    payload: fromHex('68 69'),
    size: 42,
    fragment: null,
  });
});

describe('an IPv4 packet', () => {
  /** "20+2 of 22": header and payload bytes, and the size that the header gives. */
  const sizes = (bytes: Uint8Array) => {
    const packet = decodeIpv4(bytes);
    return packet && `${packet.headerSize}+${packet.payload.length} of ${packet.size}`;
  };

  test.each([
    { name: 'without a payload', bytes: patched(IPV4, 2, '00 14'), expected: '20+0 of 20' },
    { name: 'with padding', bytes: fromHex(`${IPV4} 68 69 00 00`), expected: '20+2 of 22' },
    { name: 'that is cut', bytes: fromHex(`${IPV4} 68`), expected: '20+1 of 22' },
    {
      name: 'with options',
      bytes: patched(`${IPV4} 01 01 01 01 68`, 0, '46 00 00 1a'),
      expected: '24+1 of 26',
    },
    {
      name: 'with the length 0 of a network card that splits packets',
      bytes: patched(`${IPV4} 68 69 6a`, 2, '00 00'),
      expected: '20+3 of null',
    },
    { name: 'cut in its header', bytes: fromHex(IPV4).subarray(0, 19), expected: null },
    { name: 'with a header of 16 bytes', bytes: patched(IPV4, 0, '44'), expected: null },
    { name: 'shorter than its header', bytes: patched(IPV4, 2, '00 13'), expected: null },
    { name: 'of another version', bytes: patched(IPV4, 0, '65'), expected: null },
    { name: 'of no bytes', bytes: fromHex(''), expected: null },
  ])('$name', ({ bytes, expected }) => {
    expect(sizes(bytes)).toBe(expected);
  });

  test.each([
    { name: 'that must not be split', flags: '40 00', fragment: null },
    {
      name: 'that is a first fragment',
      flags: '20 00',
      fragment: { id: 1, start: 0, hasMore: true },
    },
    {
      name: 'that is a last fragment',
      flags: '00 01',
      fragment: { id: 1, start: 8, hasMore: false },
    },
    {
      name: 'that is far into a packet',
      flags: '10 00',
      fragment: { id: 1, start: 0x8000, hasMore: false },
    },
  ])('$name', ({ flags, fragment }) => {
    expect(decodeIpv4(patched(IPV4, 6, flags))?.fragment).toEqual(fragment);
  });
});

describe('an IPv6 packet', () => {
  const sizes = (bytes: Uint8Array) => {
    const packet = decodeIpv6(bytes);
    return (
      packet &&
      `${packet.headerSize}+${packet.payload.length} of ${packet.size} protocol ${packet.protocol}`
    );
  };
  const HOP_BY_HOP = '3c 00 01 04 00 00 00 00';
  const DESTINATION = '06 01 01 0c 00 00 00 00 00 00 00 00 00 00 00 00';

  test.each([
    {
      name: 'without a payload (RFC 8200 §4.7)',
      bytes: patched(IPV6, 4, '00 00 3b'),
      expected: '40+0 of null protocol 59',
    },
    { name: 'with padding', bytes: fromHex(`${IPV6} 68 69 00`), expected: '40+2 of 42 protocol 6' },
    { name: 'that is cut', bytes: fromHex(`${IPV6} 68`), expected: '40+1 of 42 protocol 6' },
    {
      name: 'with a length of 0',
      bytes: patched(`${IPV6} 68 69 6a`, 4, '00 00'),
      expected: '40+3 of null protocol 6',
    },
    {
      name: 'with extension headers',
      bytes: patched(`${IPV6} ${HOP_BY_HOP} ${DESTINATION} 68`, 4, '00 1a 00'),
      expected: '64+1 of 66 protocol 6',
    },
    {
      name: 'with a routing header',
      bytes: patched(`${IPV6} 06 00 00 00 00 00 00 00`, 4, '00 08 2b'),
      expected: '48+0 of 48 protocol 6',
    },
    {
      name: 'cut in an extension header',
      bytes: patched(`${IPV6} 06 00 01 04 00 00 00`, 4, '00 08 00'),
      expected: null,
    },
    { name: 'cut in its header', bytes: fromHex(IPV6).subarray(0, 39), expected: null },
    { name: 'of another version', bytes: patched(IPV6, 0, '45'), expected: null },
  ])('$name', ({ bytes, expected }) => {
    expect(sizes(bytes)).toBe(expected);
  });

  test.each([
    { name: 'whole (RFC 6946)', offset: '00 00', fragment: null },
    { name: 'with reserved bits only', offset: '00 06', fragment: null },
    { name: 'a first fragment', offset: '00 01', fragment: { start: 0, hasMore: true } },
    { name: 'a later fragment', offset: '00 08', fragment: { start: 8, hasMore: false } },
  ])('with a fragment header is $name', ({ offset, fragment }) => {
    const packet = decodeIpv6(patched(`${IPV6} 06 ff ${offset} 00 00 00 01 68`, 4, '00 09 2c'));
    if (fragment === null) expect(packet?.fragment).toBeNull();
    else expect(packet?.fragment).toMatchObject(fragment);
    // The second byte of a fragment header is reserved, not a length.
    expect(packet?.payload).toEqual(fromHex('68'));
  });
});
