/** The causes of a message, grouped by their explanation: examples that break the same rule. */

import { exampleRule, isExampleId, notFrameOf } from './error-examples.ts';
import type { ErrorCause } from './error-message.ts';

export type CauseGroup = readonly [ErrorCause, ...ErrorCause[]];

/** In the order of each group's first cause. */
export function groupCauses(causes: readonly ErrorCause[]): readonly CauseGroup[] {
  const groups = new Map<string, [ErrorCause, ...ErrorCause[]]>();
  for (const cause of causes) {
    const key = explanationOf(cause);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cause]);
    else group.push(cause);
  }
  return [...groups.values()];
}

function explanationOf(cause: ErrorCause): string {
  if (!isExampleId(cause)) return cause;
  return notFrameOf(cause) ?? exampleRule(cause) ?? cause;
}
