import { readRoutes } from './read-routes.ts';
import { ROUTE_ENTRIES } from './route-list.ts';
import type { Routes } from './route.ts';

export const routes: Routes = [
  readRoutes.start,
  { ...ROUTE_ENTRIES.learn, load: () => import('#view/pages/learn/LearnPage.svelte') },
  { ...ROUTE_ENTRIES.decode, load: () => import('#view/pages/decode/DecodePage.svelte') },
  { ...ROUTE_ENTRIES.compare, load: () => import('#view/pages/compare/ComparePage.svelte') },
  { ...ROUTE_ENTRIES.live, load: () => import('#view/pages/live/LivePage.svelte') },
  readRoutes.guides,
  readRoutes.reference,
];
