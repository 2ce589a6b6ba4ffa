/**
 * Bytes in a storage that is read where they are needed, such as a file on a disk: it can be larger
 * than the memory that it may take.
 */

import { concatBytes, NO_BYTES } from './byte-array.ts';

export type StoredBytes = {
  readonly size: number;
  /** A view or copy of bytes `start` up to `end`. Expects a range in the storage. */
  read(start: number, end: number): Uint8Array;
};

export function storedIn(bytes: Uint8Array): StoredBytes {
  return { size: bytes.length, read: (start, end) => bytes.subarray(start, end) };
}

export function asStored(bytes: Uint8Array | StoredBytes): StoredBytes {
  return 'read' in bytes ? bytes : storedIn(bytes);
}

/** Reading goes forward in several places at once, each of which needs a chunk or two. */
const KEPT_CHUNKS = 8;

const CHUNK_SIZE = 2 * 1024 * 1024;

/** A slow storage, of which the chunks that were read last are kept. */
export class ChunkedBytes implements StoredBytes {
  readonly size: number;
  readonly #load: (start: number, end: number) => Uint8Array;
  readonly #chunkSize: number;
  /** By their number, the one that was used last at the end. */
  readonly #chunks = new Map<number, Uint8Array>();
  #last = -1;
  #lastChunk: Uint8Array = NO_BYTES;

  /** @param load gets a range in the storage */
  constructor(
    size: number,
    load: (start: number, end: number) => Uint8Array,
    chunkSize = CHUNK_SIZE,
  ) {
    this.size = size;
    this.#load = load;
    this.#chunkSize = chunkSize;
  }

  read(start: number, end: number): Uint8Array {
    if (end - start > this.#chunkSize) return this.#load(start, end);
    const number = Math.floor(start / this.#chunkSize);
    const from = number * this.#chunkSize;
    const chunk = this.#chunk(number);
    const part = chunk.subarray(start - from, end - from);
    if (end - from <= this.#chunkSize) return part;
    return concatBytes([part, this.read(from + this.#chunkSize, end)]);
  }

  #chunk(number: number): Uint8Array {
    if (number === this.#last) return this.#lastChunk;
    const from = number * this.#chunkSize;
    const chunk =
      this.#chunks.get(number) ??
      this.#load(Math.min(from, this.size), Math.min(this.size, from + this.#chunkSize));
    this.#chunks.delete(number);
    this.#chunks.set(number, chunk);
    if (this.#chunks.size > KEPT_CHUNKS) this.#chunks.delete([...this.#chunks.keys()][0]!);
    this.#last = number;
    this.#lastChunk = chunk;
    return chunk;
  }
}
