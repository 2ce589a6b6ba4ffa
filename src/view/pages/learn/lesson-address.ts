import type { Address } from '#core/sharing/address.ts';
import type { Story } from '#core/story/story.ts';
import type { Lesson } from './lessons.ts';

/** The key in the query that leaves out all but the lesson: for slides and articles. */
const EMBED = 'embed';

/** Where an address leads within a lesson. */
export type Destination = {
  /** The step it names; without one, or with one that is not in the story, the first. */
  readonly stepIndex: number;
  /**
   * What the reader should know where the address named something that there is not; null where all
   * is well.
   */
  readonly notice: string | null;
};

export function destinationOf(
  { path: [lessonId, stepId] }: Pick<Address, 'path'>,
  lesson: Pick<Lesson, 'id' | 'title'>,
  { steps }: Pick<Story, 'steps'>,
): Destination {
  const stepIndex = Math.max(
    0,
    steps.findIndex((step) => step.id === stepId),
  );
  if (lessonId !== undefined && lessonId !== lesson.id) {
    return {
      stepIndex,
      notice: `There is no scenario called “${lessonId}”. This is “${lesson.title}”.`,
    };
  }
  const isKnown = stepId === undefined || steps[stepIndex]?.id === stepId;
  return {
    stepIndex,
    notice: isKnown
      ? null
      : `“${lesson.title}” has no step called “${stepId}”, so it begins at the beginning.`,
  };
}

/** `query` says what the reader changed, and whether the lesson is embedded. */
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

/** Whether it says that something of the lesson was changed. */
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
