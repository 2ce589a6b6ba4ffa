/** How alike two byte strings are as WebSocket frames: who sent them, and what they begin with. */

import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Side } from '#core/trace/direction.ts';

export type SentBytes = { readonly sender: Side; readonly bytes: Uint8Array };

/**
 * From 0, for nothing in common, to 7. An equal close code counts most, then the first byte, which
 * has flags and opcode, then the sender.
 */
export function frameLikeness(one: SentBytes, other: SentBytes): number {
  const hasSameStart = one.bytes[0] === other.bytes[0];
  const code = closeCodeBytes(one.bytes);
  const hasSameCode = code !== null && code === closeCodeBytes(other.bytes);
  return (hasSameCode ? 4 : 0) + (hasSameStart ? 2 : 0) + (one.sender === other.sender ? 1 : 0);
}

/** The first two payload bytes of a Close frame, unmasked, as "3,232"; null for other frames. */
function closeCodeBytes(bytes: Uint8Array): string | null {
  const reading = decodeFrameHeader(bytes);
  if (reading.kind === 'incomplete' || reading.header.opcode !== OPCODE.close) return null;
  const { header, size } = reading;
  const start = bytes.subarray(size, size + 2);
  return String(header.maskingKey ? applyMask(start, header.maskingKey) : start);
}
