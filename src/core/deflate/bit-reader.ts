/**
 * Reads bits from bytes that arrive in chunks of any size, least significant bit first (RFC 1951
 * §3.1.1).
 *
 * The reader returns zeros after the last byte, so callers don't check before each bit. They read a
 * code with its extra bits, then check `isPastEnd`. If it is true, they `goTo` the start and try
 * again with the next chunk.
 */

import { BITS_PER_BYTE } from '#core/bytes/bit-range.ts';
import { concatBytes, copyBytes, NO_BYTES } from '#core/bytes/byte-array.ts';

export class BitReader {
  #bytes: Uint8Array = NO_BYTES;
  /** The packed position of the first byte of `#bytes`. */
  #origin = 0;
  /** The index of the next byte to load into `#held`. */
  #next = 0;
  /** Bits loaded but not read yet. At most 23, so that they fit into a small integer. */
  #held = 0;
  #heldCount = 0;

  /** The number of bits read since the beginning. */
  get position(): number {
    return this.#origin + this.#next * BITS_PER_BYTE - this.#heldCount;
  }

  /** Whether more bits were read than have arrived. */
  get isPastEnd(): boolean {
    const extra = this.#next - this.#bytes.length;
    return extra > 0 && extra * BITS_PER_BYTE > this.#heldCount;
  }

  /** The number of bits that arrived and were not read yet. */
  get unreadCount(): number {
    return this.#origin + this.#bytes.length * BITS_PER_BYTE - this.position;
  }

  feed(chunk: Uint8Array): void {
    const { position } = this;
    const unread = this.#unreadBytes();
    this.#origin = position - (position % BITS_PER_BYTE);
    this.#bytes = unread.length === 0 ? chunk : concatBytes([unread, chunk]);
    this.goTo(position);
  }

  /** Drops the caller's chunk. The few unread bytes are copied. */
  release(): void {
    const { position } = this;
    this.#bytes = copyBytes(this.#unreadBytes());
    this.#origin = position - (position % BITS_PER_BYTE);
    this.goTo(position);
  }

  /**
   * Moves to a position, which must not be before the first byte that was unread at the last `feed`
   * or `release`.
   */
  goTo(position: number): void {
    const offset = position - this.#origin;
    this.#next = Math.floor(offset / BITS_PER_BYTE);
    this.#held = 0;
    this.#heldCount = 0;
    this.read(offset % BITS_PER_BYTE);
  }

  /**
   * The next `count` bits (at most 16), without reading them. The first bit is the least
   * significant.
   */
  peek(count: number): number {
    while (this.#heldCount < count) {
      this.#held |= (this.#bytes[this.#next] ?? 0) << this.#heldCount;
      this.#next++;
      this.#heldCount += BITS_PER_BYTE;
    }
    return this.#held & ((1 << count) - 1);
  }

  /** Reads bits that `peek` returned. `count` must not exceed the number of peeked bits. */
  skip(count: number): void {
    this.#held >>>= count;
    this.#heldCount -= count;
  }

  /** The next `count` bits (at most 16) as an unsigned integer. */
  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** Skips the unread bits of the current byte. */
  skipToByteBoundary(): void {
    this.skip(this.#heldCount % BITS_PER_BYTE);
  }

  /** The available bytes, at most `limit`, as a view. The position must be at a byte boundary. */
  readBytes(limit: number): Uint8Array {
    this.#next -= this.#heldCount / BITS_PER_BYTE;
    this.#held = 0;
    this.#heldCount = 0;
    const bytes = this.#bytes.subarray(this.#next, this.#next + limit);
    this.#next += bytes.length;
    return bytes;
  }

  #unreadBytes(): Uint8Array {
    return this.#bytes.subarray(Math.floor((this.position - this.#origin) / BITS_PER_BYTE));
  }
}
