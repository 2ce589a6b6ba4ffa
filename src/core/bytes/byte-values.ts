/** Reads a few bytes as numbers and as text, whatever they were meant as. */

import { BITS_PER_BYTE } from './bit-range.ts';
import { fromValidUtf8 } from './text.ts';

export type ByteValues = {
  /** Big-endian (network byte order); null for more than 8 bytes, and for none. */
  readonly unsigned: bigint | null;
  /** The same bytes in two's complement. */
  readonly signed: bigint | null;
  /** As UTF-8; null if the bytes are invalid. */
  readonly text: string | null;
};

const MAX_INTEGER_SIZE = 8;

export function byteValues(bytes: Uint8Array): ByteValues {
  const isNumber = bytes.length > 0 && bytes.length <= MAX_INTEGER_SIZE;
  const unsigned = isNumber ? toUnsigned(bytes) : null;
  return {
    unsigned,
    signed: unsigned === null ? null : BigInt.asIntN(bytes.length * BITS_PER_BYTE, unsigned),
    text: fromValidUtf8(bytes),
  };
}

function toUnsigned(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
