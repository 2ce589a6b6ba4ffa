/** Text from traffic, shortened to a number of characters. */

import { visible } from './quotation.ts';

/**
 * A character as it is seen: a code point with its accents, its skin tone and what a joiner adds, a
 * flag, or the parts of a Korean syllable. `Intl` would know more scripts.
 */
const CHARACTER =
  /(?:\p{Regional_Indicator}{2}|[^])(?:[\p{M}\p{Emoji_Modifier}\u1160-\u11ff]|\u200d[^])*/gu;

/** More than any title has, so that a long text is not copied. */
const MAX_READ = 1024;

/**
 * At most `max` UTF-16 code units of the text, with everything invisible written as an escape. What
 * is cut off ends with an ellipsis. No character, escape or number is cut in two.
 */
export function fitted(text: string, max: number): string {
  const pieces: string[] = [];
  let size = 0;
  for (const [character] of text.slice(0, MAX_READ).matchAll(CHARACTER)) {
    const piece = visible(character);
    pieces.push(piece);
    size += piece.length;
    if (size > max) return shortened(pieces, max);
  }
  return pieces.join('');
}

/** Of pieces that don't fit because of the last one. */
function shortened(pieces: readonly string[], max: number): string {
  let count = pieces.length - 1;
  let size = pieces.slice(0, count).reduce((sum, { length }) => sum + length, 0);
  while (size > max - 1) size -= pieces[--count]!.length;
  if (isDigit(pieces[count])) {
    while (isDigit(pieces[count - 1])) count -= 1;
  }
  return `${pieces.slice(0, count).join('')}…`;
}

/** The same in quotation marks: “Hello”, “Lorem ipsum…”. */
export function fittedQuote(text: string, max: number): string {
  return `“${fitted(text, max - 2)}”`;
}

function isDigit(piece: string | undefined): boolean {
  return piece !== undefined && /^\p{Nd}$/u.test(piece);
}
