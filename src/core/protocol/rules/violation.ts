/** A rule that a check found broken, and where. */

import { bitsOfBytes, type BitRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { RULES, type Rule, type RuleId } from './rules.ts';

export type Violation = Rule & {
  readonly id: RuleId;
  /** In bits of the buffer that was checked: a frame, an unmasked payload, a message or a head. */
  readonly range: BitRange;
};

/**
 * Rules for the sender alone. Receivers may accept what breaks them, and ours does. Chromium 156
 * and Firefox 153 fail the connection: measured with a server that sends it.
 */
const BROWSERS_FAIL_AT: readonly RuleId[] = ['frame.length-not-minimal'];

/** Whether our receiver fails by it, as a browser's or as another one. */
export function isFatal({ id, reaction }: Violation, isBrowser: boolean): boolean {
  return reaction === 'fails' || (isBrowser && BROWSERS_FAIL_AT.includes(id));
}

export function violationOf(id: RuleId, range: BitRange): Violation {
  return { id, range, ...RULES[id] };
}

/** For a range of whole bytes. */
export function violationAtBytes(id: RuleId, { start, end }: ByteRange): Violation {
  return violationOf(id, bitsOfBytes(start, end));
}
