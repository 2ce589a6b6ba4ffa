/** How a paste is read, in the reader's choices. */

import type { DirectionMode } from '#core/notations/directions.ts';

/** Behind "Sent by:". */
export const DIRECTION_MODE_WORDS: Readonly<Record<DirectionMode, string>> = {
  'as-told': 'whoever text and bytes tell',
  'by-masks': 'the client what is masked',
  'from-client': 'the client, all of it',
  'from-server': 'the server, all of it',
  swapped: 'the other side each time',
};

export const RECONSTRUCTED =
  'The text has messages, not frames: the frames around them are made here, with masking keys of ours. What crossed the wire may have looked otherwise.';
