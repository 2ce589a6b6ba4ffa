/**
 * Link layers: the header before the IP packet in each packet of a capture. The capture file names
 * it by a number of the LINKTYPE registry (https://www.tcpdump.org/linktypes.html).
 */

import { readUint16 } from '#core/bytes/big-endian.ts';
import { ETHER_TYPE, type LinkPayload } from './ether-type.ts';
import { decodePpp, decodePppoe } from './ppp.ts';

/** Null if the bytes end inside the link layer's header, or aren't of this link type. */
type LinkDecoder = (frame: Uint8Array) => LinkPayload | null;

/** EtherTypes of tags before a packet (IEEE 802.1Q, 802.1ad, and 802.1ad's predecessor). */
const VLAN_TAGS: readonly number[] = [0x8100, 0x88a8, 0x9100];
const VLAN_TAG_SIZE = 4;

const ETHERNET_HEADER_SIZE = 14;
const COOKED_HEADER_SIZE = 16;
const COOKED_V2_HEADER_SIZE = 20;
const LOOPBACK_HEADER_SIZE = 4;

/** The address family of IPv4 on all systems, then of IPv6 on Linux, NetBSD, FreeBSD, Darwin. */
const ADDRESS_FAMILIES: readonly number[] = [2, 10, 24, 28, 30];

const DECODERS: Readonly<Record<number, LinkDecoder>> = {
  0: decodeNull,
  1: decodeEthernet,
  9: decodePpp,
  12: decodeRaw,
  14: decodeRaw,
  50: decodePpp,
  51: decodePppoe,
  101: decodeRaw,
  108: decodeLoop,
  113: decodeCooked,
  228: decodeRaw,
  229: decodeRaw,
  276: decodeCookedV2,
};

export function isKnownLinkType(linkType: number): boolean {
  return linkType in DECODERS;
}

/** The payload of a frame of this link type; null if it is cut or contains no packet. */
export function decodeLinkLayer(linkType: number, frame: Uint8Array): LinkPayload | null {
  return DECODERS[linkType]?.(frame) ?? null;
}

/** LINKTYPE_ETHERNET: two addresses and an EtherType. */
export function decodeEthernet(frame: Uint8Array): LinkPayload | null {
  return decodeTyped(frame, ETHERNET_HEADER_SIZE - 2, ETHERNET_HEADER_SIZE);
}

/** LINKTYPE_LINUX_SLL, used by Linux for the device "any": the EtherType is last. */
function decodeCooked(frame: Uint8Array): LinkPayload | null {
  return decodeTyped(frame, COOKED_HEADER_SIZE - 2, COOKED_HEADER_SIZE);
}

/** LINKTYPE_LINUX_SLL2, with the interface's number: the EtherType is first. */
function decodeCookedV2(frame: Uint8Array): LinkPayload | null {
  return decodeTyped(frame, 0, COOKED_V2_HEADER_SIZE);
}

/** LINKTYPE_NULL: the address family, in the byte order of the machine that captured. */
function decodeNull(frame: Uint8Array): LinkPayload | null {
  const header = frame.slice(0, LOOPBACK_HEADER_SIZE);
  return decodeFamily(frame, header) ?? decodeFamily(frame, header.reverse());
}

/** LINKTYPE_LOOP: the address family, in network byte order. */
function decodeLoop(frame: Uint8Array): LinkPayload | null {
  return decodeFamily(frame, frame.subarray(0, LOOPBACK_HEADER_SIZE));
}

function decodeFamily(frame: Uint8Array, header: Uint8Array): LinkPayload | null {
  if (frame.length <= LOOPBACK_HEADER_SIZE) return null;
  const isFamily = readUint16(header, 0) === 0 && ADDRESS_FAMILIES.includes(readUint16(header, 2));
  return isFamily ? decodeRaw(frame.subarray(LOOPBACK_HEADER_SIZE)) : null;
}

/**
 * LINKTYPE_RAW, LINKTYPE_IPV4, LINKTYPE_IPV6: nothing before the packet, whose first four bits are
 * its version.
 */
export function decodeRaw(frame: Uint8Array): LinkPayload | null {
  const version = (frame[0] ?? 0) >> 4;
  if (version === 4) return { etherType: ETHER_TYPE.ipv4, packet: frame };
  return version === 6 ? { etherType: ETHER_TYPE.ipv6, packet: frame } : null;
}

function decodeTyped(frame: Uint8Array, typeAt: number, headerSize: number): LinkPayload | null {
  if (frame.length < headerSize) return null;
  let etherType = readUint16(frame, typeAt);
  let packet = frame.subarray(headerSize);
  while (VLAN_TAGS.includes(etherType)) {
    if (packet.length < VLAN_TAG_SIZE) return null;
    etherType = readUint16(packet, 2);
    packet = packet.subarray(VLAN_TAG_SIZE);
  }
  return { etherType, packet };
}
