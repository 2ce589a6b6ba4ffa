/** A rule that a check found broken, and where. */

import { bitsOfBytes, type BitRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { RULES, type Rule, type RuleId } from './rules.ts';

export type Violation = Rule & {
  readonly id: RuleId;
  /** In bits of the buffer that was checked: a frame, an unmasked payload, a message or a head. */
  readonly range: BitRange;
};

export function violationOf(id: RuleId, range: BitRange): Violation {
  return { id, range, ...RULES[id] };
}

/** For a range of whole bytes. */
export function violationAtBytes(id: RuleId, { start, end }: ByteRange): Violation {
  return violationOf(id, bitsOfBytes(start, end));
}
