/**
 * What reads and writes the reader's changes to a scenario. It comes when something was changed, or
 * may be.
 */

import { specialReason, type ReasonOf } from '#content/lesson/step-reasons.ts';
import type { Scenario } from '#core/scenarios/scenario.ts';
import {
  readLearnLink,
  toLearnQuery,
  type LearnCorrection,
  type LearnLink,
} from '#core/sharing/learn-link.ts';
import { findParting } from '#core/story/divergence.ts';
import type { Story } from '#core/story/story.ts';
import { keptStep } from './kept-step.ts';

/** What the reader changed, and what of the link could not be taken as it stood. */
export type LessonChanges = LearnLink & { readonly corrections: readonly LearnCorrection[] };

export type LessonChanger = {
  readonly read: (query: ReadonlyMap<string, string>, scenario: Scenario) => LessonChanges;
  readonly write: (changes: LearnLink, scenario: Scenario) => Map<string, string>;
  /** The step in which `changed` first is not as `original`; null where they are the same. */
  readonly partedAt: (original: Story, changed: Story) => number | null;
  /** Where in `after` a reader stands who stood at a step of `before`. */
  readonly keptStep: (before: Story['steps'], stepIndex: number, after: Story['steps']) => number;
  /** Why steps are special that a change has made so. */
  readonly reasonOf: ReasonOf;
};

export const lessonChanger: LessonChanger = {
  read: readLearnLink,
  write: toLearnQuery,
  keptStep,
  reasonOf: specialReason,
  partedAt: (original, changed) => {
    const parting = findParting(original, changed);
    // Where nothing more happens, it parted with the last that did.
    return parting && Math.max(0, Math.min(parting.stepIndex, changed.steps.length - 1));
  },
};
