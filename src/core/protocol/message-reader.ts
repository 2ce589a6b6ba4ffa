/**
 * From frames to messages: checks each frame where its bytes are, unmasks, judges UTF-8 as it arrives and puts
 * fragments together, with control frames in between (RFC 6455 §5.4, §5.5, §5.6, §8.1).
 */

import { concatBytes, copyBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { bitsOfBytes, bitsWithin } from '#core/bytes/bit-range.ts';
import { Utf8Validator } from '#core/bytes/utf8-validator.ts';
import { checkClosePayload, decodeClosePayload } from './close-payload.ts';
import { checkFrameHeader, type FrameHeader } from './frame-header.ts';
import { FrameReader, type FrameSink, type PendingFrame } from './frame-reader.ts';
import { applyMask } from './masking.ts';
import { isControlOpcode, OPCODE } from './opcode.ts';
import { violationOf, type RuleId } from './rules.ts';
import type { Violation } from './violation.ts';

export type MessageType = 'text' | 'binary';

/** What a receiver makes of a stream. */
export type Received =
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping' | 'pong'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string }
  | { readonly kind: 'failure'; readonly violation: Violation<RuleId>; readonly closeCode: number };

export type MessageReaderOptions = {
  /** The side whose bytes are read. */
  readonly sender: 'client' | 'server';
  /** Bytes that a message may have in all; more fails the connection with 1009 (§10.4). */
  readonly maxMessageSize?: number;
};

const PROTOCOL_ERROR = 1002;

/** A data message under way: its pieces, unmasked. */
type OpenMessage = {
  readonly type: MessageType;
  readonly pieces: Uint8Array[];
  size: number;
  readonly utf8: Utf8Validator | null;
};

export class MessageReader implements FrameSink {
  readonly #options: MessageReaderOptions;
  readonly #frames: FrameReader;
  #received: Received[] = [];
  #header: FrameHeader | null = null;
  #message: OpenMessage | null = null;
  #controlPieces: Uint8Array[] = [];

  constructor(options: MessageReaderOptions) {
    this.#options = options;
    this.#frames = new FrameReader(this);
  }

  /** Everything that became known with these bytes. After a Close or a failure the rest is ignored. */
  feed(chunk: Uint8Array): readonly Received[] {
    this.#received = [];
    this.#frames.feed(chunk);
    return this.#received;
  }

  get pending(): PendingFrame {
    return this.#frames.pending;
  }

  /** True between the fragments of a message. */
  get isInsideMessage(): boolean {
    return this.#message !== null;
  }

  takeHeader(header: FrameHeader): boolean {
    this.#header = header;
    const [violation] = checkFrameHeader(header, { sender: this.#options.sender }).filter(
      ({ reaction }) => reaction === 'must fail',
    );
    if (violation) return this.#fail(violation);
    if (isControlOpcode(header.opcode)) {
      this.#controlPieces = [];
      return true;
    }
    return this.#startData(header);
  }

  takePayload(bytes: Uint8Array, index: number): boolean {
    const key = this.#header?.maskingKey;
    const piece = key ? applyMask(bytes, key, index) : copyBytes(bytes);
    if (this.#header !== null && isControlOpcode(this.#header.opcode)) {
      this.#controlPieces.push(piece);
      return true;
    }
    const message = this.#message;
    if (message === null) return false;
    message.pieces.push(piece);
    if (message.utf8?.feed(piece) === false) {
      const at = message.utf8.firstInvalidAt ?? 0;
      return this.#fail(violationOf('message.text-not-utf8', bitsOfBytes(at, at + 1)));
    }
    return true;
  }

  takeEnd(): boolean {
    const header = this.#header;
    if (header === null) return false;
    return isControlOpcode(header.opcode) ? this.#endControl(header) : this.#endData(header);
  }

  #startData(header: FrameHeader): boolean {
    const isContinuation = header.opcode === OPCODE.continuation;
    const opcodeBits = bitsWithin(0, 4, 4);
    if (isContinuation && this.#message === null) {
      return this.#fail(violationOf('message.continuation-without-start', opcodeBits));
    }
    if (!isContinuation && this.#message !== null) {
      return this.#fail(violationOf('message.interleaved', opcodeBits));
    }
    this.#message ??= {
      type: header.opcode === OPCODE.text ? 'text' : 'binary',
      pieces: [],
      size: 0,
      utf8: header.opcode === OPCODE.text ? new Utf8Validator() : null,
    };
    this.#message.size += header.payloadLength.value;
    if (this.#message.size > (this.#options.maxMessageSize ?? Number.MAX_SAFE_INTEGER)) {
      return this.#fail(violationOf('message.too-big', bitsWithin(1, 1, 7)));
    }
    return true;
  }

  #endData(header: FrameHeader): boolean {
    const message = this.#message;
    if (message === null || !header.isFinal) return true;
    if (message.utf8?.isComplete === false) {
      const end = message.size;
      return this.#fail(violationOf('message.text-not-utf8', bitsOfBytes(end - 1, end)));
    }
    this.#message = null;
    this.#received.push({ kind: 'message', type: message.type, data: joinPieces(message.pieces) });
    return true;
  }

  #endControl(header: FrameHeader): boolean {
    const data = joinPieces(this.#controlPieces);
    if (header.opcode !== OPCODE.close) {
      this.#received.push({ kind: header.opcode === OPCODE.ping ? 'ping' : 'pong', data });
      return true;
    }
    const [violation] = checkClosePayload(data);
    if (violation) return this.#fail(violation);
    this.#received.push({ kind: 'close', ...decodeClosePayload(data) });
    return false;
  }

  #fail(violation: Violation<RuleId>): false {
    const closeCode = violation.closeCode ?? PROTOCOL_ERROR;
    this.#received.push({ kind: 'failure', violation, closeCode });
    return false;
  }
}

function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only === undefined) return NO_BYTES;
  return pieces.length === 1 ? only : concatBytes(pieces);
}
