/**
 * The fast path of a receiver: frames that are complete within one chunk, and a whole message each
 * (RFC 6455 §5.2).
 *
 * Most frames are like this: FIN set, reserved bits clear, text or binary, a minimal length, and
 * masked as their direction requires. A loop over them needs no header objects, no state between
 * frames and one copy: the chunk is copied to reused memory and unmasked there, and messages are
 * lent as views.
 *
 * This file contains no validation, only the test for the fast path. It leaves all other frames to
 * `FrameReader` and `MessageReader`.
 */

import { isUtf8 } from '#core/bytes/utf8-validator.ts';
import type { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import { BASE_SIZE, FIN_BIT, frameHeaderSize, MASK_BIT } from './frame-header.ts';
import type { ChunkCursor } from './frame-reader.ts';
import { keyWordAt, maskInPlace, NON_ASCII_BITS, orWords } from './masking-words.ts';
import { MASKING_KEY_SIZE } from './masking.ts';
import { OPCODE } from './opcode.ts';
import type { MessageSink } from '#core/protocol/messages/message-sink.ts';
import { decodePayloadLength, isMinimalLength, lengthFormOf } from './payload-length.ts';

const FINAL_TEXT = FIN_BIT | OPCODE.text;
const FINAL_BINARY = FIN_BIT | OPCODE.binary;

export type PlainFrameOptions = {
  /** Whether frames of this direction must be masked. */
  readonly isMasked: boolean;
  /** In bytes. Frames with larger payloads are left to the other readers. */
  readonly maxMessageSize: number;
};

/**
 * Reads plain frames from the cursor on, and leaves it at the first other frame. The cursor moves
 * before the sink is called, so that no message is passed on twice if a sink throws.
 */
export function takeWholeFrames(
  chunk: Uint8Array,
  cursor: ChunkCursor,
  { isMasked, maxMessageSize }: PlainFrameOptions,
  sink: MessageSink,
  unmaskBuffer: GrowingBuffer,
): void {
  const start = cursor.at;
  if (!startsWithPlainFrame(chunk, start, isMasked)) return;
  unmaskBuffer.empty();
  unmaskBuffer.append(chunk.subarray(start), chunk.length - start);
  const copy = unmaskBuffer.current;
  const { bytes } = copy;
  const { size } = unmaskBuffer;
  const { buffer } = bytes;
  const maskBit = isMasked ? MASK_BIT : 0;
  let at = 0;
  while (at + BASE_SIZE <= size) {
    const first = bytes[at]!;
    const second = bytes[at + 1]!;
    if ((first !== FINAL_TEXT && first !== FINAL_BINARY) || (second & MASK_BIT) !== maskBit) return;
    const sevenBits = second ^ maskBit;
    const form = lengthFormOf(sevenBits);
    const payloadStart = at + frameHeaderSize(form, isMasked);
    const length = form === 7 ? sevenBits : minimalLengthAt(bytes, at, payloadStart, size);
    const end = payloadStart + length;
    if (end > size || length > maxMessageSize) return;
    const isText = first === FINAL_TEXT;
    let seen = 0;
    if (isMasked) {
      const key = keyWordAt(bytes, payloadStart - MASKING_KEY_SIZE);
      seen = maskInPlace(copy, payloadStart, end, key);
    } else if (isText) {
      seen = orWords(copy, payloadStart, end);
    }
    // The chunk itself is unchanged, so the other readers will find the invalid byte in it.
    if (isText && (seen & NON_ASCII_BITS) !== 0 && !isUtf8(bytes, payloadStart, end)) return;
    at = end;
    cursor.at = start + end;
    sink.takeMessage(isText ? 'text' : 'binary', new Uint8Array(buffer, payloadStart, length));
  }
}

/**
 * The extended length of the frame at `at`. Infinity, which fits into no chunk, if the header is
 * incomplete or the length isn't minimal.
 */
function minimalLengthAt(
  bytes: Uint8Array,
  at: number,
  payloadStart: number,
  size: number,
): number {
  if (payloadStart > size) return Infinity;
  const payloadLength = decodePayloadLength(bytes[at + 1]! & ~MASK_BIT, bytes, at + BASE_SIZE);
  return isMinimalLength(payloadLength) ? payloadLength.value : Infinity;
}

/** Whether a whole plain frame starts at `at`. If not, copying the chunk would be useless. */
function startsWithPlainFrame(bytes: Uint8Array, at: number, isMasked: boolean): boolean {
  const first = bytes[at];
  const second = bytes[at + 1];
  if (second === undefined || (first !== FINAL_TEXT && first !== FINAL_BINARY)) return false;
  if (second >= MASK_BIT !== isMasked) return false;
  const sevenBits = second & ~MASK_BIT;
  const form = lengthFormOf(sevenBits);
  const payloadStart = at + frameHeaderSize(form, isMasked);
  const length = form === 7 ? sevenBits : minimalLengthAt(bytes, at, payloadStart, bytes.length);
  return payloadStart + length <= bytes.length;
}
