/** A question before a step, which the step answers. */

import type { Prose } from '#content/phrasing/prose.ts';

export type PredictionChoice = {
  readonly text: string;
  /** What a wrong choice confuses; null for the right one. */
  readonly mistake: Prose | null;
};

export type Prediction = {
  /** The step that answers it. */
  readonly stepId: string;
  readonly question: Prose;
  /** Two to four, no two the same, and one of them right. */
  readonly choices: readonly PredictionChoice[];
};

const MAX_CHOICES = 4;
const MIN_CHOICES = 3;

/**
 * `mistakes` are the likeliest first. Those that are right here, or the same as an earlier one, are
 * left out. Null if too few are left. Numbers are in their order.
 */
export function predict(
  stepId: string,
  question: Prose,
  right: string,
  mistakes: readonly (readonly [text: string, ...mistake: Prose])[],
): Prediction | null {
  const choices: PredictionChoice[] = [{ text: right, mistake: null }];
  for (const [text, ...mistake] of mistakes) {
    if (choices.length === MAX_CHOICES) break;
    if (!choices.some((choice) => choice.text === text)) choices.push({ text, mistake });
  }
  if (choices.length < MIN_CHOICES) return null;
  return { stepId, question, choices: choices.toSorted(inOrder) };
}

/** "40 ms" comes before "100 ms", and that before "1.020 s". */
function inOrder(one: PredictionChoice, other: PredictionChoice): number {
  const numbers = [one, other].map(({ text }) => {
    const number = Number.parseFloat(text.replaceAll(',', ''));
    return / s$/.test(text) ? 1000 * number : number;
  });
  const [first = NaN, second = NaN] = numbers;
  if (Number.isNaN(first) || Number.isNaN(second)) return one.text < other.text ? -1 : 1;
  return first - second;
}

/** For the row above the bytes of the next step. Empty for an answer that was not offered. */
export function predictionOutcome(prediction: Prediction, given: string): Prose {
  const choice = prediction.choices.find(({ text }) => text === given);
  if (choice === undefined) return [];
  return choice.mistake === null
    ? [`You said ${given}: right.`]
    : [`You said ${given}. `, ...choice.mistake];
}

export const PREDICTION_LABEL = 'Before the next step';
