/**
 * Reads, writes and lists the reader's changes to a scenario. Loaded only for a reader who makes
 * some, or whose address names something that doesn't exist.
 */

import { specialReason, type ReasonOf } from '#content/lesson/step-reasons.ts';
import { readLearnLink, recordingProblems, toLearnQuery } from '#core/sharing/learn-link.ts';
import { missedTampering } from '#core/sharing/missed-tampering.ts';
import { findDivergence } from '#core/story/divergence.ts';
import type { StoryChanger } from '#view/state/changed-story.svelte.ts';
import LessonNotes from './LessonNotes.svelte';

export type LessonChanger = StoryChanger & {
  /** Reasons for steps that a change makes special. */
  readonly reasonOf: ReasonOf;
  /** Shows above the lesson what is changed, and what could not be. */
  readonly notes: typeof LessonNotes;
};

export const lessonChanger: LessonChanger = {
  read: readLearnLink,
  write: toLearnQuery,
  recordingProblems,
  missedTampering,
  notes: LessonNotes,
  reasonOf: specialReason,
  firstChangedStep: (original, changed) => {
    const divergence = findDivergence(original, changed);
    // If the changed story ends early, its last step is the first that differs.
    return divergence && Math.max(0, Math.min(divergence, changed.steps.length - 1));
  },
};
