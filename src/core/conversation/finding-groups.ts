/** Findings by the rule that they break: a bad encoder breaks the same one in every frame. */

import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Finding } from './finding.ts';

export type FindingGroup = {
  readonly rule: RuleId;
  /** In the order of the conversation; one at least. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** Units that break it: one may do so more than once. */
  readonly unitCount: number;
};

/** In the order in which the rules are first broken. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<RuleId, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(finding.violation.id);
    if (group) group.push(finding);
    else groups.set(finding.violation.id, [finding]);
  }
  return Array.from(groups, ([rule, members]) => ({
    rule,
    findings: members,
    // Findings come in the order of their units.
    unitCount: members.filter(({ unitIndex }, at) => unitIndex !== members[at - 1]?.unitIndex)
      .length,
  }));
}
