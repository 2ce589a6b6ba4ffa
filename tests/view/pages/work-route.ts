import type { LoadedPage } from '#view/state/page-props.ts';
import type { Route } from '#view/app/route.ts';

/** The route of a page that is worked with, as tests give it to the shell. */
export function workRoute(id: string, Page: LoadedPage['default'], title: string): Route {
  return {
    id,
    title,
    summary: '',
    href: `#/${id}`,
    alsoAt: [],
    isRead: false,
    isListed: true,
    load: () => Promise.resolve({ default: Page }),
  };
}
