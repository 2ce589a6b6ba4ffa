/** The words for each step of any story. Loaded with the first story that needs them. */

import { ownStory } from '#core/story/own-story.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { StepWords } from '#content/phrasing/prose.ts';
import { deliveryText } from './delivery-words.ts';
import { endingText } from './ending-words.ts';
import { frameDoubts, oddUnitText } from './odd-unit-words.ts';
import { plainStepText } from './plain-step-words.ts';
import { relayedText } from './relayed-words.ts';
import { specialReason } from './step-reasons.ts';
import { troubleText } from './trouble-words.ts';

export function stepText(step: Step, whole: Story): StepWords {
  const story = ownStory(whole, step);
  const words =
    relayedText(step, whole) ??
    troubleText(step, story) ??
    oddUnitText(step, story) ??
    plainStepText(step, story);
  const isLast = step === whole.steps.at(-1);
  const endings = isLast ? endingText(whole).map((sentence) => ` ${sentence}`) : [];
  return {
    ...words,
    happened: [...words.happened, ...frameDoubts(step), ...deliveryText(step, story), ...endings],
    ...(step.hop === undefined && specialReason(step, story)),
  };
}
