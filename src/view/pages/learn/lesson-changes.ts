import type { Scenario } from '#core/scenarios/scenario.ts';
import { readLearnLink, type LearnCorrection, type LearnLink } from '#core/sharing/learn-link.ts';

/** What the reader changed, and what of the link could not be taken as it stood. */
export type LessonChanges = LearnLink & { readonly corrections: readonly LearnCorrection[] };

export const UNCHANGED: LessonChanges = { values: {}, tampering: new Map(), corrections: [] };

/** What has happened once and for all can't be changed, whatever a link says. */
export function readChanges(
  query: ReadonlyMap<string, string>,
  scenario: Scenario | null,
): LessonChanges {
  return scenario === null ? UNCHANGED : readLearnLink(query, scenario);
}
