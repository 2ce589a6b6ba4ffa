/** A client's frames as a server would send them: without their masks (RFC 6455 §5.1). */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { decodeFrameHeader, MASK_BIT } from '#core/protocol/framing/frame-header.ts';
import { applyMask, MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';

/** Bytes from the first unmasked header on are not a client's frames, and stay as they are. */
export function framesWithoutMasks(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const reading = decodeFrameHeader(bytes, at);
    if (reading.kind === 'incomplete' || reading.header.maskingKey === null) {
      parts.push(bytes.subarray(at));
      break;
    }
    const { header, size } = reading;
    const start = at + size;
    const head = bytes.slice(at, start - MASKING_KEY_SIZE);
    head[1]! &= ~MASK_BIT;
    at = Math.min(bytes.length, start + header.payloadLength.value);
    parts.push(head, applyMask(bytes.subarray(start, at), reading.header.maskingKey));
  }
  return concatBytes(parts);
}
