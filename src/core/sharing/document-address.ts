/**
 * Documents: pages that are read, at paths of their own ("guides/polling/"). The app shows the same
 * pages at addresses in the fragment ("#/guides/polling").
 */

import type { Address } from './address.ts';

/** The first segments of documents' paths. */
export const DOCUMENT_PAGES = [
  'guides',
  'reference',
  'close-codes',
  'errors',
  'frames',
  'glossary',
] as const;

/** A term is a place in the glossary's only document. */
const ONE_DOCUMENT: readonly string[] = ['glossary'];

/** The path from the site's root: "guides/polling/", "glossary/#masking-key", "" for Start. */
export function documentPath({ page, path }: Pick<Address, 'page' | 'path'>): string {
  const [place] = path;
  if (ONE_DOCUMENT.includes(page) && place !== undefined) {
    return `${page}/#${encodeURIComponent(place)}`;
  }
  return [page, ...path].map((segment) => `${encodeURIComponent(segment)}/`).join('');
}

/**
 * The address in the app of a document's path from the site's root, with its fragment; null for
 * what isn't a document.
 */
export function addressOfDocument(path: string, fragment = ''): Address | null {
  const segments = path.replace(/(?:^|\/)index\.html$/, '/').split('/');
  const [page = '', ...rest] = segments.filter((segment) => segment !== '').map(decodeSegment);
  if (!(DOCUMENT_PAGES as readonly string[]).includes(page)) return null;
  const place = decodeSegment(fragment.replace(/^#/, ''));
  const isPlaced = ONE_DOCUMENT.includes(page) && rest.length === 0 && place !== '';
  return { page, path: isPlaced ? [place] : rest, query: new Map() };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
