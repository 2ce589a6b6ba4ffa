/**
 * Writes messages and control frames as frames: whole messages, or fragments between which control
 * frames may come, compressed if that was negotiated (RFC 6455 §5.4 to §5.6, §6.1; RFC 7692 §6.1).
 */

import type { MessageCompressor } from '#core/protocol/compression/codecs.ts';
import { FrameWriter } from '#core/protocol/framing/frame-writer.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { MessageType } from './message-sink.ts';

export type MessageWriterOptions = {
  /** Returns 4 new bytes for each frame of a client; null for a server (§5.3). */
  readonly nextMaskingKey: (() => Uint8Array) | null;
  /** Null if messages are not compressed. */
  readonly compressor: MessageCompressor | null;
};

/** A frame's bytes, in parts to be sent one after the other. They can be the caller's own bytes. */
type FrameParts = readonly Uint8Array[];

export class MessageWriter {
  readonly #options: MessageWriterOptions;
  readonly #frames = new FrameWriter();
  /** The type of the message whose last fragment is still to come. */
  #openType: MessageType | null = null;

  constructor(options: MessageWriterOptions) {
    this.#options = options;
  }

  /**
   * One message in one frame. Throws a `TypeError` before the last fragment of another message,
   * because fragments of different messages must not be interleaved (§5.4).
   */
  encodeMessage(type: MessageType, data: Uint8Array): FrameParts {
    if (this.#openType !== null) {
      throw new TypeError('expected the last fragment of the open message, got another message');
    }
    return this.#encodeData(type, data, { isFirst: true, isFinal: true });
  }

  /** Throws a `TypeError` for a fragment of another type than the message's first. */
  encodeFragment(type: MessageType, data: Uint8Array, isFinal: boolean): FrameParts {
    const isFirst = this.#openType === null;
    if (!isFirst && this.#openType !== type) {
      throw new TypeError(`expected another ${this.#openType} fragment, got ${type}`);
    }
    const parts = this.#encodeData(type, data, { isFirst, isFinal });
    this.#openType = isFinal ? null : type;
    return parts;
  }

  /** Throws a `RangeError` above 125 bytes (§5.5). */
  encodeControl(kind: 'close' | 'ping' | 'pong', payload: Uint8Array): FrameParts {
    return this.#frames.encode({ opcode: OPCODE[kind], maskingKey: this.#nextKey(), payload });
  }

  #encodeData(
    type: MessageType,
    data: Uint8Array,
    { isFirst, isFinal }: { readonly isFirst: boolean; readonly isFinal: boolean },
  ): FrameParts {
    const { compressor } = this.#options;
    const opcode = isFirst ? OPCODE[type] : OPCODE.continuation;
    const maskingKey = this.#nextKey();
    if (compressor === null) {
      return this.#frames.encode({ isFinal, opcode, maskingKey, payload: data });
    }
    const isWhole = isFirst && isFinal;
    const payload = isWhole
      ? compressor.compress(data)
      : compressor.compressFragment(data, isFinal);
    // RSV1 is set only on the first frame of a compressed message (RFC 7692 §6.1).
    return this.#frames.encode({ isFinal, rsv1: isFirst, opcode, maskingKey, payload });
  }

  #nextKey(): Uint8Array | null {
    return this.#options.nextMaskingKey?.() ?? null;
  }
}
