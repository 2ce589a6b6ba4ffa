import { GALLERY } from '#content/examples/gallery.ts';
import { TERM_IDS, termName } from '#content/glossary/terms.ts';
import { CLOSE_CODE_PAGES, closeCodePageOf } from '#content/reference/pages/close-code-pages.ts';
import { ERROR_DOCUMENTS } from '#content/documents/error-documents.ts';
import { nearestNames } from '#core/sharing/nearest-names.ts';

type NamedPage = {
  /** The last segment of its address. */
  readonly slug: string;
  readonly title: string;
};

function pagesOf(part: string): readonly NamedPage[] {
  switch (part) {
    case 'close-codes':
      return CLOSE_CODE_PAGES.map(({ slug, name }) => ({ slug, title: `${slug}, ${name}` }));
    case 'errors':
      return ERROR_DOCUMENTS.flatMap(({ address: { path }, title }) =>
        path.map((slug) => ({ slug, title })),
      );
    case 'frames':
      return GALLERY.map(({ id, title }) => ({ slug: id, title }));
    case 'glossary':
      return TERM_IDS.map((id) => ({ slug: id, title: termName(id) }));
    default:
      return [];
  }
}

/** Whether a part has a page for this place. A code within a range has the range's page. */
export function isPageOf(part: string, place: string): boolean {
  if (part === 'close-codes') return closeCodePageOf(place) !== undefined;
  return pagesOf(part).some(({ slug }) => slug === place);
}

/**
 * The pages of a part that are most like a place without one. Of a number, a code within it, as in
 * 10066, and the next codes.
 */
export function nearestPages(part: string, place: string): readonly NamedPage[] {
  const pages = pagesOf(part);
  const slugs = pages.map(({ slug }) => slug);
  const isCode = part === 'close-codes' && /^\d+$/.test(place);
  const nearest = isCode ? nearestCodes(Number(place), slugs) : nearestNames(place, slugs);
  return nearest.flatMap((near) => pages.filter(({ slug }) => slug === near));
}

/** Each slug is a code, or the first and the last code of a range. */
function nearestCodes(code: number, slugs: readonly string[]): readonly string[] {
  const distanceOf = (slug: string) => {
    const [first = 0, last = first] = slug.split('-').map(Number);
    return Math.max(first - code, code - last, 0);
  };
  const within = slugs.filter((slug) => String(code).includes(slug));
  const next = slugs.toSorted((one, other) => distanceOf(one) - distanceOf(other));
  return [...new Set([...within, ...next])].slice(0, 5);
}
