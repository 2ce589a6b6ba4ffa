/** A buffer seen as bytes and as 32-bit words, and a reusable one that grows as bytes arrive. */

export type WordBuffer = { readonly bytes: Uint8Array; readonly words: Int32Array };

export function wordBuffer(size: number): WordBuffer {
  const buffer = new ArrayBuffer((size + 3) & ~3);
  return { bytes: new Uint8Array(buffer, 0, size), words: new Int32Array(buffer) };
}

/** The maximum size that is allocated before the first byte arrives, or kept for the next use. */
const MAX_PREALLOCATED = 1024 * 1024;

/**
 * Collects bytes whose length is announced by a peer that might lie. It allocates at most 1 MiB, or
 * twice the bytes that really arrived.
 *
 * The buffer is emptied and reused, because the first touch of fresh memory costs more than all
 * work on the bytes.
 */
export class GrowingBuffer {
  #buffer: WordBuffer = wordBuffer(0);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get current(): WordBuffer {
    return this.#buffer;
  }

  /** Appends bytes and returns where they start. `announced` is the expected total size. */
  append(bytes: Uint8Array, announced: number): number {
    const start = this.#size;
    this.#size += bytes.length;
    if (this.#size > this.#buffer.bytes.length) this.#grow(announced, start);
    this.#buffer.bytes.set(bytes, start);
    return start;
  }

  /** Everything that was appended, as a view that is valid until the buffer is emptied. */
  view(): Uint8Array {
    return new Uint8Array(this.#buffer.bytes.buffer, 0, this.#size);
  }

  empty(): void {
    this.#size = 0;
    if (this.#buffer.bytes.length > MAX_PREALLOCATED) this.#buffer = wordBuffer(0);
  }

  #grow(announced: number, filled: number): void {
    const limit = Math.max(MAX_PREALLOCATED, 2 * this.#size);
    // Each fragment announces only its own length. Doubling limits how often a byte is copied.
    const doubled = 2 * this.#buffer.bytes.length;
    const grown = wordBuffer(Math.max(this.#size, doubled, Math.min(announced, limit)));
    grown.bytes.set(this.#buffer.bytes.subarray(0, filled));
    this.#buffer = grown;
  }
}
