/**
 * Writes the blocks of a pcapng file, in little-endian order (draft-ietf-opsawg-pcapng §3, §4).
 * Blocks can be appended at any time, so a file can be read while it grows.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
const DECRYPTION_SECRETS = 10;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const END_OF_OPTIONS = 0;
const COMMENT = 1;
const IF_TSRESOL = 9;
/** 10^-9 seconds. */
const NANOSECONDS = 9;
/** "TLSK": the secrets are a key log of TLS (§4.7). */
const TLS_KEY_LOG = 0x544c534b;

/** IPv4 and IPv6 without a link layer. */
const LINKTYPE_RAW = 101;

/** Starts the file. Its only interface has packets of IP, and times in nanoseconds. */
export function encodeFileHeader(comment: string): Uint8Array<ArrayBuffer> {
  const section = block(
    SECTION_HEADER,
    uint32(BYTE_ORDER_MAGIC),
    uint16(1, 0),
    // The section's length isn't given.
    new Uint8Array(8).fill(0xff),
    options([COMMENT, toUtf8(comment)]),
  );
  const description = block(
    INTERFACE_DESCRIPTION,
    uint16(LINKTYPE_RAW, 0),
    uint32(0),
    options([IF_TSRESOL, Uint8Array.of(NANOSECONDS)]),
  );
  const header = new Uint8Array(section.length + description.length);
  header.set(section);
  header.set(description, section.length);
  return header;
}

/** @param atNs nanoseconds since 1970 */
export function encodePacketBlock(
  packet: Uint8Array,
  atNs: bigint,
  comment: string | null = null,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(concatBytes(packetBlockParts([packet], atNs, comment)));
}

/**
 * The same in parts, so that the packet needn't be copied.
 *
 * @param packet its bytes, in parts
 * @param atNs nanoseconds since 1970
 */
export function packetBlockParts(
  packet: readonly Uint8Array[],
  atNs: bigint,
  comment: string | null = null,
): Uint8Array[] {
  const size = packet.reduce((sum, { length }) => sum + length, 0);
  const padding = paddedSize(size) - size;
  const more = comment === null ? NO_OPTIONS : options([COMMENT, toUtf8(comment)]);
  const blockSize = FIXED_PACKET_SIZE + size + padding + more.length;
  const high = Number((atNs >> 32n) & 0xffff_ffffn);
  const low = Number(atNs & 0xffff_ffffn);
  const end = new Uint8Array(padding + more.length + 4);
  end.set(more, padding);
  end.set(uint32(blockSize), padding + more.length);
  return [uint32(ENHANCED_PACKET, blockSize, 0, high, low, size, size), ...packet, end];
}

/** Lines of a key log, for the TLS connections of the packets after it. */
export function encodeSecretsBlock(keyLog: string): Uint8Array<ArrayBuffer> {
  const secrets = toUtf8(keyLog);
  return block(DECRYPTION_SECRETS, uint32(TLS_KEY_LOG, secrets.length), secrets);
}

const NO_OPTIONS = new Uint8Array(0);

/** Seven numbers before the packet, and its block's size again at the end. */
const FIXED_PACKET_SIZE = 32;

function options(...list: readonly (readonly [code: number, value: Uint8Array])[]): Uint8Array {
  return concatBytes([
    ...list.flatMap(([code, value]) => [uint16(code, value.length), padded(value)]),
    uint16(END_OF_OPTIONS, 0),
  ]);
}

/** Its type, its length at both ends, and its body: parts padded to multiples of four bytes. */
function block(type: number, ...body: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = 12 + body.reduce((sum, { length }) => sum + paddedSize(length), 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, size, true);
  let at = 8;
  for (const part of body) {
    bytes.set(part, at);
    at += paddedSize(part.length);
  }
  view.setUint32(at, size, true);
  return bytes;
}

function paddedSize(size: number): number {
  return Math.ceil(size / 4) * 4;
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(paddedSize(bytes.length));
  whole.set(bytes);
  return whole;
}

function uint16(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setUint16(index * 2, value, true));
  return bytes;
}

function uint32(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setUint32(index * 4, value, true));
  return bytes;
}
