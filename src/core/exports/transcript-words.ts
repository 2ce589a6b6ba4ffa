/** The words that a transcript needs. */

import type { Unit } from '#core/conversation/unit.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { Reference } from '#core/protocol/rules/reference.ts';
import type { ChapterId, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { StoryWords } from './story-words.ts';
import type { TranscriptLine } from './transcript.ts';

export type TranscriptHeading =
  | 'why'
  | 'bytes'
  | 'arrived'
  | 'head'
  | 'fields'
  | 'rule'
  | 'sections'
  | 'notes'
  | 'solutions';

/** Columns of the tables of fields and of solutions. */
export type TranscriptColumn =
  | 'field'
  | 'position'
  | 'value'
  | 'meaning'
  | 'blank'
  | 'step'
  | 'subject';

/** The values that a hand-out leaves blank. */
export type AnswerId = 'size' | 'header-size' | 'header-bytes' | 'field';

export type TranscriptField = {
  /** For example, "Opcode". */
  readonly label: string;
  /** For example, "bits 4–7". */
  readonly position: string;
  /** Can be empty. */
  readonly value: string;
  /** Can be empty. */
  readonly meaning: string;
  /** The value alone, if a learner should find it; null for other fields. */
  readonly answer: string | null;
};

export type TranscriptNote = {
  readonly title: string;
  readonly text: TranscriptLine;
  readonly references: readonly Reference[];
  /** Null for most notes. */
  readonly table: {
    readonly headings: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
};

export type TranscriptWords = StoryWords & {
  readonly transcriptHeadings: Readonly<Record<TranscriptHeading, string>>;
  readonly columns: Readonly<Record<TranscriptColumn, string>>;
  readonly answerLabels: Readonly<Record<Exclude<AnswerId, 'field'>, string>>;
  /** Where the bytes come from, in a sentence. */
  source(story: Story): string;
  /** All sentences, the reason, and the sections. */
  sentences(
    step: Step,
    story: Story,
  ): {
    readonly happened: TranscriptLine;
    readonly why: TranscriptLine;
    readonly references: readonly Reference[];
  };
  /** A pattern for the size of a header in sentences, where another size may be equal. */
  headerSizePattern(size: string): string;
  /** The fields of a unit. */
  fields(dissection: Dissection, unit: Unit): readonly TranscriptField[];
  /** The code that runs on each side. */
  code(step: Step, story: Story): readonly { readonly label: string; readonly lines: string[] }[];
  /** The rule at which the receiver fails; null if none is broken. */
  brokenRule(step: Step, story: Story): TranscriptLine | null;
  /** What holds in general, for a chapter. */
  notes(chapter: ChapterId, story: Story): readonly TranscriptNote[];
};
