/** Finds the terms of the glossary in running text. */

import type { Prose, ProsePart } from '#content/phrasing/prose.ts';
import { TERM_IDS, TERMS, type TermId } from './terms.ts';

export type MarkedProse = {
  readonly prose: Prose;
  /** The terms marked before and now. */
  readonly seen: ReadonlySet<TermId>;
};

/**
 * Marks each term where it first appears, unless it is in `seen`. Never within code, bytes, a quote
 * or a reference. The plain text stays the same.
 */
export function markTerms(prose: Prose, seen: ReadonlySet<TermId> = new Set()): MarkedProse {
  const marked = new Set(seen);
  return { prose: prose.flatMap((part) => markPart(part, marked)), seen: marked };
}

/** Texts that are read one after another: each term is marked once in all of them. */
export function markTexts(
  texts: readonly Prose[],
  seen: ReadonlySet<TermId> = new Set(),
): readonly MarkedProse[] {
  let reached = seen;
  return texts.map((text) => {
    const marked = markTerms(text, reached);
    reached = marked.seen;
    return marked;
  });
}

/** Adds the terms that it marks to `marked`. */
function markPart(part: ProsePart, marked: Set<TermId>): ProsePart[] {
  if (typeof part !== 'string') return [part];
  const parts: ProsePart[] = [];
  let reached = 0;
  for (const match of part.matchAll(SPELLINGS)) {
    const [text] = match;
    const term = termOf(text);
    if (term === undefined || marked.has(term)) continue;
    marked.add(term);
    const end = match.index + text.length;
    const [after = ''] = FOLLOWING.exec(part.slice(end)) ?? [];
    if (match.index > reached) parts.push(part.slice(reached, match.index));
    parts.push({ term, text, after });
    reached = end + after.length;
  }
  if (reached < part.length) parts.push(part.slice(reached));
  return parts;
}

const TERM_OF: ReadonlyMap<string, TermId> = new Map(
  TERM_IDS.flatMap((id) => TERMS[id].map((spelling) => [spelling, id] as const)),
);

function termOf(text: string): TermId | undefined {
  return TERM_OF.get(text) ?? TERM_OF.get(text.charAt(0).toLowerCase() + text.slice(1));
}

/** What may not begin a line. */
const FOLLOWING = /^[.,:;?!)”’]+s?/u;

/**
 * Longer spellings first: "masking key" isn't "masking". A hyphen or apostrophe joins words. HTTP's
 * messages are others than WebSocket's.
 */
const SPELLINGS = new RegExp(
  `(?<![\\p{L}\\p{N}-]|\\bHTTP |\\berror )(?:${[...TERM_OF.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map(eitherCase)
    .join('|')})(?![\\p{L}\\p{N}-])`,
  'gu',
);

/** A spelling in lower case also begins a sentence. */
function eitherCase(spelling: string): string {
  const first = spelling.charAt(0);
  return `[${first}${first.toUpperCase()}]${spelling.slice(1)}`;
}
