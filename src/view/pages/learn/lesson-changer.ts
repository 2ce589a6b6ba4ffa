/**
 * Reads, writes and lists the reader's changes to a scenario. Loaded only for a reader who makes
 * some, or whose address names something that doesn't exist.
 */

import type { StepTextOf } from '#content/lesson/plain-step-words.ts';
import { stepText } from '#content/lesson/step-words.ts';
import {
  changedParameters,
  readLearnLink,
  recordingProblems,
  toLearnQuery,
  type LearnLink,
} from '#core/sharing/learn-link.ts';
import type { Scenario } from '#core/scenarios/scenario.ts';
import type { LearnLinkProblem } from '#core/sharing/learn-link-problem.ts';
import { effectiveTampering, missedTampering } from '#core/sharing/missed-tampering.ts';
import { withFlip } from '#core/sharing/flipped-tampering.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import { carrierOf } from '#core/story/flipped-bit.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { findDivergence } from '#core/story/divergence.ts';
import type { StoryChanger } from '#view/state/changed-story.svelte.ts';
import LessonNotes from './LessonNotes.svelte';

export type LessonChanger = StoryChanger & {
  /** A change can cause any step. */
  readonly stepText: StepTextOf;
  /** How many parameters are changed, and how many segments. */
  readonly countChanges: (
    changes: LearnLink,
    scenario: Scenario,
    problems: readonly LearnLinkProblem[],
  ) => { readonly change: number; readonly tamper: number };
  /** With a bit of a byte of the step's unit flipped. Null if no segment carries that byte. */
  readonly flip: (
    tampering: Tampering,
    place: { readonly byteIndex: number; readonly bit: number; readonly step: Step },
    story: Story,
  ) => Tampering | null;
  /** Shows above the lesson what is changed, and what could not be. */
  readonly notes: typeof LessonNotes;
};

export const lessonChanger: LessonChanger = {
  read: readLearnLink,
  write: toLearnQuery,
  recordingProblems,
  missedTampering,
  notes: LessonNotes,
  stepText,
  countChanges: ({ values, tampering }, scenario, problems) => ({
    change: changedParameters(values, scenario).length,
    tamper: effectiveTampering(tampering, problems).size,
  }),
  flip: (tampering, { byteIndex, bit, step }, story) => {
    const carrier = carrierOf(byteIndex, step, story);
    return carrier && withFlip(tampering, carrier, bit);
  },
  firstChangedStep: (original, changed) => {
    const divergence = findDivergence(original, changed);
    // If the changed story ends early, its last step is the first that differs.
    return divergence && Math.max(0, Math.min(divergence, changed.steps.length - 1));
  },
};
