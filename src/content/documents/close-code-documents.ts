/** The list of close codes, and a page for each code or range. */

import { CLOSE_CODE_PAGES, closeCodePageOf } from '#content/reference/pages/close-code-pages.ts';
import { descriptionOf, type DocumentEntry } from './document-entry.ts';
import { listDocument } from './reference-documents.ts';

export const CLOSE_CODE_DOCUMENTS: readonly DocumentEntry[] = [
  listDocument('close-codes'),
  ...CLOSE_CODE_PAGES.map(({ slug, name, meaning, advice }) => ({
    address: { page: 'close-codes', path: [slug] },
    title: `WebSocket close code ${slug}: ${name}`,
    description: descriptionOf(meaning, advice),
  })),
];

/** Of the page about a code, which can be about a range: "3000-3999" for 3100. */
export function slugOfCode(place: string): string {
  return closeCodePageOf(place)?.slug ?? place;
}
