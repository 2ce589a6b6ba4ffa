/** Links to Decode with the bytes of one side as readable hex, written without a compressor. */

import { toHex } from '#core/bytes/hex.ts';
import type { Side } from '#core/trace/direction.ts';
import { printAddress } from './address.ts';

/** "#/decode?hex=8105…&from=server". For a few bytes: hex is twice as long as they are. */
export function hexLink(bytes: Uint8Array, sender: Side): string {
  const query = new Map([
    ['hex', toHex(bytes)],
    ['from', sender],
  ]);
  return printAddress({ page: 'decode', path: [], query });
}
