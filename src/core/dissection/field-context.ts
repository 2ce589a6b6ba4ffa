/** What the fields of one unit depend on beyond their own bits (RFC 6455 §5.2). */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { decodeFrameHeader, type FrameHeader } from '#core/protocol/framing/frame-header.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Dissection } from './dissection.ts';

export type FieldContext = {
  /** Of the frame that the field belongs to; null for heads and for a cut header. */
  readonly header: FrameHeader | null;
  /** The payload as the receiver has it. */
  readonly payload: Uint8Array;
  /** What it inflates to; null if it is not compressed, or if that is not known. */
  readonly inflated: Uint8Array | null;
  /** How many of those bytes are unknown because earlier messages are missing. */
  readonly unknownSize: number;
  /** Null if it is not known. */
  readonly sender: Side | null;
};

export function fieldContext(dissection: Dissection, sender: Side | null = null): FieldContext {
  const { wire, unmasked, inflated = null } = dissection.buffers;
  const unknownSize = (dissection.unknown ?? []).reduce(
    (sum, range) => sum + lengthOfRange(range),
    0,
  );
  const reading = dissection.kind === 'frame' ? decodeFrameHeader(wire) : null;
  if (reading?.kind !== 'header') {
    return { header: null, payload: wire.subarray(0, 0), inflated, unknownSize, sender };
  }
  const payload = unmasked ?? wire.subarray(reading.size);
  return { header: reading.header, payload, inflated, unknownSize, sender };
}
