/** Words for the results of the error search. */

import { countOf } from '#content/phrasing/quantity.ts';

/** Example messages, for an empty search box. */
export const POPULAR_MESSAGES = [
  'RSV1 must be clear',
  'Invalid frame header',
  'bad MASK',
  'Unexpected response code: 404',
  'WS_ERR_UNEXPECTED_RSV_2_3',
] as const;

export const SEARCH_HINT =
  'Type or paste what a library, a server or the browser’s console printed: a whole line or stack trace will do. Or try one of these:';

export function foundWords(count: number): string {
  return `${countOf(count, 'message')} found, the closest first.`;
}

/** For a query that no message matches. `hasNear`: some messages contain part of it. */
export function notFoundWords(hasNear: boolean): string {
  const next = hasNear
    ? 'These come near:'
    : 'Paste the bytes themselves, if you have them: they are judged by the rules, whatever a library calls it.';
  return `No message that we know has all these words. Try fewer of them, or only the part without names and addresses. ${next}`;
}
