import type { Address } from '#core/sharing/address.ts';
import type { Story } from '#core/story/story.ts';
import type { Lesson } from './lessons.ts';

/** Where an address leads within a lesson. */
export type Destination = {
  /** The step it names; without one, or with one that is not in the story, the first. */
  readonly stepIndex: number;
  /** What the reader should know where the address named something that there is not; null where all is well. */
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

export function lessonAddress(lessonId: string, stepId: string | undefined): Address {
  const path = stepId === undefined ? [lessonId] : [lessonId, stepId];
  return { page: 'learn', path, query: new Map() };
}
