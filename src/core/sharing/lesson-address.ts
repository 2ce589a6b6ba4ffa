/**
 * The address of a place in Learn: `#/learn/<lesson>/<step>?<changes>`, with `embed` in the query
 * if another page shows the lesson.
 */

import type { Story } from '#core/story/story.ts';
import type { Address } from './address.ts';

/** The query key that hides everything but the lesson, for slides and articles. */
export const EMBED = 'embed';

/** The lesson that plays the reader's own connection. */
export const YOURS = 'yours';

/** A lesson or step in an address that doesn't exist. */
export type MissingPlace = { readonly kind: 'lesson' | 'step'; readonly name: string };

/** The place within a lesson that an address leads to. */
export type Destination = {
  /** The step in the address. The first step if the address has none, or an unknown one. */
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

/** Whether the query contains changes to the lesson. */
export function hasChanges({ query }: Pick<Address, 'query'>): boolean {
  return [...query.keys()].some((key) => key !== EMBED);
}

export function embeddedAddress(address: Address): Address {
  return { ...address, query: new Map([...address.query, [EMBED, '']]) };
}

/** The same place, not embedded. */
export function plainAddress(address: Address): Address {
  return { ...address, query: new Map([...address.query].filter(([key]) => key !== EMBED)) };
}
