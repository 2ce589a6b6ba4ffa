import { getContext, hasContext } from 'svelte';
import { SITE_ROOT } from './site-root-key.ts';

/**
 * Completes addresses of the site. Call it while a component is created.
 *
 * It takes "#/decode?…" for a page of the app and "guides/polling/" for a document. In the app both
 * are right as they are.
 */
export function siteHrefs(): (address: string) => string {
  const root = hasContext(SITE_ROOT) ? getContext<string>(SITE_ROOT) : '';
  return (address) => root + address;
}
