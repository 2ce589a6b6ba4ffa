/**
 * The cases of the figure of conformance, and its sentences. Source of the numbers and groups: the
 * Autobahn test suite at commit b8a5120. The judgement is that of core/protocol/rules.
 */

import { capitalized } from '#content/phrasing/capitalized.ts';
import {
  CONFORMANCE_CASE_IDS,
  CONFORMANCE_CASES,
  conformanceBytes,
  type ConformanceCaseId,
} from '#core/scenarios/conformance-cases.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { readLoneStream } from '#core/conversation/lone-stream.ts';
import { referenceLabel } from '#core/protocol/rules/reference.ts';
import type { Finding } from '#core/conversation/finding.ts';
import { agreementWords, verdictsOn, type InputVerdicts } from '#content/rules/finding-verdicts.ts';
import { ownVerdict } from '#content/rules/own-verdict.ts';
import { verdictWords } from '#content/rules/peer-verdicts.ts';
import type { PeerVerdict } from '#content/rules/peer-verdicts-outcome.ts';
import {
  reactionWords,
  ruleWords,
  violationFacts,
  type RuleWords,
} from '#content/rules/rule-notes.ts';

/** The suite's groups that have cases here, by the number before the first full stop. */
export const CASE_GROUPS = {
  '1': 'Framing',
  '2': 'Pings and pongs',
  '3': 'Reserved bits',
  '4': 'Opcodes',
  '5': 'Fragments',
  '6': 'UTF-8',
  '7': 'Closing',
  none: 'Not in the suite',
} as const;

export type CaseGroup = keyof typeof CASE_GROUPS;

function groupOf(id: ConformanceCaseId): string {
  return CONFORMANCE_CASES[id].number?.split('.')[0] ?? 'none';
}

export function casesOf(group: CaseGroup): readonly ConformanceCaseId[] {
  return CONFORMANCE_CASE_IDS.filter((id) => groupOf(id) === group);
}

/** "5: Fragments". */
export function groupName(group: CaseGroup): string {
  return group === 'none' ? CASE_GROUPS[group] : `${group}: ${CASE_GROUPS[group]}`;
}

/** "2.5: a ping of 126 bytes". */
export function caseName(id: ConformanceCaseId): string {
  const { number } = CONFORMANCE_CASES[id];
  const { title } = verdictsOn(id).input;
  return number === null ? capitalized(title) : `${number}: ${title}`;
}

export type BrokenRule = {
  readonly finding: Finding;
  readonly words: RuleWords;
};

export type JudgedCase = {
  readonly id: ConformanceCaseId;
  readonly bytes: Uint8Array;
  readonly conversation: Conversation;
  /** The first one; null if the case breaks none. */
  readonly broken: BrokenRule | null;
  readonly own: PeerVerdict;
  readonly others: InputVerdicts;
};

export function judgeCase(id: ConformanceCaseId): JudgedCase {
  const { sender } = CONFORMANCE_CASES[id];
  const bytes = conformanceBytes(id);
  const conversation = readLoneStream(sender, bytes);
  return {
    id,
    bytes,
    conversation,
    broken: brokenIn(conversation),
    own: ownVerdict(sender, bytes),
    others: verdictsOn(id),
  };
}

function brokenIn({ findings, units, trace }: Conversation): BrokenRule | null {
  const [first] = findings;
  const unit = first && units[first.unitIndex];
  if (first === undefined || unit === undefined) return null;
  const { violation } = first;
  const closeCode =
    unit.kind === 'frame'
      ? (closePayloadOf(unit, trace.streams[unit.direction])?.code ?? null)
      : null;
  return { finding: first, words: ruleWords(violation.id, violationFacts(unit, closeCode)) };
}

/** "It breaks RFC 6455 §5.5: the control frame is too long. …" */
function demandWords(broken: BrokenRule | null): string {
  if (broken === null) return 'It breaks no rule.';
  const { finding, words } = broken;
  const { violation } = finding;
  return `It breaks ${referenceLabel(violation.reference)}: ${words.title}. ${reactionWords(violation)}`;
}

/** What the case sends, what the rules demand, and what the receivers do. */
export function caseOutcome({ id, broken, others }: JudgedCase): string {
  const { number } = CONFORMANCE_CASES[id];
  const { title } = others.input;
  const sent =
    number === null ? `No case of the suite sends ${title}.` : `Case ${number} sends ${title}.`;
  const done = agreementWords(others);
  return `${sent} ${demandWords(broken)} ${doAgree(others) ? done : `Receivers differ: ${done}`}`;
}

export const CASE_CAPTION =
  'The frames come from our own encoder, with the masking key of RFC 6455 §5.7. The suite’s payloads are longer, and some of its cases send more frames around these. Other receivers were given these bytes, browsers without the mask.';

export const CASE_COLUMNS = ['Case', 'The rule', 'Our receiver', 'Other receivers'] as const;

export function caseRow(id: ConformanceCaseId): readonly string[] {
  const { broken, own, others } = judgeCase(id);
  const rule = broken === null ? 'none broken' : referenceLabel(broken.finding.violation.reference);
  return [caseName(id), rule, verdictWords(own), agreementWords(others)];
}

/** Whether all receivers that were given the case do the same: accept, fail or wait. */
export function doAgree({ answers }: InputVerdicts): boolean {
  return new Set(answers.map(({ cell }) => cell.verdict.kind)).size === 1;
}
