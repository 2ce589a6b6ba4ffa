/** What a reader can do to the segments of a scenario in the network. */

/**
 * What happens to one segment. TCP repairs a loss, but not altered bytes: their checksum is taken
 * to be altered too.
 */
export type Alteration =
  | { readonly kind: 'lose' }
  | { readonly kind: 'delay'; readonly byMs: number }
  /**
   * Only its first bytes arrive, and TCP doesn't notice. A broken proxy can do that, because it has
   * a separate TCP connection to each side.
   */
  | { readonly kind: 'cut'; readonly keep: number }
  | { readonly kind: 'replace'; readonly bytes: Uint8Array }
  /** The connection is lost: neither this nor a later segment arrives, in either direction. */
  | { readonly kind: 'sever' };

/** By the segment's name, which does not depend on parameters. */
export type Tampering = ReadonlyMap<string, Alteration>;

/** The bytes of a segment as they arrive. */
export function alterBytes(bytes: Uint8Array, alteration: Alteration): Uint8Array {
  if (alteration.kind === 'cut') return bytes.subarray(0, alteration.keep);
  return alteration.kind === 'replace' ? alteration.bytes : bytes;
}
