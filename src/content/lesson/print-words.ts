/** What is said when a lesson can't be printed or saved, and when a chapter has no notes. */

import type { ChapterId } from '#core/story/step.ts';
import { CHAPTER_TITLES } from './chapter-titles.ts';

export const PRINT_FAILED = 'Couldn’t load the printed form. Check your connection and try again.';

export const SAVE_FAILED =
  'Couldn’t load what writes captures. Check your connection and try again.';

export function printedTooSoon(title: string): string {
  return `${title}: the lesson was still loading. Print it again.`;
}

export function noNotes(chapter: ChapterId): string {
  return `${CHAPTER_TITLES[chapter]} has no notes.`;
}
