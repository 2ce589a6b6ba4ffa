import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { decodeLinkLayer, isKnownLinkType } from '#core/packets/link-layer.ts';

const ADDRESSES = '02 00 00 00 00 01  02 00 00 00 00 02';
const COOKED = '00 00 03 04 00 06 00 00 00 00 00 00 00 00';

/** "800: 45aa", or null. */
function payload(linkType: number, hex: string): string | null {
  const found = decodeLinkLayer(linkType, fromHex(hex));
  return found && `${found.etherType.toString(16)}: ${toHex(found.packet)}`;
}

describe('the link type', () => {
  test.each([0, 1, 12, 14, 101, 108, 113, 228, 229, 276])('%i is known', (linkType) => {
    expect(isKnownLinkType(linkType)).toBe(true);
  });

  test.each([2, 100, 105, 127, 277])('%i is not known', (linkType) => {
    expect(isKnownLinkType(linkType)).toBe(false);
    expect(payload(linkType, `${ADDRESSES} 08 00 45 aa`)).toBeNull();
  });
});

test.each([
  { name: 'Ethernet', linkType: 1, hex: `${ADDRESSES} 08 00 45 aa`, expected: '800: 45aa' },
  { name: 'Ethernet without a packet', linkType: 1, hex: `${ADDRESSES} 08 00`, expected: '800: ' },
  { name: 'a cut Ethernet header', linkType: 1, hex: `${ADDRESSES} 08`, expected: null },
  {
    name: 'tagged Ethernet',
    linkType: 1,
    hex: `${ADDRESSES} 91 00 00 01 88 a8 00 02 81 00 00 03 86 dd 60`,
    expected: '86dd: 60',
  },
  {
    name: 'a tag without a packet',
    linkType: 1,
    hex: `${ADDRESSES} 81 00 00 03 08 00`,
    expected: '800: ',
  },
  { name: 'a cut tag', linkType: 1, hex: `${ADDRESSES} 81 00 00 03 08`, expected: null },
  { name: 'Linux cooked', linkType: 113, hex: `${COOKED} 08 00 45`, expected: '800: 45' },
  { name: 'a cut cooked header', linkType: 113, hex: `${COOKED} 08`, expected: null },
  {
    name: 'Linux cooked v2',
    linkType: 276,
    hex: `86 dd ${'00 '.repeat(18)} 60`,
    expected: '86dd: 60',
  },
  {
    name: 'a cut cooked v2 header',
    linkType: 276,
    hex: `86 dd ${'00 '.repeat(17)}`,
    expected: null,
  },
  {
    name: 'null of a little-endian machine',
    linkType: 0,
    hex: '02 00 00 00 45',
    expected: '800: 45',
  },
  {
    name: 'null of a big-endian machine',
    linkType: 0,
    hex: '00 00 00 1c 60',
    expected: '86dd: 60',
  },
  { name: 'null of FreeBSD with IPv6', linkType: 0, hex: '1c 00 00 00 60', expected: '86dd: 60' },
  { name: 'null of NetBSD with IPv6', linkType: 0, hex: '18 00 00 00 60', expected: '86dd: 60' },
  { name: 'null of another family', linkType: 0, hex: '07 00 00 00 45', expected: null },
  { name: 'null with its high bytes set', linkType: 0, hex: '01 00 00 02 45', expected: null },
  { name: 'null without a packet', linkType: 0, hex: '02 00 00 00', expected: null },
  { name: 'loop', linkType: 108, hex: '00 00 00 02 45', expected: '800: 45' },
  { name: 'loop in the other byte order', linkType: 108, hex: '02 00 00 00 45', expected: null },
  { name: 'raw IPv4', linkType: 101, hex: '4f', expected: '800: 4f' },
  { name: 'raw IPv6', linkType: 101, hex: '6f', expected: '86dd: 6f' },
  { name: 'raw bytes of another version', linkType: 101, hex: '5f', expected: null },
  { name: 'raw nothing', linkType: 101, hex: '', expected: null },
])('$name carries $expected', ({ linkType, hex, expected }) => {
  expect(payload(linkType, hex)).toBe(expected);
});
