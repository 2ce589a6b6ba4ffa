/** A rule broken: which, where, by which clause, and what a receiver does about it. */

import type { BitRange } from '#core/bytes/bit-range.ts';
import type { Reference } from './reference.ts';

/** What the rule is, in the words of RFC 2119. */
export type Requirement = 'must' | 'should';

/**
 * What a receiver does. A sender's broken MUST is not always the receiver's duty to fail
 * (a length that is not minimal is the best known case).
 */
export type Reaction = 'must fail' | 'may fail' | 'accepts';

export type Rule = {
  readonly breaks: Requirement;
  readonly reaction: Reaction;
  /**
   * The status code to fail the connection with (RFC 6455 §7.4.1); null before the connection is
   * open.
   */
  readonly closeCode: number | null;
  readonly reference: Reference;
};

export type Violation<Id extends string = string> = Rule & {
  readonly id: Id;
  /** Where, in bits of the buffer that was judged. */
  readonly range: BitRange;
};
