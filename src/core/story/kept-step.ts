/** Which step a reader sees if a story doesn't have the one they were at, or asked for. */

import type { Step } from './step.ts';

/** The same step, or the last step before it that still happens; the first if none does. */
export function keptStep(
  before: readonly Pick<Step, 'id'>[],
  stepIndex: number,
  after: readonly Pick<Step, 'id'>[],
): number {
  const places = new Map(after.map(({ id }, index) => [id, index]));
  for (let index = Math.min(stepIndex, before.length - 1); index >= 0; index--) {
    const place = places.get(before[index]?.id ?? '');
    if (place !== undefined) return place;
  }
  return 0;
}
