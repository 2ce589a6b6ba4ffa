/** Words for the sizes of frame headers. Source: RFC 6455 §5.1, §5.2 and §5.3. */

import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import {
  extendedLengthSize,
  sevenBitsOf,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import type { HeaderRange } from '#core/scenes/header-sizes.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

export const HEADER_SIZES_INTRODUCTION: Prose = [
  `The first two bytes of a header are always present. The payload’s length decides whether 2 or 8 more bytes follow, and a client adds a ${MASKING_KEY_SIZE}-byte masking key. `,
  rfc(6455, '5.2'),
];

export const HEADER_SIZES_CAPTION =
  'Size of the header, and its bytes for the shortest payload of the row';

/** "0–125 bytes", "from 65,536 bytes". */
export function headerRangeWords({ form, from, to }: HeaderRange): string {
  return form === 64
    ? `from ${formatCount(from)} bytes`
    : `${formatCount(from)}–${countOf(to, 'byte')}`;
}

/** How the header contains the length, and what the mask adds. */
export function headerSentence(form: LengthForm, isMasked: boolean, size: number): string {
  const length =
    form === 7
      ? 'The 7-bit field contains the length.'
      : `The 7-bit field contains ${sevenBitsOf(form, 0)}, which means that the length is in the next ${extendedLengthSize(form)} bytes.`;
  const mask = isMasked
    ? ` The last ${MASKING_KEY_SIZE} bytes are the masking key.`
    : ' A server’s frame has no masking key.';
  return `${countOf(size, 'byte')}. ${length}${mask}`;
}

export const BORDER_CAPTION = `At the borders, one more byte of payload costs ${extendedLengthSize(16)} or ${extendedLengthSize(64) - extendedLengthSize(16)} more bytes of header`;

export const SAMPLE_KEY_NOTE =
  'The masking key is an example. In a connection it is random for each frame.';
