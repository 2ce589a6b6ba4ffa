/** How many bytes are missing, exactly. Numbers are rounded above 2^53 - 1. */

import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import type { PayloadLength } from '#core/protocol/framing/payload-length.ts';

/** Of a payload of which `present` bytes are here. A bigint if its length is above 2^53 - 1. */
export function missingPayload({ value, exact }: PayloadLength, present: number): number | bigint {
  return exact === undefined ? Math.max(0, value - present) : exact - BigInt(present);
}

/** Of a frame that begins `wire`: of its header, or else of its payload. */
export function missingInFrame(wire: Uint8Array): number | bigint {
  const reading = decodeFrameHeader(wire);
  if (reading.kind === 'incomplete') return reading.missing;
  return missingPayload(reading.header.payloadLength, wire.length - reading.size);
}
