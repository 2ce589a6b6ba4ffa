/**
 * What the bytes of a message probably are. WebSocket says text or binary, and nothing more (RFC
 * 6455 §5.6).
 */

import { fromValidUtf8 } from '#core/bytes/text.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import { guessBinary } from './binary-guess.ts';
import type { Confidence, Guess } from './guess-result.ts';
import { guessText } from './text-guess.ts';

/** Larger messages are not guessed at: looking at all of one would take too long. */
export const MAX_GUESSED_SIZE = 128 * 1024;

const ORDER: readonly Confidence[] = ['likely', 'possible', 'weak'];

/**
 * Guesses, the likeliest first; none where nothing fits. Of a binary message that is UTF-8 the text
 * forms are tried, too: many send JSON so. A message that is cut fits nothing.
 */
export function guessPayload(bytes: Uint8Array, type: MessageType): readonly Guess[] {
  if (bytes.length === 0 || bytes.length > MAX_GUESSED_SIZE) return [];
  const guesses = [
    ...(fromValidUtf8(bytes) === null ? [] : guessText(bytes)),
    ...(type === 'binary' ? guessBinary(bytes) : []),
  ];
  return guesses.toSorted((a, b) => ORDER.indexOf(a.confidence) - ORDER.indexOf(b.confidence));
}
