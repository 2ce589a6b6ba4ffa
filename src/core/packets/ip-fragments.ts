/** Puts the fragments of IP packets together (RFC 791 §3.2, RFC 8200 §4.5). */

import { decodeExtensionHeaders, type Fragment, type IpPacket } from './ip-packet.ts';

type Part = { readonly start: number; readonly payload: Uint8Array };

type Pending = {
  readonly first: IpPacket;
  readonly parts: Part[];
  /** Bytes of the whole payload; null until the last fragment came. */
  size: number | null;
};

/** A hostile capture has many packets that never become whole. */
const MAX_PENDING = 1024;

export class FragmentAssembly {
  readonly #pending = new Map<string, Pending>();

  /** How many fragments are part of no whole packet so far. */
  get pendingCount(): number {
    let count = this.#lostCount;
    for (const { parts } of this.#pending.values()) count += parts.length;
    return count;
  }

  /** Of packets that were given up. */
  #lostCount = 0;

  /** The whole packet, if this was the last of its fragments that was missing; otherwise null. */
  add(packet: IpPacket, fragment: Fragment): IpPacket | null {
    const key = `${packet.source} ${packet.destination} ${fragment.id} ${packet.protocol}`;
    const pending = this.#pending.get(key) ?? { first: packet, parts: [], size: null };
    if (!this.#pending.has(key)) this.#makeRoom();
    this.#pending.set(key, pending);
    pending.parts.push({ start: fragment.start, payload: packet.payload });
    if (!fragment.hasMore) pending.size = fragment.start + packet.payload.length;
    const payload = joined(pending);
    if (payload === null) return null;
    this.#pending.delete(key);
    return wholeOf(pending.first, payload);
  }

  #makeRoom(): void {
    if (this.#pending.size < MAX_PENDING) return;
    const [oldest] = this.#pending;
    if (oldest === undefined) return;
    this.#lostCount += oldest[1].parts.length;
    this.#pending.delete(oldest[0]);
  }
}

/** Null if bytes are missing. Of bytes that came twice, those with the earlier start are used. */
function joined({ parts, size }: Pending): Uint8Array | null {
  if (size === null) return null;
  const inOrder = parts.toSorted((a, b) => a.start - b.start);
  const whole = new Uint8Array(size);
  let reached = 0;
  for (const { start, payload } of inOrder) {
    if (start > reached) return null;
    const fresh = payload.subarray(reached - start, size - start);
    whole.set(fresh, reached);
    reached += fresh.length;
  }
  return reached === size ? whole : null;
}

/** IPv6 can have more extension headers within what was divided. */
function wholeOf(first: IpPacket, payload: Uint8Array): IpPacket | null {
  const whole = { ...first, payload, size: null, fragment: null };
  if (!first.source.includes(':')) return whole;
  const body = decodeExtensionHeaders(first.protocol, payload);
  return body && { ...whole, ...body };
}
