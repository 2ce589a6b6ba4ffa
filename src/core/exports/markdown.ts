/**
 * Markdown (CommonMark, with GitHub's tables) around text of any kind. Whatever somebody sent stays
 * text: it can't end a table, become a link, or turn into HTML.
 */

import { referenceLabel, referenceUrl, type Reference } from '#core/protocol/rules/reference.ts';

/** What could mean something within a line, in CommonMark or in what GitHub adds to it. */
const MEANINGFUL = /[\\`*_{}[\]<>&|~$^]/g;

/** What a viewer would make a link of by itself; breaking it once is enough. */
const LINK_START = /:(?=\/\/)|(?<=\bwww)\./gi;

/** Ends a line, does not show, or turns what follows around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Joins what an emoji is made of. */
const JOINER = '\u200d';

/** The text, to stand within a line or a cell of a table. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(MEANINGFUL, toEntity)
    .replace(LINK_START, toEntity)
    .replace(UNSEEN, (character) =>
      character === JOINER ? character : `\\u${codeOf(character).toString(16).padStart(4, '0')}`,
    );
}

/** Not a backslash: viewers differ over a backslash before the bar that divides cells. */
function toEntity(character: string): string {
  return `&#${codeOf(character)};`;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

export function markdownReference(reference: Reference): string {
  return `[${referenceLabel(reference)}](${referenceUrl(reference)})`;
}

/** Headings and cells are Markdown already. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [headings, headings.map(() => '---'), ...rows].map(markdownRow).join('\n');
}

/** A row for the end of a table. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/**
 * Text as it stands, in the type of code. Its lines must not begin with a fence, and those of a hex
 * dump never do.
 */
export function markdownCode(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
