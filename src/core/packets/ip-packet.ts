/** IP packets: who sends to whom, and what they carry (RFC 791 §3.1, RFC 8200 §3). */

import { readUint16 } from '#core/bytes/big-endian.ts';
import { ipv4Text, ipv6Text } from './ip-address.ts';

export type IpPacket = {
  readonly source: string;
  readonly destination: string;
  /** IANA's number of what it carries: 6 is TCP. */
  readonly protocol: number;
  /** As far as it was captured; the header's length bounds it, since a link layer may pad. */
  readonly payload: Uint8Array;
  /**
   * One piece of a packet that was cut on the way. Only the first piece has the header of what it
   * carries.
   */
  readonly isFragment: boolean;
};

const IPV4_HEADER_SIZE = 20;
const IPV6_HEADER_SIZE = 40;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;

/** The packet; null where it is cut within its header, or contradicts itself. */
export function decodeIpv4(packet: Uint8Array): IpPacket | null {
  if (packet.length < IPV4_HEADER_SIZE) return null;
  const first = packet[0] ?? 0;
  const headerSize = (first & 0x0f) * 4;
  // A card that cuts large packets itself lets the capture see them with a length of 0.
  const size = readUint16(packet, 2) || packet.length;
  const isWhole = headerSize >= IPV4_HEADER_SIZE && size >= headerSize;
  if (first >> 4 !== 4 || !isWhole) return null;
  return {
    source: ipv4Text(packet.subarray(12, 16)),
    destination: ipv4Text(packet.subarray(16, 20)),
    protocol: packet[9] ?? 0,
    payload: packet.subarray(headerSize, size),
    isFragment: (readUint16(packet, 6) & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) !== 0,
  };
}

/** The packet; null where it is cut within its headers, or is no IPv6. */
export function decodeIpv6(packet: Uint8Array): IpPacket | null {
  if (packet.length < IPV6_HEADER_SIZE || (packet[0] ?? 0) >> 4 !== 6) return null;
  const payloadSize = readUint16(packet, 4) || packet.length - IPV6_HEADER_SIZE;
  const body = skipExtensionHeaders(
    packet[6] ?? 0,
    packet.subarray(IPV6_HEADER_SIZE, IPV6_HEADER_SIZE + payloadSize),
  );
  if (body === null) return null;
  return {
    source: ipv6Text(packet.subarray(8, 24)),
    destination: ipv6Text(packet.subarray(24, 40)),
    ...body,
  };
}

const HOP_BY_HOP_OPTIONS = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const DESTINATION_OPTIONS = 60;
const EXTENSION_HEADERS: readonly number[] = [
  HOP_BY_HOP_OPTIONS,
  ROUTING,
  FRAGMENT,
  DESTINATION_OPTIONS,
];

/** Extension headers each name the next one, as the IPv6 header does the first (RFC 8200 §4). */
function skipExtensionHeaders(
  firstHeader: number,
  body: Uint8Array,
): Pick<IpPacket, 'protocol' | 'payload' | 'isFragment'> | null {
  let protocol = firstHeader;
  let payload = body;
  let isFragment = false;
  while (EXTENSION_HEADERS.includes(protocol)) {
    if (payload.length < 8) return null;
    // With offset 0 and nothing to follow, the only fragment is the whole packet (RFC 6946).
    if (protocol === FRAGMENT) isFragment ||= (readUint16(payload, 2) & 0xfff9) !== 0;
    const size = protocol === FRAGMENT ? 8 : 8 + (payload[1] ?? 0) * 8;
    protocol = payload[0] ?? 0;
    payload = payload.subarray(size);
  }
  return { protocol, payload, isFragment };
}
