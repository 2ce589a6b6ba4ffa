/** A rule broken: which, where, by which clause, and what a receiver does about it. */

import { bitsOfBytes, type BitRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { RULES, type Rule, type RuleId } from './rules.ts';

export type Violation = Rule & {
  readonly id: RuleId;
  /** Where, in bits of the buffer that was judged. */
  readonly range: BitRange;
};

/** The rule, broken here. */
export function violationOf(id: RuleId, range: BitRange): Violation {
  return { id, range, ...RULES[id] };
}

/** The same, for a range of whole bytes. */
export function violationAtBytes(id: RuleId, { start, end }: ByteRange): Violation {
  return violationOf(id, bitsOfBytes(start, end));
}
