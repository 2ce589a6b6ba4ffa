/**
 * The fast lane of a receiver: frames that lie whole in one chunk and are a message each.
 *
 * Most frames are: FIN set, no reserved bit, text or binary, the length minimal, masked as their direction demands. A
 * loop over them needs no header objects, no state from frame to frame, and one copy for all: the chunk is copied once,
 * unmasked in place there, and messages are handed out as views. Whatever is not so plain, or breaks a rule, is left where it is for
 * `FrameReader` and `MessageReader`, which judge it; so no rule is known here but how a plain frame looks.
 */

import { isUtf8 } from '#core/bytes/utf8-validator.ts';
import { wordBuffer } from '#core/bytes/word-buffer.ts';
import { NON_ASCII_BITS, orWords, unmaskWords } from './masking-words.ts';
import { MASKING_KEY_SIZE } from './masking.ts';
import type { ChunkCursor } from './frame-reader.ts';
import type { MessageSink } from './message-sink.ts';
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
 * Takes the plain frames that begin at the cursor, one after another, and leaves it at the first that is none. It moves before
 * the sink is called, so that no message is handed on twice if a sink throws.
 */
export function takeWholeFrames(
  chunk: Uint8Array,
  cursor: ChunkCursor,
  { isMasked, maxMessageSize }: PlainFrameOptions,
  sink: MessageSink,
): void {
  const start = cursor.at;
  if (endOfPlainFrame(chunk, start, isMasked) === null) return;
  const size = chunk.length - start;
  const copy = wordBuffer(size);
  const { bytes } = copy;
  bytes.set(start === 0 ? chunk : chunk.subarray(start));
  const maskSize = isMasked ? MASKING_KEY_SIZE : 0;
  let at = 0;
  for (;;) {
    const end = endOfPlainFrame(bytes, at, isMasked);
    if (end === null) return;
    const sevenBits = bytes[at + 1]! & ~MASK_BIT;
    const payloadStart = at + BASE_SIZE + maskSize + extendedLengthSize(lengthFormOf(sevenBits));
    if (end - payloadStart > maxMessageSize) return;
    const isText = bytes[at] === FINAL_TEXT;
    let seen = 0;
    if (isMasked) seen = unmaskWords(copy, payloadStart, end, keyBefore(bytes, payloadStart));
    else if (isText) seen = orWords(copy, payloadStart, end);
    // The chunk itself is as it was: the judge will find the bad byte there.
    if (isText && (seen & NON_ASCII_BITS) !== 0 && !isUtf8(bytes, payloadStart, end)) return;
    at = end;
    cursor.at = start + end;
    sink.takeMessage(
      isText ? 'text' : 'binary',
      new Uint8Array(bytes.buffer, payloadStart, end - payloadStart),
    );
  }
}

/** Where the plain frame that begins at `at` ends; null where there is none, or not all of it. */
function endOfPlainFrame(bytes: Uint8Array, at: number, isMasked: boolean): number | null {
  const first = bytes[at];
  const second = bytes[at + 1];
  if (second === undefined || (first !== FINAL_TEXT && first !== FINAL_BINARY)) return null;
  if (second >= MASK_BIT !== isMasked) return null;
  const sevenBits = second & ~MASK_BIT;
  let headerEnd = at + BASE_SIZE + (isMasked ? MASKING_KEY_SIZE : 0);
  let length = sevenBits;
  const form = lengthFormOf(sevenBits);
  if (form !== 7) {
    headerEnd += extendedLengthSize(form);
    if (headerEnd > bytes.length) return null;
    const payloadLength = decodePayloadLength(sevenBits, bytes, at + BASE_SIZE);
    if (!isMinimalLength(payloadLength)) return null;
    length = payloadLength.value;
  }
  const end = headerEnd + length;
  return end <= bytes.length ? end : null;
}

const key = new Uint8Array(MASKING_KEY_SIZE);

/** The four bytes before the payload, in an array that is used again for each frame. */
function keyBefore(bytes: Uint8Array, payloadStart: number): Uint8Array {
  key[0] = bytes[payloadStart - 4]!;
  key[1] = bytes[payloadStart - 3]!;
  key[2] = bytes[payloadStart - 2]!;
  key[3] = bytes[payloadStart - 1]!;
  return key;
}
