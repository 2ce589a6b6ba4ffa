/**
 * A data message of which some frames have arrived: its payload so far, unmasked, inflated, and
 * checked to be UTF-8 (RFC 6455 §5.4, §8.1; RFC 7692 §7.2.2).
 */

import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import type { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import { keyWordAt, NON_ASCII_BITS, maskInPlace } from '#core/protocol/framing/masking-words.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import type {
  InflatedPiece,
  MessageInflater,
} from '#core/protocol/compression/message-inflater.ts';
import type { MessageType } from './message-sink.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

/** The least memory for an inflated message, in bytes. No header announces its size. */
const LEAST_INFLATED = 4096;

export class OpenMessage {
  readonly type: MessageType;
  /** Null if the message is not compressed. */
  readonly #inflater: MessageInflater | null;
  readonly #data: GrowingBuffer;
  readonly #utf8: Utf8Validator | null;
  /** The sum of the payload lengths in the headers so far. */
  #announced = 0;
  #fragments = 0;

  /** Writes the payload to `buffer`, which must be empty. No one else may use it meanwhile. */
  constructor(type: MessageType, buffer: GrowingBuffer, inflater: MessageInflater | null) {
    this.type = type;
    this.#data = buffer;
    this.#inflater = inflater;
    this.#utf8 = type === 'text' ? new Utf8Validator() : null;
  }

  get isCompressed(): boolean {
    return this.#inflater !== null;
  }

  get fragments(): number {
    return this.#fragments;
  }

  get announcedSize(): number {
    return this.#announced;
  }

  /** A frame of the message starts. */
  beginFragment(payloadLength: number): void {
    this.#fragments++;
    this.#announced += payloadLength;
  }

  /**
   * Adds part of a frame's payload, which starts at `index` in that payload. Returns the first rule
   * it breaks, or null.
   */
  append(bytes: Uint8Array, maskingKey: Uint8Array | null, index: number): Violation | null {
    if (this.#inflater !== null) {
      const unmasked = maskingKey ? applyMask(bytes, maskingKey, index) : bytes;
      return this.#takeInflated(this.#inflater.feed(unmasked));
    }
    const start = this.#data.append(bytes, this.#announced);
    const { current, size } = this.#data;
    const seen = maskingKey
      ? maskInPlace(current, start, size, keyWordAt(maskingKey, 0), index)
      : NON_ASCII_BITS;
    return this.#checkText(start, seen);
  }

  /**
   * The last frame is complete. Inflates what is left, and checks that a text doesn't end in the
   * middle of a character. Returns the first rule the message breaks, or null.
   */
  end(): Violation | null {
    const failure = this.#inflater === null ? null : this.#takeInflated(this.#inflater.end());
    if (failure !== null || this.#utf8 === null || this.#utf8.isComplete) return failure;
    return notUtf8(this.#data.size - 1);
  }

  /** The payload so far, as a view of the buffer. */
  get data(): Uint8Array {
    return this.#data.view();
  }

  #takeInflated({ pieces, failure }: InflatedPiece): Violation | null {
    for (const piece of pieces) {
      const size = this.#data.size + piece.length;
      const start = this.#data.append(piece, Math.max(LEAST_INFLATED, 2 * size));
      const violation = this.#checkText(start, NON_ASCII_BITS);
      if (violation !== null) return violation;
    }
    return failure?.violation ?? null;
  }

  /** Checks what was added at `start`. `seen` is the OR of its bytes. */
  #checkText(start: number, seen: number): Violation | null {
    if (this.#utf8 === null) return null;
    const { current, size } = this.#data;
    const isValid =
      (seen & NON_ASCII_BITS) === 0
        ? this.#utf8.skipAscii(size - start)
        : this.#utf8.feed(current.bytes, start, size);
    return isValid ? null : notUtf8(this.#utf8.firstInvalidAt ?? start);
  }
}

/** The range is in bits of the message. */
function notUtf8(at: number): Violation {
  return violationAtBytes('message.text-not-utf8', { start: at, end: at + 1 });
}
