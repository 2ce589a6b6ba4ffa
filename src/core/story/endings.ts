/** Sides that are not closed when a story ends, and why nothing more happens on them. */

import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { traceAt } from './own-story.ts';
import type { Story } from './story.ts';

export type OpenEnding = {
  readonly side: Side;
  /**
   * `unnoticed`: the connection is lost, and the side neither sends nor waits, so it doesn't
   * notice. `goes on`: the trace ends, and the connection does not.
   */
  readonly reason: 'unnoticed' | 'goes on';
};

const SIDES: readonly Side[] = ['client', 'server'];

/** Empty if both sides are closed at the end, or never had a WebSocket. */
export function openEndings(story: Story): OpenEnding[] {
  const { moments, steps } = story;
  const last = moments.at(-1)?.states;
  if (last === undefined) return [];
  const isLost =
    steps.some(({ kind }) => kind === 'gave-up') ||
    SIDES.some((side) => losesForEver(traceAt(story, side)));
  return SIDES.filter((side) => {
    const { readyState } = last[side];
    return readyState !== null && readyState !== 'CLOSED';
  }).map((side) => ({ side, reason: isLost ? 'unnoticed' : 'goes on' }));
}

/** The last segment of a direction was lost, and nothing later arrived. */
function losesForEver({ events }: Trace): boolean {
  return events.at(-1)?.arrival.kind === 'lost';
}
