/** A flipped bit as tampering with the segment that carries it, as a link contains it. */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import { withFlippedBit, type ByteCarrier } from '#core/story/flipped-bit.ts';
import type { Step } from '#core/story/step.ts';
import { MAX_REPLACEMENT } from './tampering-text.ts';

/**
 * Whether a flip in the segment can be acted out. Not in a recording, not in a segment that is too
 * long for a link, and not in one that gets lost: it would arrive instead.
 */
export function canActOut({ segmentName, arriving }: ByteCarrier, { arrival }: Step): boolean {
  return segmentName !== null && arriving.length <= MAX_REPLACEMENT && arrival.kind !== 'lost';
}

/**
 * `tampering` with one more bit flipped; a bit that is flipped already is flipped back. `bitIndex`
 * 0 is the most significant bit of the byte. Replaces a delay or cut of the same segment.
 */
export function withFlip(tampering: Tampering, carrier: ByteCarrier, bitIndex: number): Tampering {
  const { segmentName, sent } = carrier;
  if (segmentName === null) return tampering;
  const bytes = withFlippedBit(carrier, bitIndex);
  const flipped = new Map(tampering);
  if (bytesEqual(bytes, sent)) flipped.delete(segmentName);
  else flipped.set(segmentName, { kind: 'replace', bytes });
  return flipped;
}
