/**
 * The address of a place in Learn: `#/learn/<lesson>/<step>?<changes>`, with `embed` in the query
 * if another page shows the lesson.
 */

import type { Story } from '#core/story/story.ts';
import type { Address } from './address.ts';

/** The key in the query that hides everything but the lesson: for slides and articles. */
const EMBED = 'embed';

/** The lesson that plays the reader's own connection. */
export const YOURS = 'yours';

/** What an address names that doesn't exist. */
export type MissingPlace = { readonly kind: 'lesson' | 'step'; readonly name: string };

/** Where an address leads within a lesson. */
export type Destination = {
  /** The step it names; the first step if it names none, or one that isn't in the story. */
  readonly stepIndex: number;
  readonly missing: MissingPlace | null;
};

export function destinationOf(
  { path: [namedLesson, namedStep] }: Pick<Address, 'path'>,
  lessonId: string,
  { steps }: Pick<Story, 'steps'>,
): Destination {
  const found = steps.findIndex((step) => step.id === namedStep);
  return { stepIndex: Math.max(0, found), missing: missingPlace() };

  function missingPlace(): MissingPlace | null {
    if (namedLesson !== undefined && namedLesson !== lessonId) {
      return { kind: 'lesson', name: namedLesson };
    }
    return namedStep === undefined || found >= 0 ? null : { kind: 'step', name: namedStep };
  }
}

/** `query` contains what the reader changed, and whether the lesson is embedded. */
export function lessonAddress(
  lessonId: string,
  stepId: string | undefined,
  query: Address['query'] = new Map(),
): Address {
  const path = stepId === undefined ? [lessonId] : [lessonId, stepId];
  return { page: 'learn', path, query };
}

export function isEmbedded({ query }: Pick<Address, 'query'>): boolean {
  return query.has(EMBED);
}

/** Whether its query contains changes to the lesson. */
export function hasChanges({ query }: Pick<Address, 'query'>): boolean {
  return [...query.keys()].some((key) => key !== EMBED);
}

export function embeddedAddress(address: Address): Address {
  return { ...address, query: new Map([...address.query, [EMBED, '']]) };
}

/** The same place with the site around it. */
export function plainAddress(address: Address): Address {
  return { ...address, query: new Map([...address.query].filter(([key]) => key !== EMBED)) };
}
