/**
 * Bytes in a link: compressed if that is shorter, with a checksum, in URL-safe base64 (RFC 4648
 * §5). The checksum detects links that were cut or altered in transit.
 */

import { fromBase64, toBase64 } from '#core/bytes/base64.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { Inflater } from '#core/deflate/inflater.ts';

/** Compresses to raw DEFLATE. Passed in because the compression library is loaded lazily. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** The limit for both directions, so that a hostile link can't inflate to more. */
export const MAX_LINKED_BYTES = 1024 * 1024;

const DEFLATED = 'd';
const STORED = 's';
const CHECKSUM_SIZE = 4;

/** Null if there are more bytes than the limit. */
export function packBytes(bytes: Uint8Array, deflate: Deflate): string | null {
  if (bytes.length > MAX_LINKED_BYTES) return null;
  const deflated = deflate(bytes);
  const isShorter = deflated.length < bytes.length;
  const body = concatBytes([isShorter ? deflated : bytes, checksumOf(bytes)]);
  const base64 = toBase64(body).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return (isShorter ? DEFLATED : STORED) + base64;
}

export type Unpacking =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** `damaged`: cut or altered in transit, or not made by `packBytes`. */
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
  const isIntact = checksumOf(unpacking.bytes).every((byte, index) => byte === expected[index]);
  return isIntact ? unpacking : { kind: 'damaged' };
}

function stored(bytes: Uint8Array): Unpacking {
  return bytes.length > MAX_LINKED_BYTES ? { kind: 'too-big' } : { kind: 'bytes', bytes };
}

function inflate(deflated: Uint8Array): Unpacking {
  const inflater = new Inflater({ maxOutputSize: MAX_LINKED_BYTES });
  const { pieces, fault } = inflater.feed(deflated);
  if (fault === null) return { kind: 'bytes', bytes: concatBytes(pieces) };
  return { kind: fault.kind === 'output-too-big' ? 'too-big' : 'damaged' };
}

function fromBase64Url(text: string): Uint8Array | null {
  if (/[+/=]/.test(text)) return null;
  const padded = text + '='.repeat((4 - (text.length % 4)) % 4);
  return fromBase64(padded.replaceAll('-', '+').replaceAll('_', '/'));
}

/** The CRC-32 of ZIP files (ISO 3309). */
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
