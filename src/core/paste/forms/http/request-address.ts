/** The request target of an address (RFC 6455 §3): its path and query. */

import type { TextRange } from '#core/paste/text/text-range.ts';

/** Where the target is in the address. */
export type FoundTarget = TextRange & {
  /** Whether the address has no path, which means "/". */
  readonly isMadePath: boolean;
};

const ADDRESS = /^(?:wss?|https?):\/\/[^/?#\s]+/i;
/** What a client leaves as it is. It encodes everything else. */
const TARGET = /^[!-~]*$/;

/** Null if it isn't an address or a path, or isn't certain to be sent as it is. */
export function targetOf(address: string): FoundTarget | null {
  const host = ADDRESS.exec(address)?.[0] ?? '';
  if (host === '' && !address.startsWith('/')) return null;
  const hash = address.indexOf('#', host.length);
  const end = hash === -1 ? address.length : hash;
  const target = address.slice(host.length, end);
  if (!TARGET.test(target) || /["<>\\^`{|}]/.test(target)) return null;
  return { start: host.length, end, isMadePath: !target.startsWith('/') };
}

/** Whether an address is one of a WebSocket. */
export function isWebSocketAddress(address: string): boolean {
  return /^wss?:\/\//i.test(address);
}
