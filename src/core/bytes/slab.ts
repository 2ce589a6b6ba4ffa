/**
 * Memory for many small byte arrays, set aside in one piece: an array of its own takes V8 half a
 * microsecond to make, a view into a slab a tenth of that. A slab lives as long as any view into
 * it.
 */

import { copyBytes } from './byte-array.ts';
import { wordBuffer, type WordBuffer } from './word-buffer.ts';

const SLAB_SIZE = 64 * 1024;

/** What is larger gets memory of its own, so that it keeps no slab of others alive. */
const LARGEST_COPY = 8 * 1024;

export class Slab {
  #buffer: WordBuffer = wordBuffer(0);
  #used = 0;

  /** Where `size` bytes are free in `buffer`, which this call may have replaced. */
  reserve(size: number): number {
    if (this.#used + size > this.#buffer.bytes.length) {
      this.#buffer = wordBuffer(Math.max(SLAB_SIZE, size));
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += size;
    return start;
  }

  get buffer(): WordBuffer {
    return this.#buffer;
  }

  /** A copy that stays as it is, of bytes that are only lent. */
  copy(bytes: Uint8Array): Uint8Array {
    if (bytes.length > LARGEST_COPY) return copyBytes(bytes);
    const start = this.reserve(bytes.length);
    this.#buffer.bytes.set(bytes, start);
    return this.view(start, bytes.length);
  }

  /** Reserved bytes, to be handed on. */
  view(start: number, size: number): Uint8Array {
    return new Uint8Array(this.#buffer.bytes.buffer, start, size);
  }
}
