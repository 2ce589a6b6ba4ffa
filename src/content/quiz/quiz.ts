/** The questions of each chapter and of the whole quiz, and what a reader's answers lead to. */

import { CHAPTER_IDS, type ChapterId } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { SCENARIO_IDS, type ScenarioId } from '#core/scenarios/scenarios.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { CLOSURE_QUESTIONS } from './closure-questions.ts';
import { CONNECTION_QUESTIONS } from './connection-questions.ts';
import { FRAME_QUESTIONS } from './frame-questions.ts';
import { meaningOf, readGiven } from './given-answer.ts';
import { HANDSHAKE_QUESTIONS } from './handshake-questions.ts';
import { LENGTH_QUESTIONS } from './length-questions.ts';
import { MASKING_QUESTIONS } from './masking-questions.ts';
import { MESSAGE_QUESTIONS } from './message-questions.ts';
import { LESSONS_OF, QUESTION_IDS, questionsOf, type QuestionId } from './question-ids.ts';
import type { QuizQuestion, QuizSource } from './question.ts';
import { TCP_QUESTIONS } from './tcp-questions.ts';

const SOURCES: Readonly<Record<QuestionId, QuizSource>> = {
  ...TCP_QUESTIONS,
  ...HANDSHAKE_QUESTIONS,
  ...CONNECTION_QUESTIONS,
  ...FRAME_QUESTIONS,
  ...MASKING_QUESTIONS,
  ...LENGTH_QUESTIONS,
  ...MESSAGE_QUESTIONS,
  ...CLOSURE_QUESTIONS,
};

/**
 * All questions of a chapter of a lesson. A scenario has those whose subject it teaches, with the
 * values of its story; any other lesson has those about values that its story contains.
 */
export function questionsAfter(chapter: ChapterId, story: Story, lesson: string): QuizQuestion[] {
  const ids = isScenario(lesson)
    ? questionsOf(lesson)
    : QUESTION_IDS.filter((id) => SOURCES[id].isOfStory && LESSONS_OF[id].length > 0);
  return ids.flatMap((id) => {
    const source = SOURCES[id];
    const asked = source.chapter === chapter ? source.about(story) : null;
    return asked === null ? [] : [{ ...asked, id, chapter }];
  });
}

/** Every question, with the values of the RFC's examples. By chapter. */
export function allQuestions(): QuizQuestion[] {
  return CHAPTER_IDS.flatMap((chapter) =>
    QUESTION_IDS.filter((id) => SOURCES[id].chapter === chapter).map((id) => ({
      ...SOURCES[id].general(),
      id,
      chapter,
    })),
  );
}

function isScenario(lesson: string): lesson is ScenarioId {
  return (SCENARIO_IDS as readonly string[]).includes(lesson);
}

/** The reader has two tries. */
const MAX_TRIES = 2;

export type Judgement =
  /** Not answered yet. */
  | { readonly kind: 'open' }
  /** The first answer was wrong. `diagnosis` is null for a mistake that we don't know. */
  | { readonly kind: 'again'; readonly diagnosis: Prose | null }
  | { readonly kind: 'right' }
  /** The second answer was wrong as well, so the right one is shown. */
  | { readonly kind: 'shown'; readonly diagnosis: Prose | null };

/** What the answers so far lead to. Answers that can't be read don't count. */
export function judge(question: QuizQuestion, given: readonly string[]): Judgement {
  let wrong = 0;
  let diagnosis: Prose | null = null;
  for (const text of given) {
    const read = readGiven(question.form, text);
    if (read.kind === 'unreadable') continue;
    if (read.meaning === meaningOf(question.form, question.answer)) return { kind: 'right' };
    diagnosis = diagnosisOf(question, read.meaning);
    wrong++;
    if (wrong === MAX_TRIES) return { kind: 'shown', diagnosis };
  }
  return wrong === 0 ? { kind: 'open' } : { kind: 'again', diagnosis };
}

function diagnosisOf({ form, mistakes }: QuizQuestion, meaning: string): Prose | null {
  return mistakes.find(({ given }) => meaningOf(form, given) === meaning)?.diagnosis ?? null;
}
