/**
 * Bits out of bytes that arrive in any pieces, least significant first (RFC 1951 §3.1.1).
 *
 * Past the last byte it reads zeros. So nobody asks for every bit whether it is there: what belongs
 * together, a code and its extra bits, is read in one go; if that went past the end (`isPastEnd`),
 * the reader goes back to where it began (`goTo`), and it is read again when more has come.
 */

import { BITS_PER_BYTE } from '#core/bytes/bit-range.ts';
import { concatBytes, copyBytes, NO_BYTES } from '#core/bytes/byte-array.ts';

export class BitReader {
  #bytes: Uint8Array = NO_BYTES;
  /** Packed position of the first of `#bytes`. */
  #origin = 0;
  /** Index of the next byte to be held. */
  #next = 0;
  /** Bits taken from the bytes but not read yet; at most 23, so that they fit a small integer. */
  #held = 0;
  #heldCount = 0;

  /** Bits read since the beginning. */
  get position(): number {
    return this.#origin + this.#next * BITS_PER_BYTE - this.#heldCount;
  }

  /** True where more was read than has come. */
  get isPastEnd(): boolean {
    const extra = this.#next - this.#bytes.length;
    return extra > 0 && extra * BITS_PER_BYTE > this.#heldCount;
  }

  /** Bits that have come and are not read. */
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

  /** Lets go of what was fed: the few bytes that are not read yet are copied. */
  release(): void {
    const { position } = this;
    this.#bytes = copyBytes(this.#unreadBytes());
    this.#origin = position - (position % BITS_PER_BYTE);
    this.goTo(position);
  }

  /**
   * Back, or on, to a position that is not before the first unread byte when `feed` or `release`
   * was called last.
   */
  goTo(position: number): void {
    const offset = position - this.#origin;
    this.#next = Math.floor(offset / BITS_PER_BYTE);
    this.#held = 0;
    this.#heldCount = 0;
    this.read(offset % BITS_PER_BYTE);
  }

  /** The next bits, at most 16, without reading them. The first is the least significant. */
  peek(count: number): number {
    while (this.#heldCount < count) {
      this.#held |= (this.#bytes[this.#next] ?? 0) << this.#heldCount;
      this.#next++;
      this.#heldCount += BITS_PER_BYTE;
    }
    return this.#held & ((1 << count) - 1);
  }

  /** Reads bits that were peeked at. */
  skip(count: number): void {
    this.#held >>>= count;
    this.#heldCount -= count;
  }

  /** At most 16 bits as an unsigned integer. */
  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** Skips what is left of a byte that was begun. */
  skipToByteBorder(): void {
    this.skip(this.#heldCount % BITS_PER_BYTE);
  }

  /** As many bytes as are there, at most `limit`; a view. Expects to stand at a byte's border. */
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
