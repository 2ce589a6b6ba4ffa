/**
 * Frames made around payloads that somebody copied without them: our own codec wraps them, so that
 * they can be looked at like any others. Which frames they really crossed in, nobody can say any
 * more.
 */

import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import type { DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import { ByteCollector } from './byte-collector.ts';
import { escapeAt } from './escape.ts';
import { CODE } from './characters.ts';
import type { Transcript } from './transcript.ts';

/** Adds a frame around the payload; its header stands nowhere in the text, which is at `at`. */
export function transcribeFrame(
  transcript: Transcript,
  direction: Direction,
  opcode: DefinedOpcode,
  payload: ByteCollector,
  at: number,
  isFinal = true,
): void {
  const isClient = direction === 'client-to-server';
  const maskingKey = isClient ? maskingKeyFor(transcript.count) : null;
  const frame = encodeFrame({ isFinal, opcode, maskingKey, payload: payload.view() });
  const headerSize = frame.length - payload.count;
  for (let index = 0; index < headerSize; index++) transcript.add(frame[index]!, at, at);
  transcript.collector.addAll(frame.subarray(headerSize), payload.positions);
}

/** Adds bytes that our own codec made, and that stand nowhere in the text. */
export function transcribeMade(transcript: Transcript, bytes: Uint8Array, at: number): void {
  for (const byte of bytes) transcript.add(byte, at, at);
}

/** A key like any other, and the same for the same text: nobody knows the real one. */
function maskingKeyFor(position: number): Uint8Array {
  let word = Math.imul(position + 1, 0x9e3779b1);
  return Uint8Array.from({ length: MASKING_KEY_SIZE }, () => {
    word = Math.imul(word ^ (word >>> 15), 0x85ebca6b);
    return word >>> 24;
  });
}

/** Adds the UTF-8 of a stretch of text: each byte stands where its character does. */
export function collectUtf8(
  text: string,
  start: number,
  end: number,
  sink: Pick<ByteCollector, 'add'>,
): void {
  for (let at = start; at < end;) {
    const code = text.codePointAt(at) ?? 0;
    const next = at + (code > 0xffff ? 2 : 1);
    addCharacter(code, at, next, sink);
    at = next;
  }
}

/** The same of what stands between the quotes of a JSON string. */
export function collectJsonString(text: string, start: number, end: number): ByteCollector {
  const collector = new ByteCollector();
  for (let at = start; at < end;) {
    let code = text.codePointAt(at) ?? 0;
    let next = at + (code > 0xffff ? 2 : 1);
    if (code === CODE.backslash) {
      ({ code, next } = jsonEscapeAt(text, at));
      const isHalf = code >= 0xd800 && code < 0xdc00 && text.charCodeAt(next) === CODE.backslash;
      const rest = isHalf ? jsonEscapeAt(text, next) : null;
      if (rest && rest.code >= 0xdc00 && rest.code < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (rest.code - 0xdc00);
        next = rest.next;
      }
    }
    addCharacter(code, at, next, collector);
    at = next;
  }
  return collector;
}

function jsonEscapeAt(text: string, at: number): { code: number; next: number } {
  const escape = escapeAt(text, at + 1, 'octal');
  const next = escape.end;
  if (escape.kind === 'byte') return { code: escape.byte, next };
  return { code: escape.kind === 'character' ? escape.code : 0xfffd, next };
}

function addCharacter(
  code: number,
  start: number,
  end: number,
  sink: Pick<ByteCollector, 'add'>,
): void {
  if (code < 0x80) return sink.add(code, start, end);
  // Half of a pair is no character: encoders put U+FFFD in its place.
  const scalar = code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
  const more = scalar < 0x800 ? 1 : scalar < 0x10000 ? 2 : 3;
  sink.add(LEAD_BYTES[more] | (scalar >> (6 * more)), start, end);
  for (let index = more - 1; index >= 0; index--) {
    sink.add(0x80 | ((scalar >> (6 * index)) & 0x3f), start, end);
  }
}

/** First bytes of characters by how many more they have (RFC 3629 §3). */
const LEAD_BYTES = [0, 0xc0, 0xe0, 0xf0] as const;
