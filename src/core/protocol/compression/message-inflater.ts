/**
 * Inflates the compressed messages of one direction, each in chunks of any size (RFC 7692 §7.2.2).
 * Loaded lazily: it is large, and needed only for compression.
 */

import { shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { bytesEqual, concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import type { DeflateFault } from '#core/deflate/fault.ts';
import { Inflater, type Inflated } from '#core/deflate/inflater.ts';
import { MidStreamInflater, type PartlyInflated } from '#core/deflate/mid-stream-inflater.ts';
import { toEnclosingBitRange } from '#core/deflate/packed-bits.ts';
import { MESSAGE_TAIL, type Compression } from './permessage-deflate.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import { violationAtBytes, violationOf, type Violation } from '#core/protocol/rules/violation.ts';

export type MessageInflaterOptions = Compression & {
  /** In bytes, inflated. A larger message fails the connection with 1009. */
  readonly maxMessageSize?: number;
  /** Whether messages were sent before the first one that is fed. */
  readonly startsMidStream?: boolean;
};

/** The result of a piece of compressed payload. */
export type InflatedPiece = {
  /** In order; none is empty. */
  readonly pieces: readonly Uint8Array[];
  /** The bytes of the inflated message that are copies of unknown bytes. Their value is 00. */
  readonly unknown: readonly ByteRange[];
  readonly failure: DeflateFailure | null;
};

export type DeflateFailure = {
  /** Its range is in bits of the message's compressed payload, without the tail. */
  readonly violation: Violation;
  /** What is wrong with the data; null if the message ended too early, or too late. */
  readonly fault: DeflateFault | null;
};

/** The common part of both inflaters. */
type StreamInflater = Pick<
  Inflater,
  'position' | 'outputSize' | 'isAtBlockBoundary' | 'allowOutput' | 'forgetWindow'
> & { feed(chunk: Uint8Array): Inflated & Partial<PartlyInflated> };

const RULE_BROKEN_BY = {
  'block-type-reserved': 'deflate.block-type',
  'stored-length-mismatch': 'deflate.stored-length',
  'too-many-codes': 'deflate.code-lengths',
  'code-over-subscribed': 'deflate.code-lengths',
  'code-under-subscribed': 'deflate.code-lengths',
  'repeat-of-nothing': 'deflate.code-lengths',
  'repeat-too-long': 'deflate.code-lengths',
  'end-of-block-without-code': 'deflate.code-lengths',
  'code-unassigned': 'deflate.symbol',
  'symbol-reserved': 'deflate.symbol',
  'distance-before-start': 'deflate.distance-before-start',
  'distance-outside-window': 'deflate.distance-outside-window',
  'output-too-big': 'message.too-big',
} as const satisfies Record<DeflateFault['kind'], RuleId>;

/** The payload with its tail, as the compressor wrote it: to inflate one message by itself. */
export function restoreTail(payload: Uint8Array): Uint8Array {
  return concatBytes([payload, MESSAGE_TAIL]);
}

export function makeMessageInflater(options: MessageInflaterOptions): MessageInflater {
  return new MessageInflater(options);
}

export class MessageInflater {
  readonly #options: MessageInflaterOptions;
  readonly #inflater: StreamInflater;
  #isInsideMessage = false;
  /** The start of the message, in bits of compressed data and in bytes of output. */
  #start = 0;
  #outputStart = 0;
  /** The number of compressed bytes of the message so far, and the last four of them. */
  #payloadSize = 0;
  #lastBytes: Uint8Array = NO_BYTES;
  #failure: DeflateFailure | null = null;

  constructor(options: MessageInflaterOptions) {
    this.#options = options;
    const { windowBits, contextTakeover, startsMidStream = false } = options;
    // Without context takeover, a message doesn't refer to those before it.
    this.#inflater =
      startsMidStream && contextTakeover
        ? new MidStreamInflater({ windowBits })
        : new Inflater({ windowBits });
  }

  /**
   * Reads payload of the current message, or of the next one. After a violation, it reads nothing
   * and returns the same violation.
   */
  feed(payload: Uint8Array): InflatedPiece {
    if (!this.#isInsideMessage) this.#beginMessage();
    if (this.#failure !== null) return this.#afterFailure();
    this.#payloadSize += payload.length;
    this.#lastBytes = lastBytesOf(this.#lastBytes, payload);
    const { pieces, unknown, fault } = this.#inflate(payload);
    if (fault !== null) this.#failure = { violation: this.#violationOf(fault), fault };
    return { pieces, unknown, failure: this.#failure };
  }

  /** The last frame of the message is complete. */
  end(): InflatedPiece {
    if (!this.#isInsideMessage) this.#beginMessage();
    this.#isInsideMessage = false;
    if (this.#failure !== null) return this.#afterFailure();
    const hadItsTail =
      this.#inflater.isAtBlockBoundary && bytesEqual(this.#lastBytes, MESSAGE_TAIL);
    const { pieces, unknown, fault } = this.#inflate(MESSAGE_TAIL);
    // If we are in the middle of a block here, the message was truncated.
    if (fault === null && this.#inflater.isAtBlockBoundary)
      return { pieces, unknown, failure: null };
    const size = this.#payloadSize;
    const start = Math.max(0, hadItsTail ? size - MESSAGE_TAIL.length : size - 1);
    const id = hadItsTail ? 'deflate.tail-kept' : 'deflate.cut-short';
    this.#failure = { violation: violationAtBytes(id, { start, end: size }), fault: null };
    return this.#afterFailure();
  }

  #beginMessage(): void {
    const { contextTakeover, maxMessageSize } = this.#options;
    this.#isInsideMessage = true;
    if (!contextTakeover) this.#inflater.forgetWindow();
    if (maxMessageSize !== undefined) this.#inflater.allowOutput(maxMessageSize);
    this.#start = this.#inflater.position;
    this.#outputStart = this.#inflater.outputSize;
    this.#payloadSize = 0;
    this.#lastBytes = NO_BYTES;
  }

  #inflate(bytes: Uint8Array) {
    const { pieces, fault, unknown = [] } = this.#inflater.feed(bytes);
    const withinMessage = unknown.map((range) => shiftRange(range, -this.#outputStart));
    return { pieces, fault, unknown: withinMessage };
  }

  #violationOf({ kind, range }: DeflateFault): Violation {
    const withinMessage = shiftRange(range, -this.#start);
    return violationOf(RULE_BROKEN_BY[kind], toEnclosingBitRange(withinMessage));
  }

  #afterFailure(): InflatedPiece {
    return { pieces: [], unknown: [], failure: this.#failure };
  }
}

function lastBytesOf(before: Uint8Array, bytes: Uint8Array): Uint8Array {
  const last = bytes.subarray(-MESSAGE_TAIL.length);
  return concatBytes([before, last]).subarray(-MESSAGE_TAIL.length);
}
