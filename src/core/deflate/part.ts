/**
 * The parts of DEFLATE data, for display (RFC 1951 §3.2.3 to §3.2.7).
 *
 * The parts of a stream tile its bits, without gap or overlap, in reading order.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { BlockType } from './block-header.ts';
import type { CodeName } from './fault.ts';
import type { PackedRange } from './packed-bits.ts';

/** The four values of a match, each with its bits. Ranges of extra bits can be empty. */
export type MatchCodes = {
  readonly lengthSymbol: number;
  readonly lengthCode: PackedRange;
  readonly lengthExtra: PackedRange;
  readonly distanceSymbol: number;
  readonly distanceCode: PackedRange;
  readonly distanceExtra: PackedRange;
};

type PartKind =
  | { readonly kind: 'final-bit'; readonly isFinal: boolean }
  | { readonly kind: 'block-type'; readonly type: BlockType }
  /** Bits up to the next byte, before the length of a stored block or after a final block. */
  | { readonly kind: 'padding' }
  | { readonly kind: 'stored-length' | 'stored-complement'; readonly value: number }
  /** Bytes of a stored block. There is one part for each chunk that they arrived in. */
  | { readonly kind: 'stored-bytes'; readonly output: ByteRange }
  /** The number of codes: HLIT, HDIST or HCLEN, plus its base. */
  | { readonly kind: 'code-count'; readonly code: CodeName; readonly count: number }
  /** The code length of one symbol in the code for code lengths. */
  | { readonly kind: 'code-length-length'; readonly symbol: number; readonly length: number }
  /** One symbol of that code: a code length, or a repetition of one. */
  | {
      readonly kind: 'code-length';
      readonly symbol: number;
      readonly length: number;
      readonly repeat: number;
    }
  | { readonly kind: 'literal'; readonly byte: number; readonly output: ByteRange }
  | {
      readonly kind: 'match';
      readonly length: number;
      readonly distance: number;
      readonly codes: MatchCodes;
      readonly output: ByteRange;
    }
  | { readonly kind: 'end-of-block' };

export type DeflatePart = PartKind & { readonly range: PackedRange };

/** Called for each part in order. `output` ranges count from the first byte of output. */
export type PartObserver = (part: DeflatePart) => void;
