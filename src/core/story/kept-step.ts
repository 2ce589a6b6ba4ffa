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

/**
 * The last step of the same sort before one that doesn't exist, such as "client-text-3" for
 * "client-text-9". Null if there is none.
 */
export function nearestStep(name: string, steps: readonly Pick<Step, 'id'>[]): number | null {
  const wanted = numbered(name);
  let nearest: number | null = null;
  let reached = 0;
  steps.forEach(({ id }, index) => {
    const { sort, number } = numbered(id);
    if (sort !== wanted.sort || number >= wanted.number || number <= reached) return;
    nearest = index;
    reached = number;
  });
  return nearest;
}

/** "client-text-9" is the ninth of its sort. A name without a number is the first. */
function numbered(name: string): { readonly sort: string; readonly number: number } {
  const [, sort = name, digits = '1'] = /^(.+)-(\d+)$/.exec(name) ?? [];
  return { sort, number: Number(digits) };
}
