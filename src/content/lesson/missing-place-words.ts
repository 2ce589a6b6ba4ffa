import type { MissingPlace } from '#core/sharing/lesson-address.ts';

/** Shown if the address names something that doesn't exist. */
export function missingPlaceWords(missing: MissingPlace, lessonTitle: string): string {
  const { kind, name } = missing;
  switch (kind) {
    case 'lesson':
      return `There is no scenario called “${name}”. This is “${lessonTitle}”.`;
    case 'rest':
      return `Nothing is called “${name}” there, so only the part before it was used.`;
    case 'step': {
      const instead = missing.nearest === null ? 'the first step' : `“${missing.nearest}”`;
      return `“${lessonTitle}” has no step called “${name}”, so ${instead} is shown.`;
    }
  }
}
