/** Reads and writes the reader's changes to a scenario. Loaded only for a reader who makes some. */

import { specialReason, type ReasonOf } from '#content/lesson/step-reasons.ts';
import { readLearnLink, toLearnQuery } from '#core/sharing/learn-link.ts';
import { findDivergence } from '#core/story/divergence.ts';
import type { StoryChanger } from '#view/state/changed-story.svelte.ts';

export type LessonChanger = StoryChanger & {
  /** Reasons for steps that a change makes special. */
  readonly reasonOf: ReasonOf;
};

export const lessonChanger: LessonChanger = {
  read: readLearnLink,
  write: toLearnQuery,
  reasonOf: specialReason,
  firstChangedStep: (original, changed) => {
    const divergence = findDivergence(original, changed);
    // If the changed story ends early, its last step is the first that differs.
    return divergence && Math.max(0, Math.min(divergence, changed.steps.length - 1));
  },
};
