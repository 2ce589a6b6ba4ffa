/**
 * Compresses the messages of one direction (RFC 7692 §7.2.1).
 *
 * The compressor is pako, which is large. Pages import this file only when they need it.
 */

import { Deflate, Z_FULL_FLUSH, Z_SYNC_FLUSH } from 'pako';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { MESSAGE_TAIL, type Compression } from './permessage-deflate.ts';

export type MessageDeflaterOptions = Compression & {
  /** From 0, stored without compression, to 9, the smallest result. */
  readonly level?: number;
};

/**
 * zlib's smallest window. It is also right for 8 bits: zlib never refers to the oldest 262 bytes of
 * its window, and 512 - 262 = 250 bytes are within the 256 bytes of 8 bits.
 */
const SMALLEST_WINDOW_BITS = 9;

/** Every empty message compresses to this (§7.2.3.6): the start of an empty stored block. */
const EMPTY_MESSAGE = Uint8Array.of(0x00);

/** Expects the messages in the order in which they are sent. */
export class MessageDeflater {
  readonly #deflate: Deflate;
  readonly #flush: typeof Z_SYNC_FLUSH | typeof Z_FULL_FLUSH;
  #pieces: Uint8Array[] = [];

  constructor({ contextTakeover, windowBits, level = 6 }: MessageDeflaterOptions) {
    this.#deflate = new Deflate({
      raw: true,
      windowBits: Math.max(windowBits, SMALLEST_WINDOW_BITS),
      level,
    });
    this.#deflate.onData = (piece) => this.#pieces.push(piece);
    // A full flush clears the window, so the next message doesn't refer to this one.
    this.#flush = contextTakeover ? Z_SYNC_FLUSH : Z_FULL_FLUSH;
  }

  /**
   * The payload of the compressed message, for any number of frames. With context takeover it must
   * be sent even if it is larger than the message, because later messages can refer to it.
   */
  compress(message: Uint8Array): Uint8Array {
    if (message.length === 0) return EMPTY_MESSAGE.slice();
    return this.#withoutTail(this.#push(message, this.#flush));
  }

  /**
   * The payload of one fragment, flushed, so that a receiver can inflate it when it arrives. Only
   * the last fragment loses its tail (RFC 7692 §7.2.1). The fragments of a message must follow one
   * another.
   */
  compressFragment(fragment: Uint8Array, isFinal: boolean): Uint8Array {
    if (!isFinal) return this.#push(fragment, Z_SYNC_FLUSH);
    const compressed = this.#push(fragment, this.#flush);
    // After a flush, nothing more is to be flushed, so deflate writes nothing for no bytes.
    return compressed.length === 0 ? EMPTY_MESSAGE.slice() : this.#withoutTail(compressed);
  }

  #push(bytes: Uint8Array, flush: typeof Z_SYNC_FLUSH | typeof Z_FULL_FLUSH): Uint8Array {
    this.#pieces = [];
    if (!this.#deflate.push(bytes, flush)) {
      throw new Error(`expected pako to compress, got "${this.#deflate.msg}"`);
    }
    return concatBytes(this.#pieces);
  }

  #withoutTail(compressed: Uint8Array): Uint8Array {
    return compressed.subarray(0, compressed.length - MESSAGE_TAIL.length);
  }
}
