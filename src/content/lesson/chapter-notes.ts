/**
 * What is good to know about each chapter, in general: true of every connection. Bytes and sizes
 * come from the codec.
 */

import type { ChapterId } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { ChapterNote } from './chapter-note.ts';
import { CLOSURE_NOTES } from './closure-notes.ts';
import { dataNotes } from './data-notes.ts';
import { CONNECTION_NOTES, HANDSHAKE_NOTES } from './handshake-notes.ts';

/** Empty for a chapter about TCP alone. */
export function chapterNotes(chapter: ChapterId, { conversation }: Story): readonly ChapterNote[] {
  switch (chapter) {
    case 'tcp':
      return [];
    case 'handshake':
      return HANDSHAKE_NOTES;
    case 'connection':
      return CONNECTION_NOTES;
    case 'data':
      return dataNotes(conversation);
    case 'closure':
      return CLOSURE_NOTES;
  }
}
