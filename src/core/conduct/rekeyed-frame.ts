/** A client's frame with another masking key (RFC 6455 §5.3). */

import { concatBytes } from '#core/bytes/byte-array.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { applyMask, MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import type { Trace } from '#core/trace/trace.ts';

/** The beginning of its payload is enough to be shown. */
const MAX_PAYLOAD = 64;

/** The beginning of the same frame, masked with `maskingKey`. Expects a masked frame. */
export function rekeyedFrame(
  { direction, range, header, headerSize }: FrameUnit,
  trace: Trace,
  maskingKey: Uint8Array,
): Uint8Array {
  if (header.maskingKey === null)
    throw new TypeError('expected a masked frame, got an unmasked one');
  const start = range.start + headerSize;
  const wire = trace.streams[direction];
  const head = wire.read(range.start, start - MASKING_KEY_SIZE);
  const masked = wire.read(start, Math.min(range.end, start + MAX_PAYLOAD));
  const payload = applyMask(masked, header.maskingKey);
  return concatBytes([head, maskingKey, applyMask(payload, maskingKey)]);
}
