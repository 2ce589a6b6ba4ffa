/** Why it can't be known what a message contains, although its frames are here. */

import type { Conversation } from './conversation.ts';
import { hasUnitOf } from './rare-units.ts';
import type { FrameUnit } from './unit.ts';

export type ContentDoubt =
  /** Bytes of its payload were not captured. */
  | 'not-captured'
  /** RSV1 is set. Its meaning was negotiated in a handshake that isn't here (RFC 6455 §5.2). */
  | 'unknown-extension'
  /** It is compressed, and was not inflated. */
  | 'not-inflated'
  /** It repeats bytes of earlier messages that aren't here (RFC 7692 §7.2.3.2). */
  | 'earlier-messages';

type Known = Pick<Conversation, 'compression' | 'units'>;

/** Null if the frame's content is known. */
export function contentDoubt(frame: FrameUnit, conversation: Known): ContentDoubt | null {
  return frame.notCaptured === undefined ? doubtOfCaptured(frame, conversation) : 'not-captured';
}

/** Whether the bytes of its payload that were captured are known to be content. */
export function isReadable(frame: FrameUnit, conversation: Known): boolean {
  return doubtOfCaptured(frame, conversation) === null;
}

function doubtOfCaptured(
  { isCompressed, inflation }: FrameUnit,
  { compression, units }: Known,
): ContentDoubt | null {
  if (isCompressed === undefined) return null;
  if (inflation !== undefined) return inflation.unknown.length > 0 ? 'earlier-messages' : null;
  if (compression !== null) return 'not-inflated';
  // Without an extension, RSV1 means nothing, and the payload is what it is.
  return hasUnitOf(units, 'response') ? null : 'unknown-extension';
}
