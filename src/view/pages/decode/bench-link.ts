/** A link to what lies on the bench, as it lies there. */

import type { UnitName } from '#core/conversation/unit-name.ts';
import { printAddress } from '#core/sharing/address.ts';
import { toDecodeQuery, type DecodeLink, type LinkedData } from '#core/sharing/decode-link.ts';
import { runsOf } from '#core/sharing/linked-runs.ts';
import type { Selection } from '#view/state/selection.svelte.ts';
import type { Workbench } from '#view/state/workbench.svelte.ts';

export type BenchLink =
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'too-long'; readonly length: number };

/** The link, `withData` or only with the way of looking at it. */
export async function linkOf(
  bench: Workbench,
  unit: UnitName | undefined,
  selection: Selection,
  withData: boolean,
): Promise<BenchLink> {
  const { deflateForLink } = await import('#core/sharing/link-deflater.ts');
  const { choices, decoded } = bench;
  const runs = runsOf(decoded.conversation.trace);
  const link: DecodeLink = {
    data: withData ? dataOf(bench) : null,
    notation: choices.notation,
    connection: decoded.connection,
    directions: choices.directions,
    compression: choices.compression === 'as-agreed' ? null : choices.compression,
    unit: unit ?? null,
    selection: selection.chosen?.range ?? null,
  };
  const writing = toDecodeQuery(link, { deflate: deflateForLink, runs });
  if (writing.kind === 'too-long') return writing;
  return {
    kind: 'link',
    fragment: printAddress({ page: 'decode', path: [], query: writing.query }),
  };
}

function dataOf({ text, edits, decoded }: Workbench): LinkedData {
  const runs = runsOf(decoded.conversation.trace);
  if (text === null) return { kind: 'bytes', runs };
  return { kind: 'paste', text, edited: edits.length > 0 ? runs : null };
}
