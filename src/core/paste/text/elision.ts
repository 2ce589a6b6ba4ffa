/** Dots that stand for bytes which were not printed: "... 257 more bytes", "… (264 bytes)". */

import { skipBlanks } from './characters.ts';

export type Elision = {
  readonly end: number;
  /** How many bytes are missing; null if the text doesn't say. */
  readonly missing: number | null;
  /** How many bytes there are in all; null if the text doesn't say. */
  readonly total: number | null;
};

const FIRST = '.…⋯[<(';
const DOTS =
  /^(?:\.{3,}|…|⋯|\[\s?(?:\.{3,}|…)|[<([] ?(?=\+?\d{1,12} (?:more|bytes? (?:more|omitted|truncated|not shown|elided|cut))\b)|[<([] ?(?:snip(?:ped)?|cut|truncated|omitted|elided|redacted)[,:;]\s|[<([] ?(?:\.{2,}|…|(?:snip(?:ped)?|cut|truncated|omitted|elided|redacted)\b)[ .…]*[>)\]])\s*/i;
const MORE =
  /^\(?\+?(\d{1,12}) (?:more|other|further)?\s?(?:bytes?|items?|elements?)(?: (?:more|omitted|truncated|not shown|elided|cut))?\)?\]?/;
const MORE_WORD = /^\(?(\d{1,12}) more\b\)?/;
const TOTAL = /^[,;]?\s*[([]?(?:total:? ?|of )?(\d{1,12}) bytes?(?: total)?[)\]]?/;

/** The dots at `at`; null if there are none. */
export function elisionAt(text: string, at: number, end: number): Elision | null {
  if (!FIRST.includes(text.charAt(at)) || at >= end) return null;
  const dots = DOTS.exec(text.slice(at, Math.min(end, at + 40)))?.[0];
  if (dots === undefined) return null;
  const behind = skipBlanks(text, at + dots.length, end);
  const rest = text.slice(behind, Math.min(end, behind + 60));
  const more = /\bmore\b|^\+|omitted|elided|truncated|not shown|\bcut\b/.test(rest)
    ? (MORE.exec(rest) ?? MORE_WORD.exec(rest))
    : null;
  if (more) {
    const last = behind + more[0].length;
    const isClosed = dots.startsWith('<') && text.charAt(last) === '>';
    return { end: isClosed ? last + 1 : last, missing: Number(more[1]), total: null };
  }
  const total = TOTAL.exec(rest);
  if (total) return { end: behind + total[0].length, missing: null, total: Number(total[1]) };
  return { end: behind, missing: null, total: null };
}
