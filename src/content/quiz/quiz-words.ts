/** Words for questions and answers of the quiz. */

import type { ChapterId } from '#core/story/step.ts';
import { CHAPTER_TITLES } from '#content/lesson/chapter-titles.ts';

export const ANSWERS_STAY = 'Your answers stay on this device.';

export function nothingToAsk(chapter: ChapterId): string {
  return `There is nothing to ask about ${CHAPTER_TITLES[chapter]} here.`;
}

export function outcomeWords(isRight: boolean, answer: string): string {
  return isRight ? `Right: ${answer}` : `Not quite. It is ${answer}`;
}
