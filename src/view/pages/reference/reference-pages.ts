import type { Address } from '#core/sharing/address.ts';
import type { LoadedPage } from '#view/state/page-props.ts';

/** The page of the reference at an address. */
export function loadReferencePage({ page }: Address): Promise<LoadedPage> {
  switch (page) {
    default:
      return import('./ReferenceIndex.svelte');
  }
}
