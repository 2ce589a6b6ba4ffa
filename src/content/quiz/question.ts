/** The parts of a question, and what makes one of a story. */

import type { Reference } from '#core/protocol/rules/reference.ts';
import type { ChapterId } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { meaningOf } from './given-answer.ts';
import type { QuizForm } from './quiz-form.ts';
import type { QuestionPlace } from './question-place.ts';
import type { QuestionId } from './question-ids.ts';

/** A wrong answer that people give, and what they confuse. */
export type Mistake = { readonly given: string; readonly diagnosis: Prose };

/** A question without its place in the quiz. */
export type AskedQuestion = {
  readonly question: Prose;
  readonly form: QuizForm;
  /** The right answer as it is written: "81 05", "1005", "2, 4, 10", or one of the options. */
  readonly answer: string;
  /** No two mean the same, and none means the answer. Each other option of a choice has one. */
  readonly mistakes: readonly Mistake[];
  /** The reason. */
  readonly why: Prose;
  readonly references: readonly Reference[];
  /** Where the site shows it. */
  readonly place: QuestionPlace;
};

export type QuizQuestion = AskedQuestion & {
  readonly id: QuestionId;
  readonly chapter: ChapterId;
};

export type QuizSource = {
  readonly chapter: ChapterId;
  /** Whether it asks about values of a story. */
  readonly isOfStory: boolean;
  /** Null if the story doesn't contain its subject. */
  readonly about: (story: Story) => AskedQuestion | null;
  /** With the values of the RFC's examples. */
  readonly general: () => AskedQuestion;
};

/** A question about the values of a story. `sample` replaces them where there is no story. */
export function aboutStory<Facts>(
  chapter: ChapterId,
  find: (story: Story) => Facts | null,
  sample: Facts,
  ask: (facts: Facts) => AskedQuestion,
): QuizSource {
  return {
    chapter,
    isOfStory: true,
    about: (story) => {
      const facts = find(story);
      return facts === null ? null : ask(facts);
    },
    general: () => ask(sample),
  };
}

/** A question that needs no values of a story. */
export function aboutRule(chapter: ChapterId, ask: () => AskedQuestion): QuizSource {
  return { chapter, isOfStory: false, about: ask, general: ask };
}

/** What a question is made of, before its mistakes are compared with its answer. */
type Draft = Omit<AskedQuestion, 'form' | 'mistakes'> & {
  readonly mistakes: readonly (readonly [given: string | number, ...diagnosis: Prose])[];
};

export function askBytes(draft: Draft): AskedQuestion {
  return withForm({ kind: 'bytes' }, draft);
}

export function askNumber(draft: Draft): AskedQuestion {
  return withForm({ kind: 'number' }, draft);
}

export function askNumbers(count: number, draft: Draft): AskedQuestion {
  return withForm({ kind: 'numbers', count }, draft);
}

/** Each mistake is an option. Numbers are in their order, others by their first letters. */
export function askChoice(draft: Draft): AskedQuestion {
  const asked = withForm({ kind: 'choice', options: [] }, draft);
  const options = [asked.answer, ...asked.mistakes.map(({ given }) => given)].toSorted(
    byNumberOrName,
  );
  return { ...asked, form: { kind: 'choice', options } };
}

function byNumberOrName(one: string, other: string): number {
  const difference = Number(one) - Number(other);
  if (!Number.isNaN(difference)) return difference;
  return one < other ? -1 : 1;
}

/**
 * With other values, what is usually a mistake can be right, or two mistakes the same. Then the
 * first diagnosis counts.
 */
function withForm(form: QuizForm, draft: Draft): AskedQuestion {
  const taken = new Set([meaningOf(form, draft.answer)]);
  const mistakes = draft.mistakes.flatMap(([given, ...diagnosis]): Mistake[] => {
    const meaning = meaningOf(form, String(given));
    if (taken.has(meaning)) return [];
    taken.add(meaning);
    return [{ given: String(given), diagnosis }];
  });
  return { ...draft, form, mistakes };
}
