/** The packets of a capture file, as columns of numbers: there can be millions. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { grown } from '#core/bytes/grown-column.ts';
import type { StoredBytes } from '#core/bytes/stored-bytes.ts';
import { TimeColumn } from '#core/packets/time-column.ts';

export type CapturedPacket = {
  /** A number of the LINKTYPE registry. */
  readonly linkType: number;
  /** The interface that saw the packet, numbered across all sections. */
  readonly interfaceIndex: number;
  /** Nanoseconds since 1970; null if the file contains no time. */
  readonly seenAtNs: bigint | null;
  /** Where its bytes start in the file. */
  readonly start: number;
  /** The captured bytes, which can be fewer than were sent. */
  readonly bytes: Uint8Array;
};

/** What a packet has from the interface that saw it. */
export type PacketSource = { readonly linkType: number; readonly index: number };

const FIRST_CAPACITY = 64;

export class PacketTable implements Iterable<CapturedPacket> {
  readonly #storage: StoredBytes;
  /** By their index. */
  readonly #sources: PacketSource[] = [];
  #length = 0;
  #interfaces = new Uint32Array(FIRST_CAPACITY);
  readonly #times = new TimeColumn();
  #lastNs = 0n;
  #starts = new Float64Array(FIRST_CAPACITY);
  #sizes = new Uint32Array(FIRST_CAPACITY);
  #isTimed = true;
  #isInOrder = true;

  /** @param storage the file */
  constructor(storage: StoredBytes) {
    this.#storage = storage;
  }

  get length(): number {
    return this.#length;
  }

  /** Those that saw a packet. */
  get sources(): readonly PacketSource[] {
    return this.#sources.filter((source) => source !== undefined);
  }

  push(source: PacketSource, seenAtNs: bigint | null, { start, end }: ByteRange): void {
    const index = this.#length++;
    if (index === this.#interfaces.length) this.#grow();
    this.#sources[source.index] ??= source;
    this.#interfaces[index] = source.index;
    this.#times.set(index, seenAtNs);
    this.#starts[index] = start;
    this.#sizes[index] = end - start;
    this.#isTimed &&= seenAtNs !== null;
    this.#isInOrder &&= index === 0 || this.#lastNs <= (seenAtNs ?? 0n);
    this.#lastNs = seenAtNs ?? 0n;
  }

  at(index: number): CapturedPacket | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    const interfaceIndex = this.#interfaces[index]!;
    const start = this.#starts[index]!;
    return {
      linkType: this.#sources[interfaceIndex]!.linkType,
      interfaceIndex,
      seenAtNs: this.#times.at(index),
      start,
      bytes: this.#storage.read(start, start + this.#sizes[index]!),
    };
  }

  /** The least time, in nanoseconds since 1970; null without times. */
  firstTimeNs(): bigint | null {
    let least: bigint | null = null;
    for (let index = 0; index < this.#length; index++) {
      const time = this.#times.at(index);
      if (time !== null && (least === null || time < least)) least = time;
    }
    return least;
  }

  /** The indices in order of time; null if that is the file's order, or if there are no times. */
  orderOfTime(): Uint32Array | null {
    if (this.#isInOrder || !this.#isTimed) return null;
    const first = this.firstTimeNs() ?? 0n;
    const since = Float64Array.from({ length: this.#length }, (_, index) =>
      Number((this.#times.at(index) ?? 0n) - first),
    );
    return Uint32Array.from(since, (_, index) => index).sort(
      (a, b) => since[a]! - since[b]! || a - b,
    );
  }

  *[Symbol.iterator](): Generator<CapturedPacket> {
    for (let index = 0; index < this.#length; index++) yield this.at(index)!;
  }

  #grow(): void {
    this.#interfaces = grown(this.#interfaces, Uint32Array);
    this.#starts = grown(this.#starts, Float64Array);
    this.#sizes = grown(this.#sizes, Uint32Array);
  }
}
