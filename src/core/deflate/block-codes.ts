/**
 * The two Huffman codes of a block, and the fixed ones that blocks need not describe (RFC 1951
 * §3.2.6).
 */

import { HuffmanCode } from './huffman-code.ts';

export type BlockCodes = {
  /** For literals, lengths and the end of the block. */
  readonly literals: HuffmanCode;
  readonly distances: HuffmanCode;
};

/** Code lengths in bits, by symbol. 0 means that the symbol has no code. */
export type CodeLengths = {
  readonly literals: Uint8Array;
  readonly distances: Uint8Array;
};

export const FIXED_CODE_LENGTHS: CodeLengths = {
  literals: new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280),
  distances: new Uint8Array(32).fill(5),
};

export const FIXED_CODES = toBlockCodes(FIXED_CODE_LENGTHS);

export function toBlockCodes({ literals, distances }: CodeLengths): BlockCodes {
  return { literals: new HuffmanCode(literals), distances: new HuffmanCode(distances) };
}
