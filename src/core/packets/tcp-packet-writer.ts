/**
 * Writes IP packets with a TCP segment, with right checksums (RFC 791 §3.1, RFC 8200 §3, RFC 9293
 * §3.1).
 */

import { writeUint16, writeUint32 } from '#core/bytes/big-endian.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { ipv6Bytes } from './ip-address.ts';
import { IPV6_HEADER_SIZE } from './ip-packet.ts';
import type { Peer } from './tcp-packet.ts';
import type { ControlBit } from './tcp-segment.ts';

export type SegmentToWrite = {
  /** Both addresses are IPv4, or both are IPv6. */
  readonly source: Peer;
  readonly destination: Peer;
  readonly sequenceNumber: number;
  readonly acknowledgementNumber: number;
  readonly controlBits: readonly ControlBit[];
  /** At most 65,495 bytes. */
  readonly data: Uint8Array;
};

const IP_HEADER_SIZE = 20;
const TCP_HEADER_SIZE = 20;

/** What fits behind the headers of one packet. */
export const MAX_SEGMENT_DATA = 0xffff - IP_HEADER_SIZE - TCP_HEADER_SIZE;

const TCP = 6;
const TIME_TO_LIVE = 64;
const DO_NOT_FRAGMENT = 0x4000;
const WINDOW = 0xffff;

const BITS: Readonly<Record<ControlBit, number>> = { fin: 0x01, syn: 0x02, rst: 0x04, ack: 0x10 };
/** Set with data, as senders do at the end of what an application wrote. */
const PUSH = 0x08;

export function writeTcpPacket(segment: SegmentToWrite): Uint8Array {
  return concatBytes(tcpPacketParts(segment));
}

/** The headers, and the data itself, so that much of it needn't be copied. */
export function tcpPacketParts(
  segment: SegmentToWrite,
): readonly [headers: Uint8Array, data: Uint8Array] {
  const { source, destination, data } = segment;
  const isIpv6 = source.address.includes(':');
  const headerSize = isIpv6 ? IPV6_HEADER_SIZE : IP_HEADER_SIZE;
  const headers = new Uint8Array(headerSize + TCP_HEADER_SIZE);
  const size = headers.length + data.length;
  const addresses = isIpv6
    ? [...ipv6Bytes(source.address), ...ipv6Bytes(destination.address)]
    : [...ipv4Bytes(source.address), ...ipv4Bytes(destination.address)];
  headers.set(addresses, headerSize - addresses.length);
  if (isIpv6) writeIpv6Header(headers, size);
  else writeIpv4Header(headers, size);
  const tcp = headers.subarray(headerSize);
  writeSegmentHeader(tcp, segment);
  // The checksum also covers the addresses, the protocol and the length.
  const pseudoHeader = new Uint8Array(addresses.length + 4);
  pseudoHeader.set(addresses);
  writeUint32(pseudoHeader, addresses.length, TCP * 0x1_0000 + size - headerSize);
  writeUint16(tcp, 16, checksum(pseudoHeader, tcp, data));
  return [headers, data];
}

function writeIpv4Header(packet: Uint8Array, size: number): void {
  packet[0] = 0x45;
  writeUint16(packet, 2, size);
  writeUint16(packet, 6, DO_NOT_FRAGMENT);
  packet[8] = TIME_TO_LIVE;
  packet[9] = TCP;
  writeUint16(packet, 10, checksum(packet.subarray(0, IP_HEADER_SIZE)));
}

function writeIpv6Header(packet: Uint8Array, size: number): void {
  packet[0] = 0x60;
  writeUint16(packet, 4, size - IPV6_HEADER_SIZE);
  packet[6] = TCP;
  packet[7] = TIME_TO_LIVE;
}

function writeSegmentHeader(tcp: Uint8Array, segment: SegmentToWrite): void {
  const { source, destination, controlBits, data } = segment;
  writeUint16(tcp, 0, source.port);
  writeUint16(tcp, 2, destination.port);
  writeUint32(tcp, 4, segment.sequenceNumber);
  writeUint32(tcp, 8, segment.acknowledgementNumber);
  tcp[12] = (TCP_HEADER_SIZE / 4) << 4;
  tcp[13] = controlBits.reduce((bits, name) => bits | BITS[name], data.length > 0 ? PUSH : 0);
  writeUint16(tcp, 14, WINDOW);
}

/** "192.0.2.1". */
function ipv4Bytes(address: string): number[] {
  return address.split('.').map(Number);
}

/** The ones' complement of the ones' complement sum of all 16-bit words (RFC 1071 §1). */
function checksum(...parts: readonly Uint8Array[]): number {
  // Only the last part can be odd.
  let sum = parts.reduce((total, part) => total + sumOfWords(part), 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  return ~sum & 0xffff;
}

/**
 * Words of 32 bits can be added instead, which is folded in the end (RFC 1071 §2 (C)). 65,535 bytes
 * have so few of them that the sum stays exact.
 */
function sumOfWords(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length - (bytes.length % 4);
  let sum = 0;
  for (let at = 0; at < whole; at += 4) sum += view.getUint32(at);
  const [first = 0, second = 0, third = 0] = bytes.subarray(whole);
  return sum + (first << 8) + second + (third << 8);
}
