/** Titles that quote traffic and still fit on one line. */

import { fitted, fittedQuote } from '#content/phrasing/fitted-text.ts';
import { widthOf } from '#content/phrasing/text-width.ts';
import { MAX_TITLE } from '#content/phrasing/prose.ts';

/** Of a title, in em: as wide as the place for it in a window of 1200 pixels. */
const MAX_WIDTH = 30;

/** More of a payload would hide what happened to it. */
const MAX_QUOTE = 40;

/** "The browser sends “Hello” in 11 bytes": the quotation gets what `before` and `after` leave. */
function quotingTitle(before: string, text: string, after = ''): string {
  const room = MAX_TITLE - before.length - after.length;
  const width = MAX_WIDTH - widthOf(before + after);
  return `${before}${fittedQuote(text, Math.min(room, MAX_QUOTE), width)}${after}`;
}

/** As `quotingTitle`, of a message: "The browser sends an empty text in 6 bytes". */
export function messageTitle(before: string, text: string, after = ''): string {
  return text === '' ? `${before}an empty text${after}` : quotingTitle(before, text, after);
}

/** "The server responds with 403 Forbidden": the text ends the title, without quotation marks. */
export function endingTitle(before: string, text: string): string {
  return `${before}${fitted(text, MAX_TITLE - before.length, MAX_WIDTH - widthOf(before))}`;
}
