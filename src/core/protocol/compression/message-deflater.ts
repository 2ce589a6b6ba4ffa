/**
 * Compresses the messages of one direction (RFC 7692 §7.2.1).
 *
 * The compressor is pako, which is large: views that may do without it import this file when they
 * need it.
 */

import { Deflate, Z_FULL_FLUSH, Z_SYNC_FLUSH } from 'pako';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { MESSAGE_TAIL, type Compression } from './permessage-deflate.ts';

export type MessageDeflaterOptions = Compression & {
  /** From 0, stored as it is, to 9, as small as can be. */
  readonly level?: number;
};

/**
 * zlib's smallest window. It serves for 8 bits too: zlib's matches end 262 bytes before its window
 * does, and 512 less 262 is 250, within the 256 bytes of 8 bits.
 */
const SMALLEST_WINDOW_BITS = 9;

/**
 * What an empty message becomes, whatever came before (§7.2.3.6): the beginning of an empty stored
 * block.
 */
const EMPTY_MESSAGE = Uint8Array.of(0x00);

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
    // A full flush forgets the window, so that the next message stands alone.
    this.#flush = contextTakeover ? Z_SYNC_FLUSH : Z_FULL_FLUSH;
  }

  /**
   * The payload of the compressed message, to be cut into frames at will. With context takeover it
   * must be sent, even where it is larger than the message: later messages may refer to it.
   */
  compress(message: Uint8Array): Uint8Array {
    if (message.length === 0) return EMPTY_MESSAGE.slice();
    this.#pieces = [];
    if (!this.#deflate.push(message, this.#flush)) {
      throw new Error(`expected pako to compress, got "${this.#deflate.msg}"`);
    }
    const compressed = concatBytes(this.#pieces);
    return compressed.subarray(0, compressed.length - MESSAGE_TAIL.length);
  }
}
