/** What can happen to a segment on its way, and to which: the reader's hand in a scenario. */

/**
 * What happens to one segment. Losing it is TCP's to make good; altered bytes are not, since TCP
 * takes them for the sender's.
 */
export type Alteration =
  | { readonly kind: 'lose' }
  | { readonly kind: 'delay'; readonly byMs: number }
  /**
   * Only its first bytes arrive, and nobody misses the others: as by a proxy that ends one TCP
   * connection and begins another.
   */
  | { readonly kind: 'cut'; readonly keep: number }
  | { readonly kind: 'replace'; readonly bytes: Uint8Array }
  /** The line goes dead: neither this nor anything after it arrives, either way. */
  | { readonly kind: 'sever' };

/** By the segment's name, which stays the same when parameters change. */
export type Tampering = ReadonlyMap<string, Alteration>;

/** The bytes of a segment as they arrive. */
export function alterBytes(bytes: Uint8Array, alteration: Alteration): Uint8Array {
  if (alteration.kind === 'cut') return bytes.subarray(0, alteration.keep);
  return alteration.kind === 'replace' ? alteration.bytes : bytes;
}
