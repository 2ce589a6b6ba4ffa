/** What a question of the quiz is made of. */

import type { Reference } from '#core/protocol/rules/reference.ts';
import type { Story } from '#core/story/story.ts';
import type { Prose } from '#content/phrasing/prose.ts';

/** How an answer is given. */
export type QuizForm =
  /** Hexadecimal digits, two a byte. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'number' }
  | { readonly kind: 'choice'; readonly options: readonly string[] };

export type QuizQuestion = {
  readonly id: string;
  readonly question: Prose;
  readonly form: QuizForm;
  /** The right one, as it is written: "81 05", "1005", or one of the options. */
  readonly answer: string;
  /** Why it is that. */
  readonly why: Prose;
  readonly references: readonly Reference[];
};

/** A question about a story; null where the story has no such thing. */
export type QuizMaker = (story: Story) => QuizQuestion | null;
