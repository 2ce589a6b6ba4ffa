/**
 * The sliding window of LZ77: the last 32 KiB of the output, which matches refer to (RFC 1951 §2,
 * §3.2.5), with room for as much again in front of it. When the room is used up, what was written
 * there is handed out and the window slides on.
 */

import { NO_BYTES } from '#core/bytes/byte-array.ts';

/** The farthest that a distance reaches. */
export const MAX_WINDOW_SIZE = 32 * 1024;

const CAPACITY = 2 * MAX_WINDOW_SIZE;

export class SlidingWindow {
  readonly #bytes = new Uint8Array(CAPACITY);
  /** Where the first byte lies that a distance may reach. */
  #start = 0;
  /** Where the next byte goes. */
  #end: number;
  /** What lies before is handed out. */
  #taken: number;
  /** Writing stops here: at the end of the room, or where the limit on the output is. */
  #stop = CAPACITY;
  /** Bytes of output before the first of `#bytes`; negative while the history is there. */
  #slid: number;
  #limit = Number.MAX_SAFE_INTEGER;
  #pieces: Uint8Array[] = [];

  /** `history` is output from before, of which the last 32 KiB are kept. */
  constructor(history: Uint8Array = NO_BYTES) {
    const kept = history.subarray(-MAX_WINDOW_SIZE);
    this.#bytes.set(kept);
    this.#end = kept.length;
    this.#taken = kept.length;
    this.#slid = -kept.length;
  }

  /** Bytes written so far. */
  get outputSize(): number {
    return this.#slid + this.#end;
  }

  /** The largest distance that there is something at. */
  get reach(): number {
    return Math.min(this.#end - this.#start, MAX_WINDOW_SIZE);
  }

  /** From here on no more than `size` bytes can be written. */
  allow(size: number): void {
    this.#limit = this.outputSize + size;
    this.#findStop();
  }

  /** What was written stays output, but nothing refers to it any more. */
  forget(): void {
    this.#start = this.#end;
  }

  /** Writes one byte; false where the limit forbids it. */
  put(byte: number): boolean {
    if (this.#end >= this.#stop && !this.#makeRoom(1)) return false;
    this.#bytes[this.#end++] = byte;
    return true;
  }

  /**
   * Writes again what stands `distance` back; false where the limit forbids it. It may run into
   * what it writes: a distance of 1 repeats one byte. Expects a distance within reach and a length
   * up to 258.
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

  /** Writes bytes as far as the limit lets it; false where that is not all. */
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

  /** Everything written since the last time, as copies. */
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
