/** The reader's choices of how to read a paste. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { DirectionMode } from '#core/notations/directions.ts';
import { DIRECTIONS, senderOf } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** After "Sent by:". */
export const DIRECTION_MODE_WORDS: Readonly<Record<DirectionMode, string>> = {
  'as-told': 'detected automatically',
  'by-masks': 'the client, if masked',
  'from-client': 'the client only',
  'from-server': 'the server only',
  swapped: 'the opposite side each time',
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
  return `Not everything was captured: ${sizes.join(', and ')}, are in no packet here. Nothing replaces them.`;
}

export const RECONSTRUCTED =
  'The text contains messages, not frames. The frames around them are made here, with this site’s masking keys. The original frames might have been different.';
