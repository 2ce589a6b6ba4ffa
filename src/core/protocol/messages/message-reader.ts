/**
 * Reads frames and reports messages: checks each frame, unmasks it, checks UTF-8 as it arrives, and
 * joins fragments, between which control frames may come (RFC 6455 §5.4, §5.5, §5.6, §6.2, §8.1).
 *
 * The chunks it reads stay unchanged, because their bytes are displayed. The bytes it reports are
 * lent: see `MessageSink`.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { GrowingBuffer } from '#core/bytes/word-buffer.ts';
import { PROTOCOL_ERROR } from './close-code.ts';
import { decodeClosePayload, faultInClose } from './close-payload.ts';
import {
  checkFirstByte,
  checkPayloadLength,
  checkSecondByte,
  decodeFirstByte,
  decodeSecondByte,
  frameHeaderLayout,
  RSV1_BIT,
  type FirstByte,
  type FrameHeader,
  type HeaderContext,
  type SecondByte,
} from '#core/protocol/framing/frame-header.ts';
import {
  FrameReader,
  type FrameSink,
  type PendingFrame,
} from '#core/protocol/framing/frame-reader.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import type { ReceiverCodecs } from '#core/protocol/compression/codecs.ts';
import type { MessageInflater } from '#core/protocol/compression/message-inflater.ts';
import { BETWEEN_MESSAGES, checkNextFrame, orderAfter } from './message-order.ts';
import type { MessageSink } from './message-sink.ts';
import { OpenMessage } from './open-message.ts';
import { isControlOpcode, OPCODE, type Opcode } from '#core/protocol/framing/opcode.ts';
import type { Compression } from '#core/protocol/compression/permessage-deflate.ts';
import { sevenBitsOf } from '#core/protocol/framing/payload-length.ts';
import { isFatal, violationOf, type Violation } from '#core/protocol/rules/violation.ts';
import { takeWholeFrames, type PlainFrameOptions } from '#core/protocol/framing/whole-frames.ts';

export type MessageReaderOptions = {
  /** The role of the peer, whose bytes are read. */
  readonly sender: 'client' | 'server';
  /** Absent limits are those of `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** How the peer compresses; null if permessage-deflate was not negotiated. */
  readonly compression?: Compression | null;
  /** Needed if the peer compresses. */
  readonly codecs?: ReceiverCodecs;
  /** Whether it decides as a browser: see `faultInClose` and `isFatal`. */
  readonly isBrowser?: boolean;
};

const { opcode: OPCODE_BITS, length: LENGTH_BITS } = frameHeaderLayout(7, false);

/** Throws a `TypeError` if the peer compresses and there are no codecs. */
export class MessageReader implements FrameSink {
  readonly #sink: MessageSink;
  readonly #limits: Limits;
  readonly #context: HeaderContext;
  /** In the first frame of a message, RSV1 can mean that it is compressed (RFC 7692 §6). */
  readonly #firstFrameContext: HeaderContext;
  readonly #inflater: MessageInflater | null;
  readonly #isBrowser: boolean;
  readonly #plain: PlainFrameOptions;
  readonly #frames = new FrameReader(this);
  #header: FrameHeader | null = null;
  #message: OpenMessage | null = null;
  #order = BETWEEN_MESSAGES;
  /** Reused memory: one message at a time is joined in `#assembly`. */
  readonly #assembly = new GrowingBuffer();
  readonly #unmaskBuffer = new GrowingBuffer();
  /** The unmasked payload of the current control frame: at most 125 bytes. */
  #control: Uint8Array[] = [];
  /** Unread chunks. They are kept here if a sink calls `feed` or throws. */
  readonly #waiting: Uint8Array[] = [];
  #isReading = false;

  constructor(options: MessageReaderOptions, sink: MessageSink) {
    this.#sink = sink;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    const { maxFrameSize, maxMessageSize } = this.#limits;
    const { sender, compression = null, codecs, isBrowser = false } = options;
    this.#isBrowser = isBrowser;
    if (compression && !codecs) throw new TypeError('expected codecs, got none');
    this.#inflater =
      (compression && codecs?.makeInflater({ ...compression, maxMessageSize })) ?? null;
    this.#context = { sender };
    this.#firstFrameContext = compression
      ? { sender, allowedReservedBits: RSV1_BIT }
      : this.#context;
    this.#plain = {
      isMasked: sender === 'client',
      maxMessageSize: Math.min(maxFrameSize, maxMessageSize),
    };
  }

  /**
   * Reads a chunk, and reports everything that is complete with it. After a Close frame or a
   * failure it ignores all bytes.
   */
  feed(chunk: Uint8Array): void {
    this.#waiting.push(chunk);
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#read(next);
    } finally {
      this.#isReading = false;
    }
  }

  /** What is incomplete at the end of the bytes so far. */
  get pending(): PendingFrame {
    return this.#frames.pending;
  }

  /** Whether a message has started, and its last frame isn't complete. */
  get isInsideMessage(): boolean {
    return this.#message !== null;
  }

  #read(chunk: Uint8Array): void {
    const cursor = { at: 0 };
    try {
      while (cursor.at < chunk.length && !this.#frames.isStopped) {
        if (this.#message === null && this.#frames.isBetweenFrames) {
          takeWholeFrames(chunk, cursor, this.#plain, this.#sink, this.#unmaskBuffer);
        }
        if (cursor.at < chunk.length) this.#frames.readFrame(chunk, cursor);
      }
    } catch (error) {
      this.#waiting.unshift(chunk.subarray(cursor.at));
      throw error;
    }
  }

  /** Fails at the first wrong byte, without waiting for the rest of the header. */
  takeHeaderStart([first = 0, second]: Uint8Array): boolean {
    const firstByte = decodeFirstByte(first);
    const secondByte = second === undefined ? null : decodeSecondByte(second);
    return this.#accept(this.#checkStart(firstByte, secondByte));
  }

  takeHeader(header: FrameHeader): boolean {
    this.#header = header;
    const { form, value } = header.payloadLength;
    const isMasked = header.maskingKey !== null;
    const violations = [
      ...this.#checkStart(header, { isMasked, sevenBits: sevenBitsOf(form, value) }),
      ...checkPayloadLength(header.payloadLength),
    ];
    if (!this.#accept(violations)) return false;
    if (!isControlOpcode(header.opcode)) return this.#beginFragment(header);
    this.#control = [];
    return true;
  }

  takePayload(bytes: Uint8Array, index: number): boolean {
    const key = this.#header?.maskingKey ?? null;
    const message = this.#message;
    if (this.#header === null || isControlOpcode(this.#header.opcode) || message === null) {
      this.#control.push(key ? applyMask(bytes, key, index) : bytes);
      return true;
    }
    const violation = message.append(bytes, key, index);
    return violation === null || this.#fail(violation);
  }

  takeEnd(): boolean {
    const header = this.#header;
    if (header === null) return false;
    this.#order = orderAfter(this.#order, header);
    if (isControlOpcode(header.opcode)) return this.#endControl(header.opcode);
    return !header.isFinal || this.#endMessage();
  }

  /** Checks what the first one or two bytes of a header show. */
  #checkStart(first: FirstByte, second: SecondByte | null): Violation[] {
    const isFirstFrame = first.opcode === OPCODE.text || first.opcode === OPCODE.binary;
    const context = isFirstFrame ? this.#firstFrameContext : this.#context;
    const violations = checkFirstByte(first, context);
    const brokenOrder = checkNextFrame(this.#order, first);
    if (brokenOrder !== null) violations.push(violationOf(brokenOrder, OPCODE_BITS));
    if (second === null) return violations;
    violations.push(...checkSecondByte(second, first.opcode, this.#context));
    if (first.opcode === OPCODE.close && second.sevenBits === 1) {
      violations.push(violationOf('close.one-byte', LENGTH_BITS));
    }
    return violations;
  }

  #beginFragment(header: FrameHeader): boolean {
    const { value } = header.payloadLength;
    this.#message ??= new OpenMessage(
      header.opcode === OPCODE.text ? 'text' : 'binary',
      this.#assembly,
      header.rsv1 ? this.#inflater : null,
    );
    const message = this.#message;
    message.beginFragment(value);
    const { maxFrameSize, maxMessageSize, maxFragments } = this.#limits;
    // The inflater checks the size of a compressed message.
    const isTooBig = !message.isCompressed && message.announcedSize > maxMessageSize;
    if (value > maxFrameSize || isTooBig) {
      return this.#fail(violationOf('message.too-big', LENGTH_BITS));
    }
    if (message.fragments > maxFragments) {
      return this.#fail(violationOf('message.too-many-fragments', OPCODE_BITS));
    }
    return true;
  }

  #endMessage(): boolean {
    const message = this.#message;
    if (message === null) return true;
    const violation = message.end();
    if (violation !== null) return this.#fail(violation);
    this.#message = null;
    try {
      this.#sink.takeMessage(message.type, message.data);
    } finally {
      this.#assembly.empty();
    }
    return true;
  }

  #endControl(opcode: Opcode): boolean {
    const data = concatBytes(this.#control);
    if (opcode === OPCODE.ping) this.#sink.takePing(data);
    else if (opcode === OPCODE.pong) this.#sink.takePong(data);
    else return this.#endClose(data);
    return true;
  }

  #endClose(payload: Uint8Array): false {
    const violation = faultInClose(payload, this.#isBrowser);
    if (violation !== null) return this.#fail(violation);
    const { code, reason } = decodeClosePayload(payload);
    this.#sink.takeClose(code, reason);
    return false;
  }

  /** Fails at the first violation at which this reader fails. Returns whether to read on. */
  #accept(violations: readonly Violation[]): boolean {
    const violation = violations.find((each) => isFatal(each, this.#isBrowser));
    return violation === undefined || this.#fail(violation);
  }

  #fail(violation: Violation): false {
    this.#sink.takeFailure({ violation, closeCode: violation.closeCode ?? PROTOCOL_ERROR });
    return false;
  }
}
