/** Where a finding lies, in the ways in which one asks for it. */

import { bytesCovering, shiftRange, BITS_PER_BYTE, type BitRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/dissection/conversation.ts';
import type { Finding } from '#core/dissection/finding.ts';
import { decodeClosePayload } from '#core/protocol/close-payload.ts';
import { OPCODE } from '#core/protocol/opcode.ts';
import { payloadOf } from '#core/dissection/message.ts';
import { offsetsOf } from '#content/positions.ts';
import { breachFacts, ruleWords, type RuleWords } from '#content/rule-notes.ts';

/** Bits of the unit's wire bytes, whichever buffer the finding points into. */
export function findingRange(
  { unitIndex, buffer, violation }: Finding,
  { units }: Conversation,
): BitRange {
  const unit = units[unitIndex];
  if (buffer === 'wire' || unit?.kind !== 'frame') return violation.range;
  return shiftRange(violation.range, unit.headerSize * BITS_PER_BYTE);
}

/** "bytes 0x21–0x22" of its direction's stream. */
export function findingOffsets(finding: Finding, conversation: Conversation): string {
  const { start, end } = bytesCovering(findingRange(finding, conversation));
  const from = conversation.units[finding.unitIndex]?.range.start ?? 0;
  return offsetsOf(from + start, from + end);
}

export function findingWords(finding: Finding, { units, trace }: Conversation): RuleWords {
  const unit = units[finding.unitIndex];
  if (unit === undefined) throw new RangeError(`expected a unit ${finding.unitIndex}, got none`);
  const isClose = unit.kind === 'frame' && unit.header.opcode === OPCODE.close;
  const code = isClose
    ? decodeClosePayload(payloadOf(unit, trace.streams[unit.direction])).code
    : null;
  return ruleWords(finding.violation.id, breachFacts(unit, code));
}
