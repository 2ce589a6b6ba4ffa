/** The reader's choices of how to read a paste. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { DirectionMode } from '#core/notations/directions.ts';
import { DIRECTIONS, senderOf } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** After "Sent by:". */
export const DIRECTION_MODE_WORDS: Readonly<Record<DirectionMode, string>> = {
  'as-told': 'whoever text and bytes tell',
  'by-masks': 'the client what is masked',
  'from-client': 'the client, all of it',
  'from-server': 'the server, all of it',
  swapped: 'the other side each time',
};

/** Bytes that were sent but are in no packet of a capture or dump. Empty if there are none. */
export function gapsRemark({ streams }: Trace): string {
  const sizes = DIRECTIONS.flatMap((direction) => {
    const { gaps } = streams[direction];
    if (gaps.length === 0) return [];
    const size = gaps.reduce((sum, gap) => sum + lengthOfRange(gap), 0);
    return [
      `${countOf(size, 'byte')} of the ${senderOf(direction)}, in ${countOf(gaps.length, 'gap')}`,
    ];
  });
  if (sizes.length === 0) return '';
  return `Not everything was captured: of what crossed, ${sizes.join(', and ')}, is in no packet here. Nothing is guessed in its place.`;
}

export const RECONSTRUCTED =
  'The text has messages, not frames: the frames around them are made here, with masking keys of ours. What crossed the wire may have looked otherwise.';
