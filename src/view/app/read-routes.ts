import { loadGuidePage } from '#view/pages/guides/guide-pages.ts';
import { loadReferencePage } from '#view/pages/reference/reference-pages.ts';
import { ROUTE_ENTRIES } from './route-list.ts';
import type { Route } from './route.ts';

/** The pages that are also documents. */
export const readRoutes = {
  start: { ...ROUTE_ENTRIES.start, load: () => import('#view/pages/start/StartPage.svelte') },
  guides: { ...ROUTE_ENTRIES.guides, load: loadGuidePage },
  reference: { ...ROUTE_ENTRIES.reference, load: loadReferencePage },
} satisfies Readonly<Record<string, Route>>;
