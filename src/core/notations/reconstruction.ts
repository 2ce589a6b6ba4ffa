/**
 * Frames made around payloads that somebody copied without them: our own codec wraps them, so that they can be looked at
 * like any others. Which frames they really crossed in, nobody can say any more.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame } from '#core/protocol/frame.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/masking.ts';
import type { DefinedOpcode } from '#core/protocol/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Transcript } from './transcript.ts';

export type Payload = {
  readonly opcode: DefinedOpcode;
  readonly bytes: Uint8Array;
  /** Where each byte stands in the text; null where it does not. */
  readonly placeOf: (index: number) => { readonly start: number; readonly end: number };
};

/** Adds a frame around the payload; its header stands nowhere in the text, right before the payload. */
export function transcribeFrame(
  transcript: Transcript,
  direction: Direction,
  { opcode, bytes, placeOf }: Payload,
): void {
  const isClient = direction === 'client-to-server';
  const maskingKey = isClient ? maskingKeyFor(transcript.count) : null;
  const frame = encodeFrame({ opcode, maskingKey, payload: bytes });
  const headerSize = frame.length - bytes.length;
  const { start } = placeOf(0);
  for (let index = 0; index < frame.length; index++) {
    const place = index < headerSize ? { start, end: start } : placeOf(index - headerSize);
    transcript.add(frame[index]!, place.start, place.end);
  }
}

/** Adds bytes that our own codec made, and that stand nowhere in the text. */
export function transcribeMade(transcript: Transcript, bytes: Uint8Array, at: number): void {
  for (const byte of bytes) transcript.add(byte, at, at);
}

/** A key like any other, and the same for the same text: nobody knows the real one. */
function maskingKeyFor(position: number): Uint8Array {
  let word = (position + 1) * 0x9e3779b1;
  return Uint8Array.from({ length: MASKING_KEY_SIZE }, () => {
    word = Math.imul(word ^ (word >>> 15), 0x85ebca6b);
    return word >>> 24;
  });
}

/** UTF-8 of a stretch of text, with the place of the character that each byte is of. */
export function payloadOfText(text: string, start: number, end: number): Payload {
  const bytes = toUtf8(text.slice(start, end));
  const starts = new Uint32Array(bytes.length + 1);
  let at = start;
  for (let index = 0; index < bytes.length; index++) {
    // Continuation bytes are of the character before; the end of one is the beginning of the next.
    const isFirst = (bytes[index]! & 0xc0) !== 0x80;
    if (isFirst && index > 0) at += (bytes[lead(bytes, index - 1)]! & 0xf8) === 0xf0 ? 2 : 1;
    starts[index] = at;
  }
  starts[bytes.length] = end;
  return {
    opcode: 1,
    bytes,
    placeOf: (index) => {
      const from = starts[index] ?? end;
      let next = index + 1;
      while (next < bytes.length && starts[next] === from) next++;
      return { start: from, end: starts[next] ?? end };
    },
  };
}

/** Where the character begins that has a byte at `index`. */
function lead(bytes: Uint8Array, index: number): number {
  let at = index;
  while (at > 0 && (bytes[at]! & 0xc0) === 0x80) at--;
  return at;
}
