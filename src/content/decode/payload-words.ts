/** Words for a payload's text, values and compression. Sources: RFC 3629 §3; RFC 1951 §3. */

import { rfc } from '#core/protocol/rules/reference.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

export const GUESS_CAUTION: Prose = [
  'This is a guess, because a frame only shows whether it is text or binary (',
  rfc(6455, '5.6'),
  ').',
];

export const NOT_UTF8 = 'Not valid UTF-8: invalid bytes are shown as �.';

export const NO_REASON = 'no reason given';

export const TOO_LARGE_FOR_BLOCKS = 'The message is too large to show its parts.';

export const BIT_ORDER_NOTE: Prose = [
  'Bits are in the order in which they are read, each byte’s lowest first (',
  rfc(1951, '3.1.1'),
  '). The last four bytes, 00 00 ff ff, were appended again (',
  rfc(7692, '7.2.2'),
  ').',
];

export const BLOCK_WITHOUT_END = 'The block’s end is missing.';

export function omittedValues(count: number): string {
  return `The tree ends here: ${countOf(count, 'more value')} would follow.`;
}
