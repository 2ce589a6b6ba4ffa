import type { Story } from '#core/story/story.ts';

/** The step that an address names; without one, or with one that is not in the story, the first. */
export type NamedStep = {
  readonly index: number;
  /** False where the address names a step that the story does not have. */
  readonly isKnown: boolean;
};

export function findStep({ steps }: Pick<Story, 'steps'>, id: string | undefined): NamedStep {
  const index = steps.findIndex((step) => step.id === id);
  return { index: Math.max(0, index), isKnown: id === undefined || index !== -1 };
}

export function lessonAddress(lessonId: string, stepId: string | undefined) {
  const path = stepId === undefined ? [lessonId] : [lessonId, stepId];
  return { page: 'learn', path, query: new Map<string, string>() };
}
