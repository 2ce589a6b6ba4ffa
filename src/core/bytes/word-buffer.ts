/**
 * A buffer of our own, seen as bytes and as 32-bit words; and one that grows as bytes come, and is
 * used again.
 */

export type WordBuffer = { readonly bytes: Uint8Array; readonly words: Int32Array };

export function wordBuffer(size: number): WordBuffer {
  const buffer = new ArrayBuffer((size + 3) & ~3);
  return { bytes: new Uint8Array(buffer, 0, size), words: new Int32Array(buffer) };
}

/**
 * What is set aside before the first byte comes, whatever is announced; and what is kept for the
 * next use.
 */
const MOST_IN_ADVANCE = 1024 * 1024;

/**
 * Takes bytes of something whose length is announced by somebody who may lie. Never more than a
 * mebibyte, or twice what has really come, is set aside.
 *
 * It is emptied and filled again rather than made anew: the first touch of fresh memory costs a
 * system more than all that is done with the bytes.
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

  /**
   * Copies bytes to the end and returns where they begin. `announced` is how large all may become.
   */
  append(bytes: Uint8Array, announced: number): number {
    const start = this.#size;
    this.#size += bytes.length;
    if (this.#size > this.#buffer.bytes.length) this.#grow(announced, start);
    this.#buffer.bytes.set(bytes, start);
    return start;
  }

  /** All that was appended, as a view that holds until the buffer is emptied. */
  view(): Uint8Array {
    return new Uint8Array(this.#buffer.bytes.buffer, 0, this.#size);
  }

  empty(): void {
    this.#size = 0;
    if (this.#buffer.bytes.length > MOST_IN_ADVANCE) this.#buffer = wordBuffer(0);
  }

  #grow(announced: number, filled: number): void {
    const most = Math.max(MOST_IN_ADVANCE, 2 * this.#size);
    // Fragments announce little by little: doubled, so that no byte is copied more than a few
    // times.
    const doubled = 2 * this.#buffer.bytes.length;
    const grown = wordBuffer(Math.max(this.#size, doubled, Math.min(announced, most)));
    grown.bytes.set(this.#buffer.bytes.subarray(0, filled));
    this.#buffer = grown;
  }
}
