/** Text from traffic, shortened to a number of characters, and to a width. */

import { visible } from './quotation.ts';
import { widthOf } from './text-width.ts';

/**
 * A character as it is seen: a code point with its accents, its skin tone and what a joiner adds, a
 * flag, or the parts of a Korean syllable. `Intl` would know more scripts.
 */
const CHARACTER =
  /(?:\p{Regional_Indicator}{2}|[^])(?:[\p{M}\p{Emoji_Modifier}\u1160-\u11ff]|\u200d[^])*/gu;

/** More than any title has, so that a long text is not copied. */
const MAX_READ = 1024;

/** In em: so much has an average character of English. */
const AVERAGE_WIDTH = 0.52;

/**
 * At most `max` UTF-16 code units of the text, with everything invisible written as an escape. What
 * is cut off ends with an ellipsis. No character, escape or number is cut in two. It is at most
 * `maxWidth` em wide, because as many W as there are letters in a sentence are twice as wide.
 */
export function fitted(text: string, max: number, maxWidth = max * AVERAGE_WIDTH): string {
  const pieces: string[] = [];
  let [size, width] = [0, 0];
  for (const [character] of text.slice(0, MAX_READ).matchAll(CHARACTER)) {
    const piece = visible(character);
    pieces.push(piece);
    size += piece.length;
    width += widthOf(piece);
    if (size > max || width > maxWidth) return shortened(pieces, max, maxWidth);
  }
  return pieces.join('');
}

/** Of pieces that don't fit because of the last one. */
function shortened(pieces: readonly string[], max: number, maxWidth: number): string {
  let count = pieces.length - 1;
  const fits = (): boolean => {
    const text = `${pieces.slice(0, count).join('')}…`;
    return text.length <= max && widthOf(text) <= maxWidth;
  };
  while (count > 0 && !fits()) count -= 1;
  if (isDigit(pieces[count])) {
    while (isDigit(pieces[count - 1])) count -= 1;
  }
  return `${pieces.slice(0, count).join('')}…`;
}

/** The same in quotation marks: “Hello”, “Lorem ipsum…”. */
export function fittedQuote(text: string, max: number, maxWidth = max * AVERAGE_WIDTH): string {
  return `“${fitted(text, max - 2, maxWidth - widthOf('“”'))}”`;
}

function isDigit(piece: string | undefined): boolean {
  return piece !== undefined && /^\p{Nd}$/u.test(piece);
}
