/** Reads a few bytes as numbers and as text, whatever they were meant as. */

import { BITS_PER_BYTE } from './bit-range.ts';
import { fromValidUtf8 } from './text.ts';

export const BYTE_ORDERS = ['big-endian', 'little-endian'] as const;

type ByteOrder = (typeof BYTE_ORDERS)[number];

export type IntegerValues = {
  readonly unsigned: bigint;
  /** The same bits in two's complement. */
  readonly signed: bigint;
};

export type ByteValues = {
  /** Big-endian is network byte order. Null for more than 8 bytes, and for none. */
  readonly integers: Readonly<Record<ByteOrder, IntegerValues>> | null;
  /** As UTF-8; null if the bytes are invalid. */
  readonly text: string | null;
};

const MAX_INTEGER_SIZE = 8;

export function byteValues(bytes: Uint8Array): ByteValues {
  const isNumber = bytes.length > 0 && bytes.length <= MAX_INTEGER_SIZE;
  return { integers: isNumber ? integersOf(bytes) : null, text: fromValidUtf8(bytes) };
}

function integersOf(bytes: Uint8Array): Record<ByteOrder, IntegerValues> {
  return {
    'big-endian': integerValues(bytes),
    'little-endian': integerValues(bytes.toReversed()),
  };
}

/** `bytes` begin with the most significant one. */
function integerValues(bytes: Uint8Array): IntegerValues {
  const unsigned = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  return { unsigned, signed: BigInt.asIntN(bytes.length * BITS_PER_BYTE, unsigned) };
}
