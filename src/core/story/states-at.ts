/** The states of both sides at a moment of the display: what a player shows beside the diagram. */

import { firstReached } from '#core/bytes/bisect.ts';
import type { ElasticTime } from './elastic-time.ts';
import type { BothStates } from './step.ts';
import type { Story } from './story.ts';

/**
 * States after the last moment that was shown up to `positionMs` of `time`. Before the first moment
 * those that the connection starts in.
 */
export function statesAt(
  { start, moments }: Pick<Story, 'start' | 'moments'>,
  time: Pick<ElasticTime, 'moments'>,
  positionMs: number,
): BothStates {
  const shown = time.moments;
  const later = firstReached(shown.length, (index) => shown[index]! > positionMs);
  return moments[later - 1]?.states ?? start;
}
