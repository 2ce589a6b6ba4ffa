/** Bytes read from a text, each with its place, in arrays that grow. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { MOST_COPIED, PlacedBytes } from './placed-bytes.ts';
import type { TextPositions } from './text-range.ts';

/** Small, because a text can have many short blocks: engines keep such arrays in their own heap. */
const FIRST_CAPACITY = 16;

/** Copies of fewer bytes cost less than views. */
const FEW = 64;

/** Fresh memory costs little until it is touched. Copying costs more. */
const GROWTH = 4;

const NO_PLACES = new Uint32Array(0);

type Arrays = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
};

/** Those of collectors whose bytes were copied: most collect a few, one after another. */
const SPARE: Arrays[] = [];

/** No more collectors are at work at a time. */
const MOST_SPARE = 8;

export class ByteCollector {
  #bytes = NO_BYTES;
  #starts = NO_PLACES;
  #ends = NO_PLACES;
  #count = 0;

  /** @param capacity the number of bytes, as far as it is known: growing copies all of them */
  constructor(capacity = 0) {
    if (capacity > 0) this.#grow(capacity);
  }

  get count(): number {
    return this.#count;
  }

  /** A byte whose text is from `start` up to `end`. */
  add(byte: number, start: number, end: number): void {
    const at = this.#count++;
    if (at === this.#bytes.length) this.#makeRoom(at);
    this.#bytes[at] = byte;
    this.#starts[at] = start;
    this.#ends[at] = end;
  }

  /** The same byte `times` times, all at one place of the text. */
  repeat(bytes: Uint8Array, times: number, start: number, end: number): void {
    const from = this.#count;
    this.#count += bytes.length * times;
    if (this.#count > this.#bytes.length) this.#grow(this.#count * 2);
    for (let at = from; at < this.#count; at += bytes.length) this.#bytes.set(bytes, at);
    this.#starts.fill(start, from, this.#count);
    this.#ends.fill(end, from, this.#count);
  }

  /** Bytes at `positions` of the text. */
  addAll(bytes: Uint8Array, positions: TextPositions): void {
    this.addRange(bytes, positions, { start: 0, end: bytes.length });
  }

  /** Those of `bytes` that are within a range. */
  addRange(bytes: Uint8Array, { starts, ends }: TextPositions, { start, end }: ByteRange): void {
    if (end - start <= FEW) {
      for (let at = start; at < end; at++) this.add(bytes[at]!, starts[at]!, ends[at]!);
      return;
    }
    const from = this.#count;
    this.#count += end - start;
    if (this.#count > this.#bytes.length) {
      this.#grow(Math.max(this.#count, this.#bytes.length * GROWTH));
    }
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#starts.set(starts.subarray(start, end), from);
    this.#ends.set(ends.subarray(start, end), from);
  }

  at(index: number): number {
    return this.#bytes[index] ?? 0;
  }

  /** Where the text of a byte starts. */
  startOf(index: number): number {
    return this.#starts[index] ?? 0;
  }

  /** Where it ends. */
  endOf(index: number): number {
    return this.#ends[index] ?? 0;
  }

  /** Removes the byte that was added last. */
  dropTo(count: number): void {
    this.#count = Math.min(this.#count, count);
  }

  /** The collected bytes, valid until more are added. */
  view(start = 0, end = this.#count): Uint8Array {
    return part(this.#bytes, start, end);
  }

  /** Has the `count` collected bytes first. As valid as a view, which it spares. */
  get buffer(): Uint8Array {
    return this.#bytes;
  }

  /** As valid as the bytes. */
  get positions(): TextPositions {
    return { starts: part(this.#starts, 0, this.#count), ends: part(this.#ends, 0, this.#count) };
  }

  /** The collected bytes. No more can be added, and the collector can't be asked for them. */
  finish(): PlacedBytes {
    const places = { starts: this.#starts, ends: this.#ends };
    const kept = PlacedBytes.keep(this.#bytes, places, this.#count);
    if (this.#count <= MOST_COPIED && this.#bytes.length > 0 && SPARE.length < MOST_SPARE) {
      SPARE.push({ bytes: this.#bytes, ...places });
      this.#take({ bytes: NO_BYTES, starts: NO_PLACES, ends: NO_PLACES });
      this.#count = 0;
    }
    return kept;
  }

  #makeRoom(count: number): void {
    const spare = count === 0 ? SPARE.pop() : undefined;
    if (spare === undefined) this.#grow(Math.max(FIRST_CAPACITY, count * GROWTH));
    else this.#take(spare);
  }

  #take({ bytes, starts, ends }: Arrays): void {
    this.#bytes = bytes;
    this.#starts = starts;
    this.#ends = ends;
  }

  #grow(capacity: number): void {
    const grown = {
      bytes: new Uint8Array(capacity),
      starts: new Uint32Array(capacity),
      ends: new Uint32Array(capacity),
    };
    grown.bytes.set(this.#bytes);
    grown.starts.set(this.#starts);
    grown.ends.set(this.#ends);
    this.#take(grown);
  }
}

function part<List extends Uint8Array | Uint32Array>(list: List, start: number, end: number): List {
  return (end - start <= FEW ? list.slice(start, end) : list.subarray(start, end)) as List;
}
