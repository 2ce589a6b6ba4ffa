/** The rules that bytes break, in words: one entry for each unit and rule. */

import type { Finding } from '#core/conversation/finding.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';
import type { Reference } from '#core/protocol/rules/reference.ts';
import { RULES } from '#core/protocol/rules/rules.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { unitTitle } from '#content/decode/unit-words.ts';
import { NO_FACTS, ruleWords, violationFacts } from '#content/rules/rule-notes.ts';

export type BrokenRule = {
  /** "Frame 1: a reserved bit is set". */
  readonly title: string;
  /** Why and what to do. Empty if an entry before this one has it. */
  readonly explanation: string;
  readonly reference: Reference;
};

/** Of the first `maxUnits` units, in their order. */
export function brokenRules(conversation: Conversation, maxUnits: number): readonly BrokenRule[] {
  const { units, findings } = conversation;
  const names = nameUnits(units);
  return explainedOnce(
    onceForEachUnit(findings.filter(({ unitIndex }) => unitIndex < maxUnits)).map(
      ({ unitIndex, violation: { id } }) => {
        const unit = units[unitIndex]!;
        const words = ruleWords(id, violationFacts(unit, null));
        return {
          title: `${unitTitle(unit, names[unitIndex]!)}: ${words.title}`,
          explanation: `${words.why} ${words.remedy}`,
          reference: RULES[id].reference,
        };
      },
    ),
  );
}

/** For bytes that aren't a frame header but were read as one. */
export function brokenHeaderRules(violations: readonly Violation[]): readonly BrokenRule[] {
  const ids = [...new Set(violations.map(({ id }) => id))];
  return ids.map((id) => {
    const { title, why, remedy } = ruleWords(id, NO_FACTS);
    return {
      title: `First header: ${title}`,
      explanation: `${why} ${remedy}`,
      reference: RULES[id].reference,
    };
  });
}

/** A frame can break a rule with several bits. */
function onceForEachUnit(findings: readonly Finding[]): readonly Finding[] {
  const isSame = (one: Finding, other: Finding) =>
    one.unitIndex === other.unitIndex && one.violation.id === other.violation.id;
  return findings.filter(
    (finding, at) => findings.findIndex((other) => isSame(finding, other)) === at,
  );
}

function explainedOnce(rules: readonly BrokenRule[]): readonly BrokenRule[] {
  return rules.map((rule, at) => {
    const isExplained = rules
      .slice(0, at)
      .some(({ explanation }) => explanation === rule.explanation);
    return isExplained ? { ...rule, explanation: '' } : rule;
  });
}
