/** The words beside a head that a proxy changed. */

import type { RelayedHead } from '#core/story/relayed-head.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/** "What the proxy changed: 189 bytes in, 176 out". */
export function relayedTitle({ before, after }: Pick<RelayedHead, 'before' | 'after'>): string {
  return `What the proxy changed: ${countOf(before.length, 'byte')} in, ${formatCount(after.length)} out`;
}

/** For a reader who doesn't see the lines through and under a text. */
export const RELAYED_LINES = { removed: 'Removed:', added: 'Added:' } as const;
