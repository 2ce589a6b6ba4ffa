import type { MissingPlace } from '#core/sharing/lesson-address.ts';

/** Shown if the address names something that doesn't exist. */
export function missingPlaceWords({ kind, name }: MissingPlace, lessonTitle: string): string {
  switch (kind) {
    case 'lesson':
      return `There is no scenario called “${name}”. This is “${lessonTitle}”.`;
    case 'step':
      return `“${lessonTitle}” has no step called “${name}”, so it begins at the beginning.`;
  }
}
