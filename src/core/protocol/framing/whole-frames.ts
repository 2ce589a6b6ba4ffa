/**
 * The fast lane of a receiver: frames that lie whole in one chunk and are a message each.
 *
 * Most frames are: FIN set, no reserved bit, text or binary, the length minimal, masked as their
 * direction demands. A loop over them needs no header objects, no state from frame to frame, and
 * one copy for all: the chunk is copied once, to memory that is used again, unmasked in place
 * there, and messages are lent as views. Whatever is not so plain, or breaks a rule, is left where
 * it is for `FrameReader` and `MessageReader`, which judge it; so no rule is known here but how a
 * plain frame looks.
 */

import { isUtf8 } from '#core/bytes/utf8-validator.ts';
import type { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import { keyWordAt, NON_ASCII_BITS, orWords, unmaskWords } from './masking-words.ts';
import { MASKING_KEY_SIZE } from './masking.ts';
import type { ChunkCursor } from './frame-reader.ts';
import type { MessageSink } from '#core/protocol/messages/message-sink.ts';
import {
  decodePayloadLength,
  extendedLengthSize,
  isMinimalLength,
  lengthFormOf,
} from './payload-length.ts';

const FINAL_TEXT = 0x81;
const FINAL_BINARY = 0x82;
const MASK_BIT = 0x80;
const BASE_SIZE = 2;

export type PlainFrameOptions = {
  /** Whether frames of this direction must be masked. */
  readonly isMasked: boolean;
  /** Larger messages are left for others to judge. */
  readonly maxMessageSize: number;
};

/**
 * Takes the plain frames that begin at the cursor, one after another, and leaves it at the first
 * that is none. It moves before the sink is called, so that no message is handed on twice if a sink
 * throws.
 */
export function takeWholeFrames(
  chunk: Uint8Array,
  cursor: ChunkCursor,
  { isMasked, maxMessageSize }: PlainFrameOptions,
  sink: MessageSink,
  workshop: GrowingBuffer,
): void {
  const start = cursor.at;
  if (!startsWithPlainFrame(chunk, start, isMasked)) return;
  workshop.empty();
  workshop.append(start === 0 ? chunk : chunk.subarray(start), chunk.length - start);
  const copy = workshop.current;
  const { bytes } = copy;
  const { size } = workshop;
  const { buffer } = bytes;
  const maskSize = isMasked ? MASKING_KEY_SIZE : 0;
  const maskBit = isMasked ? MASK_BIT : 0;
  let at = 0;
  while (at + BASE_SIZE <= size) {
    const first = bytes[at]!;
    const second = bytes[at + 1]!;
    if ((first !== FINAL_TEXT && first !== FINAL_BINARY) || (second & MASK_BIT) !== maskBit) return;
    let length = second ^ maskBit;
    let payloadStart = at + BASE_SIZE + maskSize;
    const form = lengthFormOf(length);
    if (form !== 7) {
      const extended = readMinimalLength(bytes, at, size);
      if (extended === null) return;
      payloadStart += extendedLengthSize(form);
      length = extended;
    }
    const end = payloadStart + length;
    if (end > size || length > maxMessageSize) return;
    const isText = first === FINAL_TEXT;
    let seen = 0;
    if (isMasked) {
      const key = keyWordAt(bytes, payloadStart - MASKING_KEY_SIZE);
      seen = unmaskWords(copy, payloadStart, end, key);
    } else if (isText) {
      seen = orWords(copy, payloadStart, end);
    }
    // The chunk itself is as it was: the judge will find the bad byte there.
    if (isText && (seen & NON_ASCII_BITS) !== 0 && !isUtf8(bytes, payloadStart, end)) return;
    at = end;
    cursor.at = start + end;
    sink.takeMessage(isText ? 'text' : 'binary', new Uint8Array(buffer, payloadStart, length));
  }
}

/**
 * The length behind the header's first two bytes; null where not all of it is there, or where it is
 * not minimal.
 */
function readMinimalLength(bytes: Uint8Array, at: number, size: number): number | null {
  const sevenBits = bytes[at + 1]! & ~MASK_BIT;
  const extendedAt = at + BASE_SIZE;
  if (extendedAt + extendedLengthSize(lengthFormOf(sevenBits)) > size) return null;
  const payloadLength = decodePayloadLength(sevenBits, bytes, extendedAt);
  return isMinimalLength(payloadLength) ? payloadLength.value : null;
}

/**
 * Whether the frame that begins at `at` looks plain and is all there: else a copy of the chunk
 * would be for nothing.
 */
function startsWithPlainFrame(bytes: Uint8Array, at: number, isMasked: boolean): boolean {
  const first = bytes[at];
  const second = bytes[at + 1];
  if (second === undefined || (first !== FINAL_TEXT && first !== FINAL_BINARY)) return false;
  if (second >= MASK_BIT !== isMasked) return false;
  const sevenBits = second & ~MASK_BIT;
  const form = lengthFormOf(sevenBits);
  const length = form === 7 ? sevenBits : readMinimalLength(bytes, at, bytes.length);
  if (length === null) return false;
  const headerSize = BASE_SIZE + extendedLengthSize(form) + (isMasked ? MASKING_KEY_SIZE : 0);
  return at + headerSize + length <= bytes.length;
}
