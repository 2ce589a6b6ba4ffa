/**
 * The sliding window of LZ77 (RFC 1951 §2, §3.2.5): the last 32 KiB of output, which matches refer
 * to, and 32 KiB of room for new output. When the room is full, the output is handed out and the
 * window slides.
 */

import { NO_BYTES } from '#core/bytes/byte-array.ts';

/** The largest distance in RFC 1951. */
export const MAX_WINDOW_SIZE = 32 * 1024;

const CAPACITY = 2 * MAX_WINDOW_SIZE;

export class SlidingWindow {
  readonly #bytes = new Uint8Array(CAPACITY);
  /** The index of the first byte that a distance can reach. */
  #start = 0;
  /** The index of the next byte to write. */
  #end: number;
  /** Bytes before this index were handed out. */
  #taken: number;
  /** Writing stops at this index: the end of the buffer, or the output limit. */
  #stop = CAPACITY;
  /** The number of bytes of output before `#bytes`. Negative while history is in the buffer. */
  #slid: number;
  #limit = Number.MAX_SAFE_INTEGER;
  #pieces: Uint8Array[] = [];

  /** `history` is earlier output, of which the last 32 KiB are kept. */
  constructor(history: Uint8Array = NO_BYTES) {
    const kept = history.subarray(-MAX_WINDOW_SIZE);
    this.#bytes.set(kept);
    this.#end = kept.length;
    this.#taken = kept.length;
    this.#slid = -kept.length;
  }

  /** The number of bytes written so far. */
  get outputSize(): number {
    return this.#slid + this.#end;
  }

  /** The largest valid distance. */
  get reach(): number {
    return Math.min(this.#end - this.#start, MAX_WINDOW_SIZE);
  }

  /** Limits further output to `size` bytes. */
  allow(size: number): void {
    this.#limit = this.outputSize + size;
    this.#findStop();
  }

  /** Keeps the output, but no distance reaches it any more. */
  forget(): void {
    this.#start = this.#end;
  }

  /** Writes one byte; false if the limit forbids it. */
  put(byte: number): boolean {
    if (this.#end >= this.#stop && !this.#makeRoom(1)) return false;
    this.#bytes[this.#end++] = byte;
    return true;
  }

  /**
   * Copies `length` bytes (at most 258) from `distance` bytes back; false if the limit forbids it.
   * The source can overlap the copy: a distance of 1 repeats one byte. `distance` must be within
   * `reach`.
   */
  repeat(distance: number, length: number): boolean {
    if (this.#end + length > this.#stop && !this.#makeRoom(length)) return false;
    const bytes = this.#bytes;
    const end = this.#end + length;
    for (let to = this.#end, from = to - distance; to < end; to++, from++) {
      bytes[to] = bytes[from] ?? 0;
    }
    this.#end = end;
    return true;
  }

  /** Writes bytes up to the limit; false if some did not fit. */
  append(bytes: Uint8Array): boolean {
    for (let from = 0; from < bytes.length;) {
      if (this.#end >= this.#stop && !this.#makeRoom(1)) return false;
      const part = bytes.subarray(from, from + this.#stop - this.#end);
      this.#bytes.set(part, this.#end);
      this.#end += part.length;
      from += part.length;
    }
    return true;
  }

  /** Copies of everything written since the last call. */
  takeOutput(): readonly Uint8Array[] {
    this.#handOut();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #makeRoom(length: number): boolean {
    if (this.outputSize + length > this.#limit) return false;
    this.#slide();
    return true;
  }

  #slide(): void {
    this.#handOut();
    const distance = this.#end - MAX_WINDOW_SIZE;
    this.#bytes.copyWithin(0, distance, this.#end);
    this.#start = Math.max(0, this.#start - distance);
    this.#end = MAX_WINDOW_SIZE;
    this.#taken = MAX_WINDOW_SIZE;
    this.#slid += distance;
    this.#findStop();
  }

  #handOut(): void {
    if (this.#taken < this.#end) this.#pieces.push(this.#bytes.slice(this.#taken, this.#end));
    this.#taken = this.#end;
  }

  #findStop(): void {
    this.#stop = Math.min(CAPACITY, this.#limit - this.#slid);
  }
}
