/** The beginning of a part of a text, on one line. */

import { visible } from './quotation.ts';

/** Characters that fit in a narrow column. */
const MAX_CHARACTERS = 40;

export function excerptOf(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const cut = Math.min(end, start + MAX_CHARACTERS);
  const beginning = text.slice(start, cut).replaceAll(/\s+/g, ' ').trim();
  return visible(cut < end ? `${beginning}…` : beginning);
}
