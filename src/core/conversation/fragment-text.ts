/** The text of a fragment, which can begin and end within a character (RFC 6455 §5.6). */

import { fromUtf8, fromValidUtf8 } from '#core/bytes/text.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { FrameUnit } from './unit.ts';

/**
 * `payload` as UTF-8, unmasked and inflated. An ellipsis replaces a character of which the fragment
 * has only a part. Other invalid bytes become U+FFFD.
 */
export function fragmentText(payload: Uint8Array, { header }: Pick<FrameUnit, 'header'>): string {
  const valid = fromValidUtf8(payload);
  if (valid !== null) return valid;
  const text = fromUtf8(payload);
  const isLater = header.opcode === OPCODE.continuation;
  const begun = isLater ? text.replace(/^\ufffd{1,3}/, '…') : text;
  return header.isFinal ? begun : begun.replace(/\ufffd$/, '…');
}
