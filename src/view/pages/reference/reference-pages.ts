import { SAMPLE_IDS } from '#core/sharing/sample-ids.ts';
import type { Address } from '#core/sharing/address.ts';
import type { LoadedPage } from '#view/state/page-props.ts';

/** The page of the reference at an address, or help for one that doesn't exist. */
export async function loadReferencePage({ page, path: [place] }: Address): Promise<LoadedPage> {
  switch (page) {
    case 'close-codes':
      if (place === undefined) return import('./CloseCodeIndex.svelte');
      return (await hasPage(page, place)) ? import('./CloseCodePage.svelte') : loadNotFound();
    case 'errors':
      if (place === undefined) return import('./ErrorIndex.svelte');
      return (await hasPage(page, place)) ? import('./ErrorPage.svelte') : loadNotFound();
    case 'frames':
      if (place === undefined) return import('./FrameIndex.svelte');
      if (SAMPLE_IDS.some((id) => id === place)) return import('./RecordedPage.svelte');
      return (await hasPage(page, place)) ? import('./FramePage.svelte') : loadNotFound();
    case 'glossary':
      return import('./GlossaryPage.svelte');
    default:
      return import('./ReferenceIndex.svelte');
  }
}

const loadNotFound = () => import('./ReferenceNotFound.svelte');

async function hasPage(part: string, place: string): Promise<boolean> {
  return (await import('./page-names.ts')).isPageOf(part, place);
}
