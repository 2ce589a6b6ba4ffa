/**
 * What DEFLATE data is made of, part by part (RFC 1951 §3.2.3 to §3.2.7), for those who want to see
 * it.
 *
 * The parts of a stream tile its bits, without gap or overlap, in the order in which they are read.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { BlockType } from './block-header.ts';
import type { CodeName } from './fault.ts';
import type { PackedRange } from './packed-bits.ts';

/** A match's four numbers, each with its bits; extra bits may be none. */
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
  /** Up to the next byte, in front of a stored block's length or behind a final block. */
  | { readonly kind: 'padding' }
  | { readonly kind: 'stored-length' | 'stored-complement'; readonly value: number }
  /** Bytes of a stored block; in several parts where they came in several pieces. */
  | { readonly kind: 'stored-bytes'; readonly output: ByteRange }
  /** How many codes of a sort are described: HLIT, HDIST and HCLEN with what is added to them. */
  | { readonly kind: 'code-count'; readonly code: CodeName; readonly count: number }
  /** The length of the code for one symbol of the code of code lengths. */
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

/** Is told each part in order. `output` ranges count from the first byte of output. */
export type PartObserver = (part: DeflatePart) => void;
