/** The reader's choices of how to read a paste. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { DirectionMode } from '#core/paste/assembly/direction-mode.ts';
import { DIRECTIONS, senderOf, type Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { contentWords } from './capture-words.ts';
import type { ConnectionChoice } from '#core/workbench/decoded.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { visible } from '#content/phrasing/quotation.ts';

/** After "Sent by:". */
export const DIRECTION_MODE_WORDS: Readonly<Record<DirectionMode, string>> = {
  'as-told': 'detected automatically',
  'by-masks': 'the client, if masked',
  'from-client': 'the client only',
  'from-server': 'the server only',
  swapped: 'the opposite side each time',
};

/** "conn 17, 192.0.2.33:58214 to 192.0.2.34:443, 53 bytes". */
export function connectionWords(
  { name, content, client, server, size }: ConnectionChoice,
  index: number,
): string {
  const ends = client !== null && server !== null ? `${client} to ${server}` : null;
  const number = `connection ${formatCount(index + 1)}`;
  const title = name === null ? (ends ?? number) : [idWords(name), ends].filter(Boolean).join(', ');
  const carried = content === null ? '' : `${contentWords(content)} · `;
  return `${carried}${title}, ${countOf(size, 'byte')}`;
}

/** What the text calls a connection. A thread is the only name of one that it served. */
function idWords(name: string): string {
  return name.startsWith('thread ') ? visible(name) : `conn ${visible(name)}`;
}

/** Who can have sent a block. */
export function senderOptions(
  direction: Direction | null,
): readonly { readonly value: string; readonly label: string }[] {
  const asRead = direction === null ? 'as read' : `as read (${senderOf(direction)})`;
  return [
    { value: 'as-read', label: asRead },
    { value: 'client', label: 'client' },
    { value: 'server', label: 'server' },
  ];
}

export function blockLabel(line: number): string {
  return `Line ${formatCount(line)}`;
}

/** Bytes that were sent but that the capture, dump or log lacks. Empty if there are none. */
export function gapsRemark({ streams }: Trace): string {
  const sizes = DIRECTIONS.flatMap((direction) => {
    const { gaps } = streams[direction];
    if (gaps.length === 0) return [];
    const size = gaps.reduce((sum, gap) => sum + lengthOfRange(gap), 0);
    return [
      `${countOf(size, 'byte')} from the ${senderOf(direction)}, in ${countOf(gaps.length, 'gap')}`,
    ];
  });
  if (sizes.length === 0) return '';
  return `Some bytes are missing: ${sizes.join(', and ')}.`;
}

export const RECONSTRUCTED =
  'The text contains payloads without their frames. The frames were made here, with new masking keys if the text has none. Those that were sent might have been different.';
