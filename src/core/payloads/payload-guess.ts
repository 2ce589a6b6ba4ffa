/**
 * Guesses what the bytes of a message are. WebSocket distinguishes only text and binary (RFC 6455
 * §5.6).
 */

import { fromValidUtf8 } from '#core/bytes/text.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import { guessBinary } from './binary-guess.ts';
import type { GuessConfidence, Guess } from './guess-result.ts';
import { guessText } from './text-guess.ts';

/** Larger messages are not guessed, because reading all of one would take too long. */
export const MAX_GUESSED_SIZE = 128 * 1024;

const ORDER: readonly GuessConfidence[] = ['likely', 'possible', 'weak'];

/**
 * Guesses, likeliest first. Empty if nothing fits, as for an incomplete message. Text formats are
 * also tried for binary messages with valid UTF-8, because many applications send JSON that way.
 */
export function guessPayload(bytes: Uint8Array, type: MessageType): readonly Guess[] {
  if (bytes.length === 0 || bytes.length > MAX_GUESSED_SIZE) return [];
  const guesses = [
    ...(fromValidUtf8(bytes) === null ? [] : guessText(bytes)),
    ...(type === 'binary' ? guessBinary(bytes) : []),
  ];
  return guesses.toSorted((a, b) => ORDER.indexOf(a.confidence) - ORDER.indexOf(b.confidence));
}
