/** Bytes read from a text, each with its place, in arrays that grow. */

import type { TextPositions } from './notation.ts';

const FIRST_CAPACITY = 1024;

/** Fresh memory costs little until it is touched. Copying costs more. */
const GROWTH = 4;

export class ByteCollector {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #starts = new Uint32Array(FIRST_CAPACITY);
  #ends = new Uint32Array(FIRST_CAPACITY);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** A byte whose text is from `start` up to `end`. */
  add(byte: number, start: number, end: number): void {
    const at = this.#count++;
    if (at === this.#bytes.length) this.#grow(at * GROWTH);
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
  addAll(bytes: Uint8Array, { starts, ends }: TextPositions): void {
    const from = this.#count;
    this.#count += bytes.length;
    if (this.#count > this.#bytes.length) this.#grow(this.#count);
    this.#bytes.set(bytes, from);
    this.#starts.set(starts, from);
    this.#ends.set(ends, from);
  }

  at(index: number): number {
    return this.#bytes[index] ?? 0;
  }

  /** Removes the byte that was added last. */
  dropTo(count: number): void {
    this.#count = Math.min(this.#count, count);
  }

  /** Views of the collected bytes, valid until more are added. */
  view(start = 0, end = this.#count): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  get positions(): TextPositions {
    return {
      starts: this.#starts.subarray(0, this.#count),
      ends: this.#ends.subarray(0, this.#count),
    };
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
    this.#bytes = grown.bytes;
    this.#starts = grown.starts;
    this.#ends = grown.ends;
  }
}
