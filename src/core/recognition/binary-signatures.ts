/**
 * Binary data that people find where they expect frames: TLS (RFC 8446 §5.1), compressed data,
 * captures, packets, older WebSocket framings.
 */

import { readUint16, readUint32 } from '#core/bytes/big-endian.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import { ETHER_TYPE } from '#core/packets/ether-type.ts';
import { decodeIpv4, decodeIpv6, IPV6_HEADER_SIZE } from '#core/packets/ip-packet.ts';
import { decodeLinkLayer } from '#core/packets/link-layer.ts';
import { tryToInflate } from './inflate-evidence.ts';
import { hasBytesAt, likely, sure, type Evidence, type Signature } from './signature.ts';
import { isReadable } from './text-signatures.ts';

export const BINARY_SIGNATURES = [
  { id: 'tls-client-hello', look: (bytes) => lookForHandshake(bytes, 1) },
  { id: 'tls-server-hello', look: (bytes) => lookForHandshake(bytes, 2) },
  { id: 'tls-handshake', look: (bytes) => lookForRecord(bytes, 0x16) },
  { id: 'tls-change-cipher-spec', look: (bytes) => lookForRecord(bytes, 0x14) },
  { id: 'tls-alert', look: (bytes) => lookForRecord(bytes, 0x15) },
  { id: 'tls-application-data', look: (bytes) => lookForRecord(bytes, 0x17) },
  { id: 'http2-settings', look: lookForSettings },
  { id: 'gzip', look: lookForGzip },
  { id: 'zlib', look: lookForZlib },
  { id: 'pcap', look: lookForPcap },
  { id: 'pcapng', look: lookForPcapng },
  { id: 'proxy-v2', look: lookForProxy },
  { id: 'ipv4-packet', look: lookForIpv4 },
  { id: 'ipv6-packet', look: lookForIpv6 },
  { id: 'ethernet-packet', look: (bytes) => lookForLinkLayer(bytes, ETHERNET) },
  { id: 'cooked-packet', look: lookForCooked },
  { id: 'hixie-close', look: lookForHixieClose },
  { id: 'hixie-text', look: lookForHixieText },
] as const satisfies readonly Signature<string>[];

/** Tried last, because its only sign is that it can be inflated. */
export const DEFLATE_SIGNATURE = { id: 'deflate', look: lookForDeflate } as const;

const TLS_HEADER_SIZE = 5;
/** 2^14 bytes, and up to 2048 that encryption adds in TLS 1.2 (RFC 5246 §6.2.3). */
const MAX_TLS_FRAGMENT = 0x4000 + 2048;

function lookForRecord(bytes: Uint8Array, contentType: number): Evidence | null {
  const [type, major, minor] = bytes;
  if (type !== contentType || major !== 3 || (minor ?? 0) > 4) return null;
  if (bytes.length < TLS_HEADER_SIZE) return likely(0, bytes.length);
  const length = readUint16(bytes, 3);
  return length === 0 || length > MAX_TLS_FRAGMENT ? null : sure(0, TLS_HEADER_SIZE);
}

/** A handshake message begins with its type and length (RFC 8446 §4). */
function lookForHandshake(bytes: Uint8Array, messageType: number): Evidence | null {
  const record = lookForRecord(bytes, 0x16);
  if (record === null || bytes[TLS_HEADER_SIZE] !== messageType) return null;
  return { ...record, range: { start: 0, end: TLS_HEADER_SIZE + 1 } };
}

/** A server's first HTTP/2 frame: SETTINGS with whole entries on stream 0 (RFC 9113 §6.5). */
function lookForSettings(bytes: Uint8Array): Evidence | null {
  if (bytes.length < 9) return null;
  const length = Math.floor(readUint32(bytes, 0) / 256);
  const isSettings = bytes[3] === 0x04 && (bytes[4] === 0 || bytes[4] === 1);
  if (!isSettings || length % 6 !== 0 || length > 600 || readUint32(bytes, 5) !== 0) return null;
  return likely(0, 9);
}

/** RFC 1952 §2.3.1: two fixed bytes, method 8, and flags whose top three bits are 0. */
function lookForGzip(bytes: Uint8Array): Evidence | null {
  if (!hasBytesAt(bytes, 0, [0x1f, 0x8b])) return null;
  const isWhole = bytes[2] === 0x08 && ((bytes[3] ?? 0xff) & 0xe0) === 0;
  return isWhole ? sure(0, 4) : likely(0, 2);
}

/** RFC 1950 §2.2: method 8, a window up to 32 KiB, and both bytes together a multiple of 31. */
function lookForZlib(bytes: Uint8Array): Evidence | null {
  const [method = 0, flags] = bytes;
  if (flags === undefined || (method & 0x0f) !== 8 || method >> 4 > 7) return null;
  const hasDictionary = (flags & 0x20) !== 0;
  if ((method * 256 + flags) % 31 !== 0 || hasDictionary) return null;
  const { streamEnd, isFaulty } = tryToInflate(bytes.subarray(2));
  if (isFaulty) return null;
  if (streamEnd !== null) return sure(0, 2);
  // The text "x^2" also passes the check.
  const text = fromValidUtf8(bytes);
  return text === null || !isReadable(text) ? likely(0, 2) : null;
}

/** RFC 1951 without a header, as in permessage-deflate (RFC 7692 §7.2.1). */
function lookForDeflate(bytes: Uint8Array): Evidence | null {
  const { streamEnd, isFlushed, isFaulty, output } = tryToInflate(bytes);
  if (isFaulty || (!isFlushed && streamEnd !== bytes.length)) return null;
  const text = fromValidUtf8(output);
  if (text === null || text.length < 4 || !isReadable(text)) return null;
  return text.length < 16 ? likely(0, bytes.length) : sure(0, bytes.length);
}

const PCAP_MARKS: readonly (readonly number[])[] = [
  [0xa1, 0xb2, 0xc3, 0xd4],
  [0xd4, 0xc3, 0xb2, 0xa1],
  [0xa1, 0xb2, 0x3c, 0x4d],
  [0x4d, 0x3c, 0xb2, 0xa1],
];

function lookForPcap(bytes: Uint8Array): Evidence | null {
  return PCAP_MARKS.some((mark) => hasBytesAt(bytes, 0, mark)) ? sure(0, 4) : null;
}

/** A section header block, and the mark of its byte order (draft-ietf-opsawg-pcapng §4.1). */
function lookForPcapng(bytes: Uint8Array): Evidence | null {
  if (!hasBytesAt(bytes, 0, [0x0a, 0x0d, 0x0d, 0x0a])) return null;
  const isOrdered =
    hasBytesAt(bytes, 8, [0x4d, 0x3c, 0x2b, 0x1a]) ||
    hasBytesAt(bytes, 8, [0x1a, 0x2b, 0x3c, 0x4d]);
  return isOrdered ? sure(0, 12) : likely(0, 4);
}

/** HAProxy's PROXY protocol, version 2, begins with twelve bytes that no text contains. */
function lookForProxy(bytes: Uint8Array): Evidence | null {
  const mark = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];
  return hasBytesAt(bytes, 0, mark) ? sure(0, mark.length) : null;
}

/** The usual protocols in captures: ICMP, TCP, UDP and ICMPv6. */
const CARRIED: readonly number[] = [1, 6, 17, 58];

function lookForIpv4(bytes: Uint8Array): Evidence | null {
  const packet = decodeIpv4(bytes);
  if (packet === null || !CARRIED.includes(packet.protocol)) return null;
  const { headerSize, size } = packet;
  if (bytes.length < headerSize) return null;
  if (isInternetChecksum(bytes, headerSize)) return sure(0, headerSize);
  return size === bytes.length ? likely(0, headerSize) : null;
}

/**
 * "The checksum field is the 16 bit one's complement of the one's complement sum" (RFC 791 §3.1).
 */
function isInternetChecksum(bytes: Uint8Array, size: number): boolean {
  let sum = 0;
  for (let at = 0; at < size; at += 2) sum += readUint16(bytes, at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum === 0xffff;
}

/** IPv6 has no checksum, so its length has to fit, or its payload has to be TCP or UDP. */
function lookForIpv6(bytes: Uint8Array): Evidence | null {
  const packet = decodeIpv6(bytes);
  if (packet === null || !CARRIED.includes(packet.protocol)) return null;
  const size = IPV6_HEADER_SIZE + readUint16(bytes, 4);
  if (size === bytes.length) return sure(0, IPV6_HEADER_SIZE);
  return size > bytes.length && packet.protocol !== 58 ? likely(0, IPV6_HEADER_SIZE) : null;
}

const ETHERNET = 1;
const LINUX_COOKED = [113, 276];

function lookForLinkLayer(bytes: Uint8Array, linkType: number): Evidence | null {
  const link = decodeLinkLayer(linkType, bytes);
  if (link === null) return null;
  const look = { [ETHER_TYPE.ipv4]: lookForIpv4, [ETHER_TYPE.ipv6]: lookForIpv6 }[link.etherType];
  const evidence = look?.(link.packet) ?? null;
  if (evidence === null) return null;
  const headerSize = bytes.length - link.packet.length;
  return { ...evidence, range: { start: 0, end: headerSize + evidence.range.end } };
}

function lookForCooked(bytes: Uint8Array): Evidence | null {
  const found = LINUX_COOKED.map((linkType) => lookForLinkLayer(bytes, linkType));
  return found.find((evidence) => evidence !== null) ?? null;
}

/** Messages of "00", UTF-8 and "ff", one after another. */
function lookForHixieText(bytes: Uint8Array): Evidence | null {
  let at = 0;
  let firstEnd = 0;
  while (bytes[at] === 0x00) {
    const mark = bytes.indexOf(0xff, at);
    const text = fromValidUtf8(bytes.subarray(at + 1, mark === -1 ? bytes.length : mark));
    if (text === null || text === '' || !isReadable(text)) return null;
    if (mark === -1) return likely(0, firstEnd || bytes.length);
    firstEnd ||= mark + 1;
    at = mark + 1;
  }
  if (firstEnd === 0) return null;
  const isTiled = at === bytes.length || lookForHixieClose(bytes.subarray(at)) !== null;
  return isTiled ? sure(0, firstEnd) : likely(0, firstEnd);
}

function lookForHixieClose(bytes: Uint8Array): Evidence | null {
  if (!hasBytesAt(bytes, 0, [0xff, 0x00])) return null;
  return bytes.length === 2 ? sure(0, 2) : likely(0, 2);
}
