/**
 * A data message whose frames are coming in: its payload so far, unmasked, inflated, and judged as
 * far as it goes.
 */

import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import type { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import { keyWordAt, NON_ASCII_BITS, unmaskWords } from '#core/protocol/framing/masking-words.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import type {
  InflatedPiece,
  MessageInflater,
} from '#core/protocol/compression/message-inflater.ts';
import type { MessageType } from './message-sink.ts';
import { violationAtBytes, type Violation } from '#core/protocol/rules/violation.ts';

/** What is set aside for an inflated message, whose size nobody announces. */
const LEAST_INFLATED = 4096;

export class OpenMessage {
  readonly type: MessageType;
  /** Null for a message that is not compressed. */
  readonly #inflater: MessageInflater | null;
  readonly #data: GrowingBuffer;
  readonly #utf8: Utf8Validator | null;
  /** Bytes that the frames so far have announced. */
  #announced = 0;
  #fragments = 0;

  /** Puts the payload into `buffer`, which is empty and its own until the message is over. */
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

  /** One more frame of it begins. */
  beginFragment(payloadLength: number): void {
    this.#fragments++;
    this.#announced += payloadLength;
  }

  /** Takes part of a frame's payload, the first byte of which is masked by `maskingKey[phase]`. */
  append(bytes: Uint8Array, maskingKey: Uint8Array | null, phase: number): Violation | null {
    if (this.#inflater !== null) {
      const unmasked = maskingKey ? applyMask(bytes, maskingKey, phase) : bytes;
      return this.#takeInflated(this.#inflater.feed(unmasked));
    }
    const start = this.#data.append(bytes, this.#announced);
    const { current, size } = this.#data;
    const seen = maskingKey
      ? unmaskWords(current, start, size, keyWordAt(maskingKey, 0), phase)
      : NON_ASCII_BITS;
    return this.#judgeText(start, seen);
  }

  /**
   * The last frame is over: what was left to inflate, and whether the text ends with a whole
   * character.
   */
  end(): Violation | null {
    const breach = this.#inflater === null ? null : this.#takeInflated(this.#inflater.end());
    if (breach !== null || this.#utf8 === null || this.#utf8.isComplete) return breach;
    return notUtf8(this.#data.size - 1);
  }

  /** The payload, as a view of the buffer. */
  get data(): Uint8Array {
    return this.#data.view();
  }

  #takeInflated({ pieces, breach }: InflatedPiece): Violation | null {
    for (const piece of pieces) {
      const size = this.#data.size + piece.length;
      const start = this.#data.append(piece, Math.max(LEAST_INFLATED, 2 * size));
      const violation = this.#judgeText(start, NON_ASCII_BITS);
      if (violation !== null) return violation;
    }
    return breach?.violation ?? null;
  }

  /** Judges what was appended at `start`; `seen` is all of it, ORed. */
  #judgeText(start: number, seen: number): Violation | null {
    if (this.#utf8 === null) return null;
    const { current, size } = this.#data;
    const isValid =
      (seen & NON_ASCII_BITS) === 0
        ? this.#utf8.skipAscii(size - start)
        : this.#utf8.feed(current.bytes, start, size);
    return isValid ? null : notUtf8(this.#utf8.firstInvalidAt ?? start);
  }
}

/** The range is over the message. */
function notUtf8(at: number): Violation {
  return violationAtBytes('message.text-not-utf8', { start: at, end: at + 1 });
}
