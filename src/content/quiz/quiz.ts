/** Questions after each chapter. Answers are computed by the codec, never written by hand. */

import type { ChapterId } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { CLOSURE_QUESTIONS } from './closure-questions.ts';
import { DATA_QUESTIONS } from './data-questions.ts';
import { HANDSHAKE_QUESTIONS } from './handshake-questions.ts';
import type { QuizMaker, QuizQuestion } from './question.ts';

const MAX_PER_CHAPTER = 3;

const MAKERS: Readonly<Record<ChapterId, readonly QuizMaker[]>> = {
  ...HANDSHAKE_QUESTIONS,
  ...DATA_QUESTIONS,
  ...CLOSURE_QUESTIONS,
};

/** Two or three questions for the end of a chapter. Those about this story's subject come first. */
export function questionsAfter(chapter: ChapterId, story: Story): QuizQuestion[] {
  return MAKERS[chapter].flatMap((make) => make(story) ?? []).slice(0, MAX_PER_CHAPTER);
}

/**
 * Whether `given` means the right answer. Spaces, case, `0x` and thousands separators don't matter.
 */
export function isRight({ form, answer }: QuizQuestion, given: string): boolean {
  if (form.kind === 'choice') return given === answer;
  return normalized(given, form.kind) === normalized(answer, form.kind);
}

function normalized(text: string, kind: 'bytes' | 'number'): string {
  const bare = text.toLowerCase().replace(/\s+/g, '');
  return kind === 'bytes'
    ? bare.replace(/0x|,/g, '')
    : bare.replaceAll(',', '').replace(/^0+(?=\d)/, '');
}
