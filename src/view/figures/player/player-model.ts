/**
 * What a player plays: steps in chapters, over a time in which they are shown. A story is one, a
 * comparison another.
 */

import type { PlayedTime } from '#core/story/elastic-time.ts';

export type PlayerChapter = {
  readonly id: string;
  readonly title: string;
  /** Indices of its steps: `firstStep` up to, not including, `endStep`. */
  readonly firstStep: number;
  readonly endStep: number;
};

export type PlayerModel = {
  /** They tile the steps, in order. */
  readonly chapters: readonly PlayerChapter[];
  /** Beside each step, when it is shown. */
  readonly time: PlayedTime;
  /** What happens in a step, in one sentence; asked only for the step shown. */
  readonly titleOf: (stepIndex: number) => string;
  /** From which step on something is not as it was at first; null or absent where nothing is. */
  readonly firstChangedStep?: number | null;
};
