/**
 * What a player plays: stops in chapters, with display times. Learn plays a story, Compare a
 * comparison.
 */

import type { PlayedTime } from '#core/story/elastic-time.ts';
import type { PlayedStop } from '#core/story/played-stops.ts';

export type PlayerChapter = {
  readonly id: string;
  readonly title: string;
  /** Indices of its steps: from `firstStep` up to, but not including, `endStep`. */
  readonly firstStep: number;
  readonly endStep: number;
};

export type PlayerModel = {
  /** In order, and together they contain every step. */
  readonly chapters: readonly PlayerChapter[];
  /** The display time of each step. */
  readonly time: PlayedTime;
  /** In order. */
  readonly stops: readonly PlayedStop[];
  /** What happens at a stop, in one sentence. Called only for the shown one. */
  readonly titleOf: (stopIndex: number) => string;
  /** The first step that the reader's changes affect. Null or absent if nothing is changed. */
  readonly firstChangedStep?: number | null;
};
