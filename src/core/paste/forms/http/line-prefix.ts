/** What a log puts before each line of a head: the same on each, except for numbers and times. */

import { isBlank, isDigit } from '#core/paste/text/characters.ts';

/** How some programs name a head's first line, and how they name its other lines. */
const LINE_NAMES: readonly (readonly [first: string, other: string])[] = [
  // nginx
  ['http request line: "', 'http header: "'],
  // HAProxy
  ['clireq[', 'clihdr['],
  ['srvrep[', 'srvhdr['],
  ['HTX_BLK_REQ_SL', 'HTX_BLK_HDR'],
  ['HTX_BLK_RES_SL', 'HTX_BLK_HDR'],
];

/** The prefixes that lines after one with `prefix` can have. */
export function followingPrefixes(prefix: string): readonly string[] {
  const renamed = LINE_NAMES.filter(([first]) => prefix.includes(first)).map(([first, other]) =>
    prefix.replace(first, other),
  );
  return [prefix, ...renamed];
}

/**
 * The position after `prefix` in the text from `start` to `end`, where numbers and widths of spaces
 * can differ; null if something else is there.
 */
export function skipPrefix(
  text: string,
  start: number,
  end: number,
  prefix: string,
): number | null {
  let at = start;
  for (let index = 0; index < prefix.length;) {
    const code = prefix.charCodeAt(index);
    // Spaces at the end of a line may be gone.
    if (isBlank(code)) {
      if (at < end && !isBlank(text.charCodeAt(at))) return null;
      const first = index;
      while (index < prefix.length && isBlank(prefix.charCodeAt(index))) index++;
      // If there is one space after the label, more than that belong to the line.
      const isSingle = index === prefix.length && index - first === 1;
      if (isSingle) return Math.min(end, at + 1);
      while (at < end && isBlank(text.charCodeAt(at))) at++;
    } else if (isDigit(code)) {
      if (at >= end || !isDigit(text.charCodeAt(at))) return null;
      while (index < prefix.length && isDigit(prefix.charCodeAt(index))) index++;
      while (at < end && isDigit(text.charCodeAt(at))) at++;
    } else {
      if (at >= end || text.charCodeAt(at) !== code) return null;
      index++;
      at++;
    }
  }
  return at;
}
