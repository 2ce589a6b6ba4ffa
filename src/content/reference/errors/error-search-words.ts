/** Words for the results of the error search. */

import { countOf } from '#content/phrasing/quantity.ts';
import { exampleRule, isExampleId } from './error-examples.ts';
import type { ErrorAnswer, ErrorCause } from './error-message.ts';

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

/** What a receiver reads as a frame can be something else, such as an HTTP response. */
const ANSWER_WORDS: Readonly<Record<ErrorAnswer, string>> = {
  frame: 'The receiver read a frame that broke a rule',
  handshake: 'The handshake failed',
  close: 'A Close frame ended it',
  // A frame can still be behind it: a peer that finds a fault may end TCP without a word.
  'no-frame': 'It names no frame',
};

const LIMIT_WORDS = 'It exceeded a limit of the receiver';

type Answered = { readonly answer: ErrorAnswer; readonly causes: readonly ErrorCause[] };

/** Where a message leads, by its likeliest cause. */
export function answerWords({ answer, causes: [likeliest] }: Answered): string {
  return likeliest !== undefined && isLimit(likeliest) ? LIMIT_WORDS : ANSWER_WORDS[answer];
}

/** Of the receiver, on the size of a message or the number of its fragments. */
function isLimit(cause: ErrorCause): boolean {
  return (
    cause === 'too-many-fragments' ||
    (isExampleId(cause) && exampleRule(cause) === 'message.too-big')
  );
}

/** "The handshake failed." */
export function answerSentence(result: Answered): string {
  return `${answerWords(result)}.`;
}

/** "2 results. The first: it names no frame." */
export function foundWords(count: number, first: Answered): string {
  const words = answerWords(first);
  const inSentence = `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  const results = countOf(count, 'result');
  return count === 1 ? `${results}: ${inSentence}.` : `${results}. The first: ${inSentence}.`;
}

export const NOT_FOUND_WORDS =
  'This text contains no known error message. Try it without names and addresses. If you have the bytes, paste them into Decode.';
