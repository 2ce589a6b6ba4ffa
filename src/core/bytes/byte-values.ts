/**
 * What a few bytes say when they are taken for a number or for text, whatever they were meant as.
 */

import { BITS_PER_BYTE } from './bit-range.ts';
import { fromValidUtf8 } from './text.ts';

export type ByteValues = {
  /** Big-endian, as the network has it; null for more bytes than eight. */
  readonly unsigned: bigint | null;
  /** The same as two's complement. */
  readonly signed: bigint | null;
  /** As UTF-8; null where they are none. */
  readonly text: string | null;
};

const MOST_BYTES_OF_A_NUMBER = 8;

export function byteValues(bytes: Uint8Array): ByteValues {
  const isNumber = bytes.length > 0 && bytes.length <= MOST_BYTES_OF_A_NUMBER;
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
