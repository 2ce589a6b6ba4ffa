/** Where a reader stops in a story, by how deep they want to look. */

import type { Depth } from './depth.ts';
import { foldsOf, type Fold } from './folds.ts';
import type { Story } from './story.ts';

/** One step, or the steps of a fold. */
export type Stop = {
  readonly firstStep: number;
  /** Without this step itself. */
  readonly endStep: number;
  /** Null for one step. */
  readonly fold: Fold | null;
};

/**
 * In the order of the steps. `unfolded` has the ids of folds that the reader opened at the depth of
 * bytes, so that each of their steps is a stop. A story that only consists of folds has them at the
 * depth of `story` as well.
 */
export function stopsOf(
  story: Pick<Story, 'steps'>,
  depth: Depth,
  unfolded: ReadonlySet<string> = new Set(),
): Stop[] {
  const all = foldsOf(story);
  const leaves = depth === 'story' && hasMore(story, all);
  const folds = all.filter(({ id }) => leaves || (depth !== 'everything' && !unfolded.has(id)));
  const stops: Stop[] = [];
  for (let index = 0; index < story.steps.length;) {
    const fold = folds.find(({ firstStep }) => firstStep === index) ?? null;
    const endStep = fold?.endStep ?? index + 1;
    if (fold === null || !leaves) stops.push({ firstStep: index, endStep, fold });
    index = endStep;
  }
  return stops;
}

/** Whether steps remain without the folds. */
function hasMore({ steps }: Pick<Story, 'steps'>, folds: readonly Fold[]): boolean {
  const folded = folds.reduce((sum, { firstStep, endStep }) => sum + endStep - firstStep, 0);
  return folded < steps.length;
}

/**
 * The index of the stop with a step. If no stop has it, the first one after it, or the last one.
 * Zero if there are no stops.
 */
export function stopAt(stops: readonly Pick<Stop, 'endStep'>[], stepIndex: number): number {
  const found = stops.findIndex(({ endStep }) => stepIndex < endStep);
  return found === -1 ? Math.max(0, stops.length - 1) : found;
}
