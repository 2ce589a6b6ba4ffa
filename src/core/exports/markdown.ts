/**
 * Markdown (CommonMark with GitHub's tables) that contains text from a peer. That text can't end a
 * table, become a link or turn into HTML.
 */

import { referenceLabel, referenceUrl, type Reference } from '#core/protocol/rules/reference.ts';

/** Characters with a meaning within a line, in CommonMark or GitHub's extensions. */
const MEANINGFUL = /[\\`*_{}[\]<>&|~$^]/g;

/** What viewers turn into links automatically. Escaping one character prevents that. */
const LINK_START = /:(?=\/\/)|(?<=\bwww)\./gi;

/** Characters that end a line, are invisible or reverse text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Joins the parts of an emoji, so it is kept. */
const JOINER = '\u200d';

/** Text that is safe within a line or a table cell. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(MEANINGFUL, toEntity)
    .replace(LINK_START, toEntity)
    .replace(UNSEEN, escapeCharacter);
}

/** Text within a line, with everything invisible written as an escape: "\u202e". */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return character === JOINER ? character : `\\u${codeOf(character).toString(16).padStart(4, '0')}`;
}

/** Not a backslash, because viewers differ on a backslash before the "|" of a table. */
function toEntity(character: string): string {
  return `&#${codeOf(character)};`;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

export function markdownReference(reference: Reference): string {
  return `[${referenceLabel(reference)}](${referenceUrl(reference)})`;
}

/** Headings and cells have to be Markdown already. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [headings, headings.map(() => '---'), ...rows].map(markdownRow).join('\n');
}

/** One table row. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text in a code block. Its fence is longer than any in the text. */
export function markdownCode(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${text}\n${fence}`;
}

/** Code or bytes within a line, outside a table. */
export function markdownCodeSpan(text: string): string {
  if (text === '') return '';
  const fence = '`'.repeat(longestRun(text) + 1);
  const code = escapeUnseen(text);
  // A space separates a backtick of the text from the fence, and is not part of the code.
  return fence.length > 1 ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`;
}

/** Of backticks. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
