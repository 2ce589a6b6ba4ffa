import type { Step } from '#core/story/step.ts';

/**
 * Where a reader stands when the story changes under them: at the same step, or, where it is no
 * more, at the last one before it that still happens.
 */
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
