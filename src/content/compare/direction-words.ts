/** Which way a message goes. */

import type { Direction } from '#core/trace/direction.ts';

export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  'server-to-client': 'to the client',
  'client-to-server': 'from the client',
};
