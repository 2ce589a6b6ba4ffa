/** A buffer of our own, seen as bytes and as 32-bit words; and one that grows as bytes come. */

export type WordBuffer = { readonly bytes: Uint8Array; readonly words: Int32Array };

export function wordBuffer(size: number): WordBuffer {
  const buffer = new ArrayBuffer((size + 3) & ~3);
  return { bytes: new Uint8Array(buffer, 0, size), words: new Int32Array(buffer) };
}

/** What is set aside before the first byte comes, whatever is announced. */
const MOST_IN_ADVANCE = 1024 * 1024;

/**
 * Takes bytes of a message whose length is announced by somebody who may lie. Never more than a mebibyte, or twice what has
 * really come, is set aside; and what is never written costs the system no memory.
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

  /** Copies bytes to the end and returns where they begin. `announced` is how large all may become. */
  append(bytes: Uint8Array, announced: number): number {
    const start = this.#size;
    this.#size += bytes.length;
    if (this.#size > this.#buffer.bytes.length) this.#grow(announced);
    this.#buffer.bytes.set(bytes, start);
    return start;
  }

  /** All that was appended, without a copy: this buffer must take no more. */
  take(): Uint8Array {
    return this.#buffer.bytes.subarray(0, this.#size);
  }

  #grow(announced: number): void {
    const most = Math.max(MOST_IN_ADVANCE, 2 * this.#size);
    const grown = wordBuffer(Math.max(this.#size, Math.min(announced, most)));
    grown.bytes.set(this.#buffer.bytes);
    this.#buffer = grown;
  }
}
