/** What the fields of one unit depend on beyond their own bits (RFC 6455 §5.2). */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { decodeFrameHeader, type FrameHeader } from '#core/protocol/framing/frame-header.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Dissection } from './dissection.ts';

export type FieldContext = {
  /** The header of the field's frame; null for HTTP heads and for a cut header. */
  readonly header: FrameHeader | null;
  /** The payload after unmasking. */
  readonly payload: Uint8Array;
  /** The inflated payload; null if it isn't compressed or can't be inflated. */
  readonly inflated: Uint8Array | null;
  /** The number of inflated bytes that are unknown because earlier messages are missing. */
  readonly unknownSize: number;
  /** Null if unknown. */
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
