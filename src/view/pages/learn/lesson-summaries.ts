import { SAMPLES } from '#content/examples/samples/samples.ts';
import { OWN_LESSON_SUMMARY } from '#content/lesson/own-lesson-words.ts';
import { SCENARIO_SUMMARIES } from '#content/lesson/scenario-summaries.ts';
import { YOURS } from '#core/sharing/lesson-address.ts';

/** A sentence on each lesson, by its id. */
export const LESSON_SUMMARIES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(SCENARIO_SUMMARIES),
  ...SAMPLES.map(({ id, description }) => [id, description] as const),
  [YOURS, OWN_LESSON_SUMMARY],
]);
