/** Compressed data: gzip (RFC 1952) and zlib (RFC 1950). Others have a mark of four bytes. */

import { readUint32 } from '#core/bytes/big-endian.ts';
import { BINARY_SIGNATURES } from '#core/recognition/binary-signatures.ts';
import { tryToInflate } from '#core/recognition/inflate-evidence.ts';
import { hasBytesAt } from '#core/recognition/signature.ts';
import { guess, type Guess } from './guess-result.ts';

export function guessGzip(bytes: Uint8Array): Guess | null {
  const evidence = evidenceOf('gzip', bytes);
  return evidence && guess('gzip', evidence.confidence === 'sure' ? 'likely' : 'weak');
}

/** What `flush` of zlib ends a message with. */
const FLUSHED = [0x00, 0x00, 0xff, 0xff];

/** Its two-byte mark alone is common. The checksum, or the mark of a flush, is not. */
export function guessZlib(bytes: Uint8Array): Guess | null {
  if (evidenceOf('zlib', bytes) === null) return null;
  if (hasBytesAt(bytes, bytes.length - FLUSHED.length, FLUSHED)) {
    return guess('zlib', 'likely', ['flush']);
  }
  const { streamEnd, output } = tryToInflate(bytes.subarray(2));
  const checksumAt = streamEnd === null ? bytes.length : streamEnd + 2;
  const isWhole = checksumAt + 4 === bytes.length;
  return isWhole && readUint32(bytes, checksumAt) === adler32(output)
    ? guess('zlib', 'likely', ['checksum'])
    : guess('zlib', 'weak');
}

function evidenceOf(id: 'gzip' | 'zlib', bytes: Uint8Array) {
  return BINARY_SIGNATURES.find((signature) => signature.id === id)?.look(bytes) ?? null;
}

/** The checksum at the end of zlib's data (RFC 1950 §8.2). */
function adler32(bytes: Uint8Array): number {
  let sum = 1;
  let sumOfSums = 0;
  for (const byte of bytes) {
    sum = (sum + byte) % 65_521;
    sumOfSums = (sumOfSums + sum) % 65_521;
  }
  return sumOfSums * 0x1_0000 + sum;
}
