/** Titles of a story's chapters. */

import type { ChapterId } from '#core/story/step.ts';

export const CHAPTER_TITLES: Readonly<Record<ChapterId, string>> = {
  tcp: 'TCP',
  handshake: 'Handshake',
  connection: 'Connection',
  data: 'Data transfer',
  closure: 'Closure',
};
