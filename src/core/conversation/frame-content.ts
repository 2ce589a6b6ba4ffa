/** What a frame means to its receiver, by its opcode (RFC 6455 §5.5 and §5.6). */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import { decodeClosePayload, type ClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { ByteStream } from '#core/trace/trace.ts';
import { payloadOf, type Message } from './message.ts';
import type { FrameUnit, Unit } from './unit.ts';

/** The bytes are unmasked, and inflated if the frame is compressed and can be inflated. */
export type FrameContent =
  | ({ readonly kind: 'close' } & ClosePayload)
  /** Of a Ping or Pong, and of a reserved control opcode. */
  | { readonly kind: 'control'; readonly bytes: Uint8Array }
  /** Of a text message; a fragment may begin and end within a character. */
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  /** Binary data, a compressed payload that could not be inflated, or a reserved opcode's data. */
  | { readonly kind: 'data'; readonly bytes: Uint8Array };

/** Reads at most `maxSize` bytes, so that a summary of a large frame does not read all of it. */
export function frameContent(
  unit: FrameUnit,
  stream: ByteStream,
  maxSize = Number.MAX_SAFE_INTEGER,
): FrameContent {
  const { header, messageOpcode, isCompressed, inflation } = unit;
  const bytes = contentStart(unit, stream, maxSize);
  if (header.opcode === OPCODE.close) return { kind: 'close', ...decodeClosePayload(bytes) };
  if (isControlOpcode(header.opcode)) return { kind: 'control', bytes };
  const isReadable = !isCompressed || inflation !== undefined;
  return { kind: messageOpcode === OPCODE.text && isReadable ? 'text' : 'data', bytes };
}

/** Close code and reason; null for any other frame. */
export function closePayloadOf(unit: FrameUnit, stream: ByteStream): ClosePayload | null {
  if (unit.header.opcode !== OPCODE.close) return null;
  return decodeClosePayload(payloadOf(unit, stream));
}

/** At most `size` bytes of each frame, from as many frames as make more than `size` bytes. */
export function messageStart(
  { unitIndices }: Message,
  units: readonly Unit[],
  stream: ByteStream,
  size: number,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let found = 0;
  for (const index of unitIndices) {
    const unit = units[index];
    if (unit?.kind !== 'frame') continue;
    const part = contentStart(unit, stream, size);
    parts.push(part);
    found += part.length;
    if (found > size) break;
  }
  return concatBytes(parts);
}

function contentStart(unit: FrameUnit, stream: ByteStream, size: number): Uint8Array {
  return unit.inflation?.bytes.subarray(0, size) ?? payloadOf(unit, stream, size);
}
