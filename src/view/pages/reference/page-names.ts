import { GALLERY } from '#content/examples/gallery.ts';
import { CLOSE_CODE_PAGES, closeCodePageOf } from '#content/reference/pages/close-code-pages.ts';
import { ERROR_PAGES } from '#content/reference/pages/error-pages.ts';

/** The last segments of the addresses of a part's pages. */
export function pageNames(part: string): readonly string[] {
  switch (part) {
    case 'close-codes':
      return CLOSE_CODE_PAGES.map(({ slug }) => slug);
    case 'errors':
      return ERROR_PAGES.map(({ slug }) => slug);
    case 'frames':
      return GALLERY.map(({ id }) => id);
    default:
      return [];
  }
}

/** Whether a part has a page for this place. A code within a range has the range's page. */
export function isPageOf(part: string, place: string): boolean {
  if (part === 'close-codes') return closeCodePageOf(place) !== undefined;
  return pageNames(part).includes(place);
}
