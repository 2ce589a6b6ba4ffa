/** Findings grouped by rule, because a faulty encoder breaks the same rule in every frame. */

import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Finding } from './finding.ts';

export type FindingGroup = {
  readonly rule: RuleId;
  /** In the order of the conversation. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** Units that break the rule. One unit can break it more than once. */
  readonly unitCount: number;
};

/** Groups in the order in which their rules are first broken. */
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
    // Findings are in the order of their units.
    unitCount: members.filter(({ unitIndex }, at) => unitIndex !== members[at - 1]?.unitIndex)
      .length,
  }));
}
