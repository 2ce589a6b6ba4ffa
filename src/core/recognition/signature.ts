/** What a kind of bytes other than frames is known by. */

import type { ByteRange } from '#core/bytes/bit-range.ts';

export type Evidence = {
  /** 'sure' where several things agree that chance would not bring together. */
  readonly confidence: 'sure' | 'likely';
  /** The bytes that show it. */
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

/** Whether these bytes stand at `offset`. */
export function hasBytesAt(
  bytes: Uint8Array,
  offset: number,
  expected: readonly number[],
): boolean {
  return expected.every((byte, index) => bytes[offset + index] === byte);
}
