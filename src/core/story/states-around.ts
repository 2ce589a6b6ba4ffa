/** The states of both sides before and after some steps, as the heads of the diagram show them. */

import type { ElasticTime } from './elastic-time.ts';
import { stopTime, type PlayedStop } from './played-stops.ts';
import { statesAt } from './states-at.ts';
import type { BothStates } from './step.ts';
import type { Story } from './story.ts';

export type StatesAround = {
  /** Immediately before the first of the steps begins. */
  readonly before: BothStates;
  /** When all of them have arrived or are lost. */
  readonly after: BothStates;
};

/**
 * Both sides at two instants. Other steps can begin and arrive between them, so the steps of the
 * stop need not be all that changed the states.
 */
export function statesAround(
  story: Pick<Story, 'moments' | 'start'>,
  time: ElasticTime,
  stop: PlayedStop,
): StatesAround {
  const { moments, start } = story;
  const first = moments.findIndex(
    ({ stepIndex }) => stop.firstStep <= stepIndex && stepIndex < stop.endStep,
  );
  return {
    before: moments[first - 1]?.states ?? start,
    after: statesAt(story, time, stopTime(time, stop).endMs),
  };
}
