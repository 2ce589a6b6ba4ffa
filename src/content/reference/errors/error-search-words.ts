/** Words for the results of the error search. */

import { countOf } from '#content/phrasing/quantity.ts';
import type { ErrorAnswer } from './error-message.ts';

/** Example messages, for an empty search box: at least one for each answer. */
export const POPULAR_MESSAGES = [
  'RSV1 must be clear',
  'Invalid frame header',
  'Unexpected response code: 404',
  'websocket: bad handshake',
  'no close frame received or sent',
  'WebSocket is closed before the connection is established.',
  'code: 1006',
] as const;

export const SEARCH_HINT =
  'Paste what a library, a server or a browser’s console printed: a line, a stack trace or a log. Or try one of these:';

export const ANSWER_WORDS: Readonly<Record<ErrorAnswer, string>> = {
  frame: 'A frame broke a rule',
  handshake: 'The handshake failed',
  close: 'A Close frame ended it',
  'no-frame': 'No frame caused this',
};

/** "2 results. The first: no frame caused this." */
export function foundWords(count: number, answer: ErrorAnswer): string {
  const words = ANSWER_WORDS[answer];
  const first = `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  return count === 1 ? `1 result: ${first}.` : `${countOf(count, 'result')}. The first: ${first}.`;
}

export const NOT_FOUND_WORDS =
  'This text contains no known error message. Try it without names and addresses. If you have the bytes, paste them into Decode.';
