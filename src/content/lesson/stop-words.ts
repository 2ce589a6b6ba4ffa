/** How much there is to read at a stop of a lesson. */

import type { Stop } from '#core/story/stops.ts';
import type { Story } from '#core/story/story.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { foldText } from './fold-words.ts';
import type { StepTextOf } from './plain-step-words.ts';

/** The number of words in its title, its sentence and its reason. */
export function countStopWords(stop: Stop, story: Story, stepText: StepTextOf): number {
  const step = story.steps[stop.firstStep];
  if (step === undefined) return 0;
  const { title, happened, why } = stop.fold ? foldText(stop.fold, story) : stepText(step, story);
  return [title, plainText(happened), plainText(why)].reduce(
    (sum, text) => sum + countWords(text),
    0,
  );
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
