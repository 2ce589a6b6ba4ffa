/** Where a finding is, and the words for it and for its group. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { bytesCovering } from '#core/bytes/bit-range.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import type { FindingGroup } from '#core/conversation/finding-groups.ts';
import { findingRange, type Finding } from '#core/conversation/finding.ts';
import { payloadOf } from '#core/conversation/message.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { SentBytes } from '#core/recognition/frame-likeness.ts';
import { offsetsOf } from '#content/phrasing/positions.ts';
import { findingCountWords } from '#content/rules/finding-words.ts';
import { violationFacts, NO_FACTS, ruleWords, type RuleWords } from '#content/rules/rule-notes.ts';

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
  return ruleWords(finding.violation.id, violationFacts(unit, code));
}

/** One finding's words, or what is true of several. A title of several starts a sentence. */
export function groupWords(
  { rule, findings }: FindingGroup,
  conversation: Conversation,
): RuleWords {
  if (findings.length === 1) return findingWords(findings[0], conversation);
  const words = ruleWords(rule, NO_FACTS);
  return { ...words, title: capitalized(words.title) };
}

/** "1,024 frames", "3 times in 2 frames". */
export function groupCount({ findings, unitCount }: FindingGroup, { units }: Conversation): string {
  const isFrame = units[findings[0].unitIndex]?.kind === 'frame';
  return findingCountWords(findings.length, unitCount, isFrame ? 'frame' : 'head');
}

/** Enough of the finding's unit to compare it with the measured inputs. */
export function findingStart(
  { unitIndex }: Finding,
  { units, trace }: Conversation,
): SentBytes | null {
  const unit = units[unitIndex];
  if (unit === undefined) return null;
  const { start, end } = unit.range;
  const range = { start, end: Math.min(end, start + MAX_START_SIZE) };
  return {
    sender: senderOf(unit.direction),
    bytes: unitBytes(trace, { direction: unit.direction, range }),
  };
}

/** A header of the longest form, and a close code. */
const MAX_START_SIZE = 16;
