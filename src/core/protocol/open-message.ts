/** A data message whose frames are coming in: its payload so far, unmasked, and judged as far as it goes. */

import { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { NON_ASCII_BITS, unmaskWords } from './masking-words.ts';
import type { MessageType } from './message-sink.ts';

export class OpenMessage {
  readonly type: MessageType;
  readonly #data = new GrowingBuffer();
  readonly #utf8: Utf8Validator | null;
  /** Bytes that the frames so far have announced. */
  #announced = 0;
  #fragments = 0;

  constructor(type: MessageType) {
    this.type = type;
    this.#utf8 = type === 'text' ? new Utf8Validator() : null;
  }

  get fragments(): number {
    return this.#fragments;
  }

  get announcedSize(): number {
    return this.#announced;
  }

  /** One more frame of it begins. */
  beginFragment(payloadLength: number): void {
    this.#fragments++;
    this.#announced += payloadLength;
  }

  /**
   * Takes part of a frame's payload, the first byte of which is masked by `maskingKey[phase]`. Returns the offset in the
   * message of the first byte that breaks its UTF-8, or null.
   */
  append(bytes: Uint8Array, maskingKey: Uint8Array | null, phase: number): number | null {
    const start = this.#data.append(bytes, this.#announced);
    const { current, size } = this.#data;
    const seen = maskingKey ? unmaskWords(current, start, size, maskingKey, phase) : NON_ASCII_BITS;
    if (this.#utf8 === null) return null;
    const isValid =
      (seen & NON_ASCII_BITS) === 0
        ? this.#utf8.skipAscii(bytes.length)
        : this.#utf8.feed(current.bytes, start, size);
    return isValid ? null : this.#utf8.firstInvalidAt;
  }

  /** False for a text whose last character is half said. */
  get isComplete(): boolean {
    return this.#utf8?.isComplete ?? true;
  }

  get size(): number {
    return this.#data.size;
  }

  /** The payload; nothing more may be appended. */
  take(): Uint8Array {
    return this.#data.take();
  }
}
