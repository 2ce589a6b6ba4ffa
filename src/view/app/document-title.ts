/** The title of a document by its address. Loads the data of its own kind only. */

import type { Address } from '#core/sharing/address.ts';
import type { DocumentEntry } from '#content/documents/document-entry.ts';
import { listDocument, REFERENCE_DOCUMENT } from '#content/documents/reference-documents.ts';
import { START_DOCUMENT } from '#content/documents/start-document.ts';

/**
 * Undefined if no document has this address. A term is a place in the glossary, and Start has no
 * places.
 */
export async function documentTitle({
  page,
  path,
}: Pick<Address, 'page' | 'path'>): Promise<string | undefined> {
  if (page === 'start') return START_DOCUMENT.title;
  if (page === 'glossary') return listDocument(page).title;
  if (path.length > 1) return undefined;
  const [documents, place] = await documentsAt(page, path[0]);
  return documents.find(({ address }) => address.path[0] === place)?.title;
}

/** The documents of a kind, and the name that this place has among them. */
async function documentsAt(
  page: string,
  place: string | undefined,
): Promise<readonly [documents: readonly DocumentEntry[], place: string | undefined]> {
  switch (page) {
    case 'guides':
      return [(await import('#content/documents/guide-documents.ts')).GUIDE_DOCUMENTS, place];
    case 'close-codes': {
      const { CLOSE_CODE_DOCUMENTS, slugOfCode } =
        await import('#content/documents/close-code-documents.ts');
      return [CLOSE_CODE_DOCUMENTS, place && slugOfCode(place)];
    }
    case 'errors':
      return [(await import('#content/documents/error-documents.ts')).ERROR_DOCUMENTS, place];
    case 'frames':
      return [(await import('#content/documents/frame-documents.ts')).FRAME_DOCUMENTS, place];
    case 'reference':
      return [[REFERENCE_DOCUMENT], place];
    default:
      return [[], place];
  }
}
