/**
 * Running text that contains bytes, code and references to sections, as data. Views render it, so
 * there is no markup in it.
 */

import type { ByteKind } from '#core/trace/byte-kind.ts';
import { referenceLabel, type Reference } from '#core/protocol/rules/reference.ts';
import type { TermId } from '#content/glossary/terms.ts';

export type ProsePart =
  | string
  /** Bytes or a value, in the colour of its kind. */
  | { readonly bytes: string; readonly kind: ByteKind }
  | { readonly code: string }
  /** Text out of traffic, as it is shown. A full stop in it doesn't end our sentence. */
  | { readonly quote: string }
  | TermPart
  | Reference;

/** A word that the glossary explains. */
export type TermPart = {
  readonly term: TermId;
  readonly text: string;
  /** What follows without a space, so that no line begins with it: ",", ")." or nothing. */
  readonly after: string;
};

export type Prose = readonly ProsePart[];

/** The most characters of a title, so that it fits on one line (UTF-16 code units). */
export const MAX_TITLE = 62;

/** The words for one event. */
export type StepWords = {
  /** At most `MAX_TITLE` characters. Also announced to screen readers. */
  readonly title: string;
  /** What happened. Its first sentence makes sense alone and has at most 140 characters. */
  readonly happened: Prose;
  /** The reason for it. */
  readonly why: Prose;
  readonly references: readonly Reference[];
};

/** The text alone, for announcements, transcripts and accessible names. */
export function plainText(prose: Prose): string {
  return prose
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('bytes' in part) return part.bytes;
      if ('quote' in part) return part.quote;
      if ('term' in part) return part.text + part.after;
      return 'code' in part ? part.code : referenceLabel(part);
    })
    .join('');
}

/** A full stop after a word, a number, a bracket or a quotation, and before a space. */
const SENTENCE_END = /(?<=^|[\p{L}\p{N})”’])[.?!](?=\s|$)/gu;

/**
 * The first sentence of a text, and everything after it. Only our own words can end it: no code, no
 * bytes and no quote. They contain no abbreviation with a full stop.
 */
export function splitSentence(prose: Prose): { readonly sentence: Prose; readonly rest: Prose } {
  const parts = prose.filter((part) => part !== '');
  for (const [index, part] of parts.entries()) {
    const after = parts.slice(index + 1);
    const end = typeof part === 'string' ? sentenceEnd(part, after[0]) : null;
    if (typeof part !== 'string' || end === null) continue;
    const sentence = [...parts.slice(0, index), part.slice(0, end)];
    return { sentence, rest: withoutSpace([part.slice(end), ...after]) };
  }
  return { sentence: parts, rest: [] };
}

/** The position after the first full stop that ends a sentence; null if none does. */
function sentenceEnd(text: string, next: ProsePart | undefined): number | null {
  for (const { index } of text.matchAll(SENTENCE_END)) {
    const end = index + 1;
    const isFollowed = end === text.length && next !== undefined;
    if (!isFollowed || (typeof next === 'string' && /^\s/.test(next))) return end;
  }
  return null;
}

/** Without the space that separated it from the sentence before. */
function withoutSpace(prose: Prose): Prose {
  const parts = prose.filter((part) => part !== '');
  const [first, ...others] = parts;
  if (typeof first !== 'string') return parts;
  const trimmed = first.trimStart();
  return trimmed === '' ? withoutSpace(others) : [trimmed, ...others];
}
