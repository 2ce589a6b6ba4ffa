import { SAMPLE_IDS } from '#core/sharing/sample-ids.ts';
import type { Address } from '#core/sharing/address.ts';
import type { LoadedPage } from '#view/state/page-props.ts';

/** The page of the reference at an address, or help for one that doesn't exist. */
export async function loadReferencePage({ page, path }: Address): Promise<LoadedPage> {
  const [place, ...beyond] = path;
  // The glossary itself helps with terms that it doesn't have.
  if (page === 'glossary') return import('./GlossaryPage.svelte');
  if (place === undefined) return loadList(page);
  if (beyond.length > 0 || !(await hasPage(page, place))) {
    return import('./ReferenceNotFound.svelte');
  }
  switch (page) {
    case 'close-codes':
      return import('./CloseCodePage.svelte');
    case 'errors':
      return import('./ErrorPage.svelte');
    default:
      return SAMPLE_IDS.some((id) => id === place)
        ? import('./RecordedPage.svelte')
        : import('./FramePage.svelte');
  }
}

function loadList(page: string): Promise<LoadedPage> {
  switch (page) {
    case 'close-codes':
      return import('./CloseCodeIndex.svelte');
    case 'errors':
      return import('./ErrorIndex.svelte');
    case 'frames':
      return import('./FrameIndex.svelte');
    default:
      return import('./ReferenceIndex.svelte');
  }
}

async function hasPage(part: string, place: string): Promise<boolean> {
  return (await import('./page-names.ts')).isPageOf(part, place);
}
