import type { Address } from '#core/sharing/address.ts';
import type { LoadedPage } from '#view/state/page-props.ts';
import type { RouteEntry } from './route-list.ts';

/** A page of the site, and how to load its code. */
export interface Route extends RouteEntry {
  /** Loads the code of the page at one of its addresses. */
  load(address: Address): Promise<LoadedPage>;
  /**
   * The title of a document at one of its addresses; undefined if there is none. A page that isn't
   * read has one title.
   */
  titleAt?(address: Address): Promise<string | undefined>;
}

/** Of an address that no page has. */
export const NOT_FOUND_TITLE = 'Page not found';

/** The first one is the home page. */
export type Routes = readonly [home: Route, ...others: Route[]];

export function routeOf(routes: Routes, { page }: Pick<Address, 'page'>): Route | undefined {
  return routes.find(({ id, alsoAt }) => id === page || alsoAt.includes(page));
}
