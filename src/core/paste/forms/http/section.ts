/** Headings of browsers' tools between the parts of a request and its response. */

import type { Side } from '#core/trace/direction.ts';

/** `general` has the address, the method and the status. */
export type Section = Side | 'general' | 'note';

const HEADINGS: readonly (readonly [RegExp, Section])[] = [
  [/^request headers?\b/i, 'client'],
  [/^response headers?\b/i, 'server'],
  [/^(?:general|summary|headers|messages)$/i, 'general'],
  [/^request$/i, 'client'],
  [/^response$/i, 'server'],
  [/^-+ ?request headers? ?-+$/i, 'client'],
  [/^-+ ?response headers? ?-+$/i, 'server'],
  [
    /^(?:provisional headers are shown|learn more|view (?:source|parsed|url encoded)|raw$)/i,
    'note',
  ],
];

/** How each of them begins, because most lines are no heading. */
const FIRST_LETTERS = /^[▼▶▸▾⚠\s]*(?:re[qs]|-|ge|su|he|me|pr|le|vi|ra)/i;

/** What a heading begins; null if the line is none. */
export function sectionOf(line: string): Section | null {
  if (!FIRST_LETTERS.test(line)) return null;
  const text = line.replace(/^[▼▶▸▾⚠\s]+/u, '');
  if (text.length > 70 || /^(?:request|response) headers?[^\n]*["'[{]/i.test(text)) return null;
  return HEADINGS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

export function isSectionHeading(line: string): boolean {
  return sectionOf(line) !== null;
}
