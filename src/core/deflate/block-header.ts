/** The 3 bits at the start of every block (RFC 1951 §3.2.3). */

import type { BitReader } from './bit-reader.ts';

/** Indexed by BTYPE. 3 is reserved. */
const BLOCK_TYPES = ['stored', 'fixed', 'dynamic'] as const;

export type BlockType = (typeof BLOCK_TYPES)[number];

export type BlockHeader = {
  /** BFINAL: this is the last block of its stream. */
  readonly isFinal: boolean;
  /** BTYPE; null for the reserved value. */
  readonly type: BlockType | null;
};

export function readBlockHeader(reader: BitReader): BlockHeader {
  const isFinal = reader.read(1) === 1;
  return { isFinal, type: BLOCK_TYPES[reader.read(2)] ?? null };
}
