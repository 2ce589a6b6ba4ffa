/**
 * The ways in which bytes can fail to be DEFLATE data (RFC 1951), and the output limit of the
 * receiver.
 */

import type { PackedRange } from './packed-bits.ts';

/** The codes of RFC 1951 §3.2.7. The code for code lengths describes the other two. */
export type CodeName = 'code-lengths' | 'literals' | 'distances';

type FaultKind =
  /** Block type 3 (§3.2.3). */
  | { readonly kind: 'block-type-reserved' }
  /** NLEN is not the complement of LEN (§3.2.4). */
  | {
      readonly kind: 'stored-length-mismatch';
      readonly length: number;
      readonly complement: number;
    }
  /** The counts include reserved symbols (§3.2.7). */
  | { readonly kind: 'too-many-codes'; readonly code: CodeName; readonly count: number }
  /** The code lengths need more bit patterns than there are, or leave some unused (§3.2.2). */
  | { readonly kind: 'code-over-subscribed'; readonly code: CodeName }
  | { readonly kind: 'code-under-subscribed'; readonly code: CodeName }
  /** "Repeat the previous length" before there is one (§3.2.7). */
  | { readonly kind: 'repeat-of-nothing' }
  /** A repetition of code lengths runs past the last symbol (§3.2.7). */
  | { readonly kind: 'repeat-too-long'; readonly excess: number }
  /** The code has no end-of-block symbol, so the block could not end (§3.2.3). */
  | { readonly kind: 'end-of-block-without-code' }
  /** Bits that are not assigned to a code. */
  | { readonly kind: 'code-unassigned'; readonly code: CodeName }
  /** 286 or 287, or distance 30 or 31, of the fixed codes (§3.2.6). */
  | { readonly kind: 'symbol-reserved'; readonly code: CodeName; readonly symbol: number }
  /** A match refers to bytes before the start of the output (§3.2). */
  | { readonly kind: 'distance-before-start'; readonly distance: number; readonly reach: number }
  /** A match refers to output outside the negotiated window (RFC 7692 §7.1.2). */
  | { readonly kind: 'distance-outside-window'; readonly distance: number; readonly size: number }
  /** More output than `limit` bytes. */
  | { readonly kind: 'output-too-big'; readonly limit: number };

export type DeflateFault = FaultKind & {
  /** The bits that are at fault. */
  readonly range: PackedRange;
};
