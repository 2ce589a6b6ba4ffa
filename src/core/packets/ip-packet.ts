/** IP packets: their sender, receiver and payload (RFC 791 §3.1, RFC 8200 §3). */

import { readUint16 } from '#core/bytes/big-endian.ts';
import { ipv4Text, ipv6Text } from './ip-address.ts';

export type IpPacket = {
  readonly source: string;
  readonly destination: string;
  /** IANA's number of what it carries: 6 is TCP. */
  readonly protocol: number;
  /** Bytes before the payload: the header with its options or extension headers. */
  readonly headerSize: number;
  /** As far as it was captured, without the padding that a link layer may add. */
  readonly payload: Uint8Array;
  /** Bytes of the whole packet on the wire; null if its header says 0, as in `decodeIpv4`. */
  readonly size: number | null;
  /** Null for a whole packet. Only the first fragment contains the header of the next protocol. */
  readonly fragment: Fragment | null;
};

/** A part of a packet's payload. */
export type Fragment = {
  /** The same for all fragments of a packet. */
  readonly id: number;
  /** Where in the payload it starts, in bytes. */
  readonly start: number;
  /** Whether it is not the last one. */
  readonly hasMore: boolean;
};

const IPV4_HEADER_SIZE = 20;
export const IPV6_HEADER_SIZE = 40;
/** IPv4: set if more fragments follow, and the fragment's offset. */
const MORE_FRAGMENTS = 0x2000;
const OFFSET_BITS = 0x1fff;
/** Offsets count this many bytes. */
const OFFSET_UNIT = 8;

/** The packet; null if it is cut within its header, or contradicts itself. */
export function decodeIpv4(packet: Uint8Array): IpPacket | null {
  if (packet.length < IPV4_HEADER_SIZE) return null;
  const first = packet[0] ?? 0;
  const headerSize = (first & 0x0f) * 4;
  // A network card that splits large packets itself shows them to the capture with a length of 0.
  const size = readUint16(packet, 2) || null;
  const end = size ?? packet.length;
  const isWhole = headerSize >= IPV4_HEADER_SIZE && end >= headerSize;
  if (first >> 4 !== 4 || !isWhole) return null;
  return {
    source: ipv4Text(packet, 12),
    destination: ipv4Text(packet, 16),
    protocol: packet[9] ?? 0,
    headerSize,
    payload: packet.subarray(headerSize, end),
    size,
    fragment: ipv4Fragment(packet),
  };
}

function ipv4Fragment(packet: Uint8Array): Fragment | null {
  const bits = readUint16(packet, 6);
  const start = (bits & OFFSET_BITS) * OFFSET_UNIT;
  const hasMore = (bits & MORE_FRAGMENTS) !== 0;
  return start === 0 && !hasMore ? null : { id: readUint16(packet, 4), start, hasMore };
}

/** The packet; null if it is cut within its headers, or isn't IPv6. */
export function decodeIpv6(packet: Uint8Array): IpPacket | null {
  if (packet.length < IPV6_HEADER_SIZE || (packet[0] ?? 0) >> 4 !== 6) return null;
  const payloadSize = readUint16(packet, 4);
  const size = payloadSize === 0 ? null : IPV6_HEADER_SIZE + payloadSize;
  const afterHeader = packet.subarray(IPV6_HEADER_SIZE, size ?? packet.length);
  const body = decodeExtensionHeaders(packet[6] ?? 0, afterHeader);
  if (body === null) return null;
  return {
    source: ipv6Text(packet.subarray(8, 24)),
    destination: ipv6Text(packet.subarray(24, 40)),
    headerSize: IPV6_HEADER_SIZE + afterHeader.length - body.payload.length,
    size,
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

/**
 * Extension headers each name the next one, as the IPv6 header does the first (RFC 8200 §4). Those
 * after a fragment's header are divided, too, and not read.
 */
export function decodeExtensionHeaders(
  firstHeader: number,
  body: Uint8Array,
): Pick<IpPacket, 'protocol' | 'payload' | 'fragment'> | null {
  let protocol = firstHeader;
  let payload = body;
  while (EXTENSION_HEADERS.includes(protocol)) {
    if (payload.length < 8) return null;
    const fragment = protocol === FRAGMENT ? ipv6Fragment(payload) : null;
    const size = protocol === FRAGMENT ? 8 : 8 + (payload[1] ?? 0) * 8;
    protocol = payload[0] ?? 0;
    payload = payload.subarray(size);
    if (fragment !== null) return { protocol, payload, fragment };
  }
  return { protocol, payload, fragment: null };
}

/** With offset 0 and nothing to follow, the only fragment is the whole packet (RFC 6946). */
function ipv6Fragment(header: Uint8Array): Fragment | null {
  const bits = readUint16(header, 2);
  const start = bits & ~7 & 0xffff;
  const hasMore = (bits & 1) !== 0;
  const id = readUint16(header, 4) * 0x1_0000 + readUint16(header, 6);
  return start === 0 && !hasMore ? null : { id, start, hasMore };
}
