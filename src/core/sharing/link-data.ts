/**
 * Bytes in a link: compressed where that makes them shorter, with a checksum, in base64 as
 * addresses have it (RFC 4648 §5). Links get cut and mangled on their way; one that was is told
 * from one that was not.
 */

import { fromBase64, toBase64 } from '#core/bytes/base64.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { Inflater } from '#core/deflate/inflater.ts';

/**
 * Raw DEFLATE of all the bytes: passed in, since compressors are large and not every page needs
 * one.
 */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** No link holds more: neither is so much compressed, nor does a hostile link inflate to more. */
export const MOST_LINKED_BYTES = 1024 * 1024;

const DEFLATED = 'd';
const STORED = 's';
const CHECKSUM_SIZE = 4;

/** Null for more than a link may hold. */
export function packBytes(bytes: Uint8Array, deflate: Deflate): string | null {
  if (bytes.length > MOST_LINKED_BYTES) return null;
  const deflated = deflate(bytes);
  const isShorter = deflated.length < bytes.length;
  const body = concatBytes([isShorter ? deflated : bytes, checksumOf(bytes)]);
  const base64 = toBase64(body).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return (isShorter ? DEFLATED : STORED) + base64;
}

export type Unpacking =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** `damaged`: cut or altered on its way, or never made by `packBytes`. */
  | { readonly kind: 'damaged' | 'too-big' };

export function unpackBytes(text: string): Unpacking {
  const marker = text.charAt(0);
  const body = fromBase64Url(text.slice(1));
  const isKnown = marker === DEFLATED || marker === STORED;
  if (!isKnown || body === null || body.length < CHECKSUM_SIZE) return { kind: 'damaged' };
  const content = body.subarray(0, body.length - CHECKSUM_SIZE);
  const unpacking = marker === DEFLATED ? inflate(content) : stored(content);
  if (unpacking.kind !== 'bytes') return unpacking;
  const expected = body.subarray(content.length);
  const isWhole = checksumOf(unpacking.bytes).every((byte, index) => byte === expected[index]);
  return isWhole ? unpacking : { kind: 'damaged' };
}

function stored(bytes: Uint8Array): Unpacking {
  return bytes.length > MOST_LINKED_BYTES ? { kind: 'too-big' } : { kind: 'bytes', bytes };
}

function inflate(deflated: Uint8Array): Unpacking {
  const inflater = new Inflater({ maxOutputSize: MOST_LINKED_BYTES });
  const { pieces, fault } = inflater.feed(deflated);
  if (fault === null) return { kind: 'bytes', bytes: concatBytes(pieces) };
  return { kind: fault.kind === 'output-too-big' ? 'too-big' : 'damaged' };
}

function fromBase64Url(text: string): Uint8Array | null {
  if (/[+/=]/.test(text)) return null;
  const padded = text + '='.repeat((4 - (text.length % 4)) % 4);
  return fromBase64(padded.replaceAll('-', '+').replaceAll('_', '/'));
}

/** CRC-32, as zip files have it (ISO 3309). */
function checksumOf(bytes: Uint8Array): Uint8Array {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
    }
  }
  const checksum = ~remainder;
  return Uint8Array.of(checksum >>> 24, checksum >>> 16, checksum >>> 8, checksum);
}
