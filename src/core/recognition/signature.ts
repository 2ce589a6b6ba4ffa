/** Signatures: how data that isn't frames (RFC 6455 §5.2) is recognized. */

import type { ByteRange } from '#core/bytes/bit-range.ts';

export type Evidence = {
  /** 'sure' if the match can't be coincidence. */
  readonly confidence: 'sure' | 'likely';
  /** The bytes that matched. */
  readonly range: ByteRange;
};

export type Signature<Id extends string> = {
  readonly id: Id;
  readonly look: (bytes: Uint8Array) => Evidence | null;
};

export function sure(start: number, end: number): Evidence {
  return { confidence: 'sure', range: { start, end } };
}

export function likely(start: number, end: number): Evidence {
  return { confidence: 'likely', range: { start, end } };
}

/** Whether `expected` is at `offset`. */
export function hasBytesAt(
  bytes: Uint8Array,
  offset: number,
  expected: readonly number[],
): boolean {
  return expected.every((byte, index) => bytes[offset + index] === byte);
}
