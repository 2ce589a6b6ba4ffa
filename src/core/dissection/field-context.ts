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
  /** Whether inflating stopped at a violation. */
  readonly isInflationCut: boolean;
  /** The number of inflated bytes that are unknown because earlier messages are missing. */
  readonly unknownSize: number;
  /** Null if unknown. */
  readonly sender: Side | null;
};

export function fieldContext(dissection: Dissection, sender: Side | null = null): FieldContext {
  const { buffers, isInflationCut = false } = dissection;
  const { wire, unmasked, inflated = null } = buffers;
  const unknownSize = (dissection.unknown ?? []).reduce(
    (sum, range) => sum + lengthOfRange(range),
    0,
  );
  const known = { inflated, isInflationCut, unknownSize, sender };
  const reading = dissection.kind === 'frame' ? decodeFrameHeader(wire) : null;
  if (reading?.kind !== 'header') {
    return { ...known, header: null, payload: wire.subarray(0, 0) };
  }
  return { ...known, header: reading.header, payload: unmasked ?? wire.subarray(reading.size) };
}
