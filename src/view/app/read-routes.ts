import { loadGuidePage } from '#view/pages/guides/guide-pages.ts';
import { loadReferencePage } from '#view/pages/reference/reference-pages.ts';
import type { Address } from '#core/sharing/address.ts';
import { ROUTE_ENTRIES } from './route-list.ts';
import type { Route } from './route.ts';

/** The pages that are also documents. */
export const readRoutes = {
  start: {
    ...ROUTE_ENTRIES.start,
    load: () => import('#view/pages/start/StartPage.svelte'),
    titleAt,
  },
  guides: { ...ROUTE_ENTRIES.guides, load: loadGuidePage, titleAt },
  reference: { ...ROUTE_ENTRIES.reference, load: loadReferencePage, titleAt },
} satisfies Readonly<Record<string, Route>>;

async function titleAt(address: Address): Promise<string | undefined> {
  return (await import('./document-title.ts')).documentTitle(address);
}
