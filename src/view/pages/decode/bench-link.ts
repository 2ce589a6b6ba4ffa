/** A link to what is on the bench. Loads the code that compresses links when it is first needed. */

import type { UnitName } from '#core/conversation/unit-name.ts';
import { printAddress } from '#core/sharing/address.ts';
import { toDecodeQuery } from '#core/sharing/decode-link.ts';
import { linkOfDecoded } from '#core/sharing/decoded-link.ts';
import type { Selection } from '#view/state/selection.svelte.ts';
import type { Workbench } from '#view/state/workbench.svelte.ts';

export type BenchLink =
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'too-long'; readonly length: number };

/** With the bytes, or (without `withData`) only with the choices and the place. */
export async function linkOf(
  bench: Workbench,
  unit: UnitName | undefined,
  selection: Selection,
  withData: boolean,
): Promise<BenchLink> {
  const { deflateForLink } = await import('#core/sharing/link-deflater.ts');
  const place = { unit: unit ?? null, selection: selection.chosen?.range ?? null };
  const { link, runs } = linkOfDecoded(bench, place, withData);
  const writing = toDecodeQuery(link, { deflate: deflateForLink, runs });
  if (writing.kind === 'too-long') return writing;
  return {
    kind: 'link',
    fragment: printAddress({ page: 'decode', path: [], query: writing.query }),
  };
}
