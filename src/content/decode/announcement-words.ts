/** What screen readers hear of a change on the bench, after the reader has paused. */

import { countOf } from '#content/phrasing/quantity.ts';
import { editCount } from './bench-words.ts';

export type BenchNews = {
  readonly cause: 'input' | 'choices' | 'edit' | 'undo' | 'redo';
  readonly isEmpty: boolean;
  /** How many edits there are now. */
  readonly edits: number;
  readonly size: number;
  readonly frames: number;
  /** The problem of the text, or how many it has, in words. Empty if it has none. */
  readonly problem: string;
  /** How much of the text wasn't read, in words. Empty if all was. */
  readonly unread: string;
  /** What can be said if no rule is broken. Empty if nothing can. */
  readonly verdict: string;
  /** The titles of rules that are now broken, or broken in more places. */
  readonly newFindings: readonly string[];
  /** How many rules are broken now. */
  readonly findings: number;
};

/** More titles than this take too long to hear. */
const MAX_TITLES = 3;

export function announcementWords(news: BenchNews): string {
  if (news.isEmpty) return EMPTY;
  return [
    causeWords(news),
    `${countOf(news.size, 'byte')}, ${countOf(news.frames, 'frame')}.`,
    news.problem,
    news.unread,
    findingsWords(news),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const EMPTY = 'The input is empty.';

function causeWords({ cause, edits }: BenchNews): string {
  switch (cause) {
    case 'input':
    case 'choices':
      return '';
    case 'edit':
      return edits === 0 ? 'Original bytes restored.' : editCount(edits);
    case 'undo':
      return 'Undone.';
    case 'redo':
      return 'Redone.';
  }
}

function findingsWords({ newFindings, findings, verdict }: BenchNews): string {
  if (findings === 0) return verdict;
  if (newFindings.length === 0) return `${countOf(findings, 'finding')}, none of them new.`;
  const named = newFindings.slice(0, MAX_TITLES).join('; ');
  const others = newFindings.length - MAX_TITLES;
  const more = others > 0 ? `; and ${others} more` : '';
  return `${countOf(newFindings.length, 'new finding')}: ${named}${more}.`;
}
