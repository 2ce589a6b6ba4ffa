/** The list of the reference, and the list of each of its parts. */

import { REFERENCE_PARTS, type ReferencePart } from '#content/reference/pages/reference-list.ts';
import type { DocumentEntry } from './document-entry.ts';

export const REFERENCE_DOCUMENT: DocumentEntry = {
  address: { page: 'reference', path: [] },
  title: 'WebSocket reference',
  description:
    'Close codes, error messages, frames and terms of WebSocket, each with the bytes that show it.',
};

export function listDocument(part: ReferencePart): DocumentEntry {
  const { title, summary } = REFERENCE_PARTS[part];
  return {
    address: { page: part, path: [] },
    title: `WebSocket ${title.toLowerCase()}`,
    description: summary,
  };
}
