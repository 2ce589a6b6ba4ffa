/** Sendings and arrivals of all steps, put into one order. */

import type { DraftStep } from './draft-steps.ts';
import type { Moment } from './step.ts';

type Ordered = Omit<Moment, 'states'> & {
  /** Where nobody knows a time, the last known one. */
  readonly atOrBeforeMs: number;
  /**
   * At the same instant arrivals come before what they cause; a step that arrives as it is sent
   * keeps its place.
   */
  readonly rank: number;
};

export function orderMoments(steps: readonly DraftStep[]): Omit<Moment, 'states'>[] {
  let lastKnownMs = 0;
  const moments = steps.flatMap(({ direction, sentAtMs, arrival }, stepIndex): Ordered[] => {
    lastKnownMs = Math.max(lastKnownMs, sentAtMs ?? 0);
    const sentMs = sentAtMs ?? lastKnownMs;
    const arrivedMs = arrival.kind === 'arrived' ? arrival.atMs : sentMs;
    const takesTime = arrivedMs > sentMs;
    const sent: Ordered = {
      stepIndex,
      phase: 'sent',
      atMs: sentAtMs,
      atOrBeforeMs: sentMs,
      rank: 1,
    };
    const arrived: Ordered = {
      stepIndex,
      phase: 'arrived',
      atMs: arrival.kind === 'arrived' ? arrival.atMs : null,
      atOrBeforeMs: arrivedMs,
      rank: takesTime || (direction === null && arrival.kind === 'arrived') ? 0 : 1,
    };
    if (direction === null) return [arrived];
    return arrival.kind === 'lost' ? [sent] : [sent, arrived];
  });
  return moments
    .sort((a, b) => a.atOrBeforeMs - b.atOrBeforeMs || a.rank - b.rank)
    .map(({ stepIndex, phase, atMs }) => ({ stepIndex, phase, atMs }));
}
