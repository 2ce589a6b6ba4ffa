import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { decodeTcpPacket, peerText } from '#core/packets/tcp-packet.ts';

const TCP = '12 34 00 50  00 00 00 07  00 00 00 09  50 18 ff ff  00 00 00 00  68 69';
const IPV4 = `45 00 00 2a  00 01 40 00  40 06 00 00  c0 00 02 01  c6 33 64 02 ${TCP}`;
const IPV6 = `60 00 00 00  00 16 06 40  20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01
  fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02 ${TCP}`;
const ADDRESSES = '02 00 00 00 00 01  02 00 00 00 00 02';
/** An outer header without its length, which is 0 as from a card that splits packets. */
const outer = (protocol: string) =>
  `45 00 00 00  00 02 40 00  40 ${protocol} 00 00  0a 00 00 01  0a 00 00 02`;

const [ETHERNET, PPP, PPP_HDLC, PPPOE, RAW] = [1, 9, 50, 51, 101];
const OF_IPV4 = '192.0.2.1:4660 > 198.51.100.2:80';
const OF_IPV6 = '[2001:db8::1]:4660 > [fe80::2]:80';

test.each([
  { name: 'PPP', linkType: PPP, hex: `ff 03 00 21 ${IPV4}`, peers: OF_IPV4 },
  { name: 'PPP without address and control', linkType: PPP, hex: `21 ${IPV4}`, peers: OF_IPV4 },
  { name: 'PPP in HDLC', linkType: PPP_HDLC, hex: `ff 03 00 57 ${IPV6}`, peers: OF_IPV6 },
  { name: 'PPP’s own link control', linkType: PPP, hex: 'ff 03 c0 21 01', peers: 'malformed' },
  {
    name: 'PPPoE',
    linkType: ETHERNET,
    hex: `${ADDRESSES} 88 64  11 00 00 01 00 2c  00 21 ${IPV4}`,
    peers: OF_IPV4,
  },
  { name: 'PPPoE alone', linkType: PPPOE, hex: `11 00 00 01 00 2c 00 21 ${IPV4}`, peers: OF_IPV4 },
  {
    name: 'PPPoE with link control',
    linkType: ETHERNET,
    hex: `${ADDRESSES} 88 64  11 00 00 01 00 04  c0 21 01 01`,
    peers: 'not-ip',
  },
  {
    name: 'MPLS with two labels',
    linkType: ETHERNET,
    hex: `${ADDRESSES} 88 47  00 01 00 40  00 02 01 40 ${IPV4}`,
    peers: OF_IPV4,
  },
  { name: 'IPv4 in IPv4', linkType: RAW, hex: `${outer('04')} ${IPV4}`, peers: OF_IPV4 },
  { name: 'IPv6 in IPv4', linkType: RAW, hex: `${outer('29')} ${IPV6}`, peers: OF_IPV6 },
  { name: 'GRE', linkType: RAW, hex: `${outer('2f')} 00 00 08 00 ${IPV4}`, peers: OF_IPV4 },
  {
    name: 'GRE with checksum, key and sequence number',
    linkType: RAW,
    hex: `${outer('2f')} b0 00 86 dd  00 00 00 00  00 00 00 01  00 00 00 02 ${IPV6}`,
    peers: OF_IPV6,
  },
  {
    name: 'Ethernet in GRE',
    linkType: RAW,
    hex: `${outer('2f')} 00 00 65 58 ${ADDRESSES} 08 00 ${IPV4}`,
    peers: OF_IPV4,
  },
  { name: 'GRE of PPTP', linkType: RAW, hex: `${outer('2f')} 30 01 88 0b`, peers: 'not-tcp' },
  {
    name: 'VXLAN',
    linkType: RAW,
    hex: `${outer('11')} c0 00 12 b5 00 00 00 00  08 00 00 00 00 00 2a 00 ${ADDRESSES} 08 00 ${IPV4}`,
    peers: OF_IPV4,
  },
  {
    name: 'other UDP',
    linkType: RAW,
    hex: `${outer('11')} c0 00 00 35 00 00 00 00  08 00 00 00 00 00 2a 00`,
    peers: 'not-tcp',
  },
  {
    name: 'a tunnel without end',
    linkType: RAW,
    hex: outer('04').repeat(20),
    peers: 'malformed',
  },
])('$name', ({ linkType, hex, peers }) => {
  const reading = decodeTcpPacket(linkType, fromHex(hex));
  const found =
    reading.kind === 'skipped'
      ? reading.reason
      : `${peerText(reading.packet.source)} > ${peerText(reading.packet.destination)}`;
  expect(found).toBe(peers);
});
