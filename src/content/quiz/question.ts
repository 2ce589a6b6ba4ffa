/** The parts of a quiz question. */

import type { Reference } from '#core/protocol/rules/reference.ts';
import type { Story } from '#core/story/story.ts';
import type { Prose } from '#content/phrasing/prose.ts';

/** How the reader answers. */
export type QuizForm =
  /** Hexadecimal digits, two per byte. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'number' }
  | { readonly kind: 'choice'; readonly options: readonly string[] };

export type QuizQuestion = {
  readonly id: string;
  readonly question: Prose;
  readonly form: QuizForm;
  /** The right answer as it is written: "81 05", "1005", or one of the options. */
  readonly answer: string;
  /** The reason. */
  readonly why: Prose;
  readonly references: readonly Reference[];
};

/** A question about a story. Null if the story doesn't contain its subject. */
export type QuizMaker = (story: Story) => QuizQuestion | null;
