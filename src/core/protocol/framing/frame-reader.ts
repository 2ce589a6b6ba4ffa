/**
 * Finds frames in a stream of bytes that arrives in any pieces (RFC 6455 §5).
 *
 * Nothing is copied but headers that a chunk's border cuts: payloads are handed on as views of the
 * chunks they came in. Nothing is allocated for a length that a header merely claims.
 */

import { copyBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { decodeFrameHeader, type FrameHeader } from './frame-header.ts';

/** Takes what the reader finds, in the order of the wire. Each answers whether to read on. */
export interface FrameSink {
  /** A header has begun, and a chunk ends within it. */
  takeHeaderStart(bytes: Uint8Array): boolean;
  /** A header is complete. */
  takeHeader(header: FrameHeader): boolean;
  /** Part of the payload, as it is on the wire; `index` is where in the payload it begins. */
  takePayload(bytes: Uint8Array, index: number): boolean;
  /** The frame's last byte has been taken. */
  takeEnd(): boolean;
}

/** Where a stream breaks off: what is being read, and how many bytes of it are missing at least. */
export type PendingFrame =
  | { readonly part: 'nothing' }
  | { readonly part: 'header'; readonly missing: number }
  | { readonly part: 'payload'; readonly missing: number };

/** How far a chunk has been read. */
export type ChunkCursor = { at: number };

/** No header is longer than this: 2 + 8 + 4 bytes. */
const LONGEST_HEADER = 14;

export class FrameReader {
  readonly #sink: FrameSink;
  /** Bytes of a header that a chunk's border cut. */
  #headBytes: Uint8Array = NO_BYTES;
  #header: FrameHeader | null = null;
  #payloadRead = 0;
  #isStopped = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /**
   * Reads on to the end of one frame or of the chunk. Once the sink has stopped it, what is left
   * must be ignored (RFC 6455 §7.1.7). The cursor moves before the sink is called, so that nothing
   * is read twice if a sink throws.
   */
  readFrame(chunk: Uint8Array, cursor: ChunkCursor): void {
    if (this.#header === null) this.#readHeader(chunk, cursor);
    if (this.#header !== null) this.#readPayload(chunk, cursor);
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** True where the next byte begins a frame. */
  get isBetweenFrames(): boolean {
    return this.#header === null && this.#headBytes.length === 0;
  }

  get pending(): PendingFrame {
    if (this.#header !== null) {
      return { part: 'payload', missing: this.#header.payloadLength.value - this.#payloadRead };
    }
    if (this.#headBytes.length === 0) return { part: 'nothing' };
    const reading = decodeFrameHeader(this.#headBytes);
    return { part: 'header', missing: reading.kind === 'incomplete' ? reading.missing : 0 };
  }

  #readHeader(chunk: Uint8Array, cursor: ChunkCursor): void {
    const { at } = cursor;
    const carried = this.#headBytes.length;
    const bytes = carried === 0 ? chunk : joinHeaderBytes(this.#headBytes, chunk.subarray(at));
    const reading = decodeFrameHeader(bytes, carried === 0 ? at : 0);
    if (reading.kind === 'incomplete') {
      this.#headBytes = copyBytes(bytes, carried === 0 ? at : 0);
      cursor.at = chunk.length;
      this.#obey(this.#sink.takeHeaderStart(this.#headBytes));
      return;
    }
    this.#headBytes = NO_BYTES;
    this.#header = reading.header;
    this.#payloadRead = 0;
    cursor.at = at + reading.size - carried;
    this.#obey(this.#sink.takeHeader(reading.header));
    if (reading.header.payloadLength.value === 0) this.#finishFrame();
  }

  #readPayload(chunk: Uint8Array, cursor: ChunkCursor): void {
    const { at } = cursor;
    const header = this.#header;
    if (header === null || this.#isStopped || at >= chunk.length) return;
    const index = this.#payloadRead;
    const end = Math.min(chunk.length, at + header.payloadLength.value - index);
    this.#payloadRead += end - at;
    cursor.at = end;
    this.#obey(this.#sink.takePayload(chunk.subarray(at, end), index));
    if (this.#payloadRead === header.payloadLength.value) this.#finishFrame();
  }

  #finishFrame(): void {
    this.#header = null;
    if (!this.#isStopped) this.#obey(this.#sink.takeEnd());
  }

  #obey(goOn: boolean): void {
    if (!goOn) this.#isStopped = true;
  }
}

function joinHeaderBytes(carried: Uint8Array, rest: Uint8Array): Uint8Array {
  const taken = rest.subarray(0, LONGEST_HEADER - carried.length);
  const joined = new Uint8Array(carried.length + taken.length);
  joined.set(carried);
  joined.set(taken, carried.length);
  return joined;
}
