/**
 * The questions before the steps of a lesson, and what the reader answered, kept while the lesson
 * is open.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { Prose } from '#content/phrasing/prose.ts';
import { predictionOutcome, type Prediction } from '#content/quiz/prediction.ts';
import type { Story } from '#core/story/story.ts';

/** What finds the questions of a story. Loaded after the first step is on the page. */
type Predictor = { readonly predictionsOf: (story: Story) => readonly Prediction[] };

export class LessonPredictions {
  readonly #story: () => Story;
  readonly #load: () => Promise<Predictor>;
  #predictor = $state.raw<Predictor | null>(null);
  /** By step: the choice, or null if the question was skipped. */
  readonly #answers = new SvelteMap<string, string | null>();

  readonly #predictions = $derived.by(() => this.#predictor?.predictionsOf(this.#story()) ?? []);

  constructor(story: () => Story, load: () => Promise<Predictor>) {
    this.#story = story;
    this.#load = load;
  }

  /** Until then there are no questions. A lesson without them stays a lesson. */
  async load(): Promise<void> {
    this.#predictor ??= await this.#load().catch(() => null);
  }

  /** The question before a step; null if there is none, or if it was answered or skipped. */
  openBefore(stepId: string | undefined): Prediction | null {
    if (stepId === undefined || this.#answers.has(stepId)) return null;
    return this.#predictionBefore(stepId) ?? null;
  }

  answer(stepId: string, given: string): void {
    this.#answers.set(stepId, given);
  }

  skip(stepId: string): void {
    this.#answers.set(stepId, null);
  }

  /** What the reader's answer was worth; null if there is none, or not to the present question. */
  outcome(stepId: string): Prose | null {
    const given = this.#answers.get(stepId) ?? null;
    const prediction = this.#predictionBefore(stepId);
    if (given === null || prediction === undefined) return null;
    const outcome = predictionOutcome(prediction, given);
    return outcome.length === 0 ? null : outcome;
  }

  #predictionBefore(stepId: string): Prediction | undefined {
    return this.#predictions.find((prediction) => prediction.stepId === stepId);
  }
}
