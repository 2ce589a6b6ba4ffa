/** Words for questions and answers of the quiz. */

import type { ChapterId } from '#core/story/step.ts';
import { CHAPTER_TITLES } from '#content/lesson/chapter-titles.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import type { QuizForm } from './quiz-form.ts';
import type { Judgement } from './quiz.ts';

export const ANSWERS_STAY = 'Your answers stay on this device.';

export const OTHER_VALUES = 'You have answered this with other values.';

export function nothingToAsk(chapter: ChapterId): string {
  return `There is nothing to ask about ${CHAPTER_TITLES[chapter]} here.`;
}

/** For a wrong answer that none of the known mistakes leads to. */
const UNKNOWN_MISTAKE: Prose = ['That isn’t it.'];

/** Null before an answer. `answer` is the right one as it is shown. */
export function judgementWords(judgement: Judgement, answer: string): Prose | null {
  switch (judgement.kind) {
    case 'open':
      return null;
    case 'right':
      return [`Right: ${answer}.`];
    case 'again':
      return [...(judgement.diagnosis ?? UNKNOWN_MISTAKE), ' Try again.'];
    case 'shown':
      return [...(judgement.diagnosis ?? UNKNOWN_MISTAKE), ` The answer is: ${answer}.`];
  }
}

/** The name of the field for an answer. */
export function fieldLabel(form: QuizForm): string {
  switch (form.kind) {
    case 'bytes':
      return 'Your answer, in hex digits';
    case 'number':
      return 'Your answer, a number';
    case 'numbers':
      return `Your answer, ${countOf(form.count, 'number')}`;
    case 'choice':
      return 'Your answer';
  }
}

/** "3 of 7 questions". */
export function progressText(done: number, count: number): string {
  return `${done} of ${countOf(count, 'question')}`;
}

/** Above a question at the end of a chapter. */
export function rowLabel(chapter: ChapterId, number: number, count: number): string {
  return `Question ${number} of ${count} on ${CHAPTER_TITLES[chapter]}`;
}

/** In the place of a question, if none is left. */
export function allAnswered(chapter: ChapterId, done: number, count: number): string {
  return `Questions on ${CHAPTER_TITLES[chapter]}: ${done} of ${count} answered`;
}
