/** Links to Decode with bytes that the site itself has. */

import { printAddress } from './address.ts';
import { decodeAddress } from './decode-address.ts';
import { EMPTY_LINK, toDecodeQuery } from './decode-link.ts';
import { deflateForLink } from './link-deflater.ts';
import type { LinkedRun } from './linked-runs.ts';

/** "#/decode?bytes=…". Null for more bytes than fit into a link. */
export function runsLink(runs: readonly LinkedRun[]): string | null {
  const link = { ...EMPTY_LINK, data: { kind: 'bytes', runs } } as const;
  const writing = toDecodeQuery(link, { deflate: deflateForLink });
  return writing.kind === 'query' ? printAddress(decodeAddress(writing.query)) : null;
}
