/**
 * Tunnels: packets that carry other packets. PPPoE (RFC 2516), MPLS (RFC 3032), IP in IP (RFC 2003,
 * RFC 4213), GRE (RFC 2784, RFC 2890) and VXLAN (RFC 7348).
 */

import { readUint16 } from '#core/bytes/big-endian.ts';
import { ETHER_TYPE, type LinkPayload } from './ether-type.ts';
import type { IpPacket } from './ip-packet.ts';
import { decodeEthernet, decodeRaw } from './link-layer.ts';
import { decodePppoe } from './ppp.ts';

const PPPOE_SESSION = 0x8864;
const MPLS: readonly number[] = [0x8847, 0x8848];
/** What GRE calls a whole Ethernet frame. */
const BRIDGED_ETHERNET = 0x6558;

const UDP_HEADER_SIZE = 8;
const VXLAN_HEADER_SIZE = 8;
const MPLS_LABEL_SIZE = 4;

/** IANA's port of VXLAN, and that of Linux before there was one. */
const VXLAN_PORTS: readonly number[] = [4789, 8472];

/** Numbers of IANA. */
const PROTOCOL = { ipv4: 4, udp: 17, ipv6: 41, gre: 47 } as const;

/** What is inside PPPoE or MPLS; null if this is neither. */
export function openLinkTunnel({ etherType, packet }: LinkPayload): LinkPayload | null {
  if (etherType === PPPOE_SESSION) return decodePppoe(packet);
  return MPLS.includes(etherType) ? decodeMpls(packet) : null;
}

/** Labels; in the third byte of the last, the lowest bit is set. Nothing names what follows. */
function decodeMpls(packet: Uint8Array): LinkPayload | null {
  let at = 0;
  while (at + MPLS_LABEL_SIZE <= packet.length) {
    const isLast = (packet[at + 2]! & 1) === 1;
    at += MPLS_LABEL_SIZE;
    if (isLast) return decodeRaw(packet.subarray(at));
  }
  return null;
}

/** What an IP packet carries if it is a tunnel; null if it isn't. */
export function openIpTunnel({ protocol, payload }: IpPacket): LinkPayload | null {
  switch (protocol) {
    case PROTOCOL.ipv4:
      return { etherType: ETHER_TYPE.ipv4, packet: payload };
    case PROTOCOL.ipv6:
      return { etherType: ETHER_TYPE.ipv6, packet: payload };
    case PROTOCOL.gre:
      return decodeGre(payload);
    case PROTOCOL.udp:
      return decodeVxlan(payload);
    default:
      return null;
  }
}

/** Which of GRE's optional fields are there: checksum, key, sequence number. Each has 4 bytes. */
const GRE_FIELDS = [0x80, 0x20, 0x10] as const;
const GRE_VERSION = 0x07;

function decodeGre(payload: Uint8Array): LinkPayload | null {
  if (payload.length < 4 || (payload[1]! & GRE_VERSION) !== 0) return null;
  const fields = GRE_FIELDS.filter((bit) => (payload[0]! & bit) !== 0).length;
  const packet = payload.subarray(4 + 4 * fields);
  const etherType = readUint16(payload, 2);
  return etherType === BRIDGED_ETHERNET ? decodeEthernet(packet) : { etherType, packet };
}

/** Set in a VXLAN header with a valid network identifier, thus in every one (RFC 7348 §5). */
const VXLAN_FLAG = 0x08;

function decodeVxlan(datagram: Uint8Array): LinkPayload | null {
  const start = UDP_HEADER_SIZE + VXLAN_HEADER_SIZE;
  if (datagram.length < start || !VXLAN_PORTS.includes(readUint16(datagram, 2))) return null;
  const isVxlan = (datagram[UDP_HEADER_SIZE]! & VXLAN_FLAG) !== 0;
  return isVxlan ? decodeEthernet(datagram.subarray(start)) : null;
}
