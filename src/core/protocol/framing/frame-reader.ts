/**
 * Finds the frames in a stream of bytes that arrives in chunks of any size (RFC 6455 §5).
 *
 * Payloads are passed on as views of the chunks they arrived in. The reader copies only headers
 * that the end of a chunk cuts. It allocates nothing for a length that a header merely claims.
 */

import { copyBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { decodeFrameHeader, MAX_HEADER_SIZE, type FrameHeader } from './frame-header.ts';

/**
 * Receives what the reader finds, in the order of the wire. Each method returns false to stop the
 * reader for good.
 */
export interface FrameSink {
  /** A chunk ended in the middle of a header. `bytes` is what arrived of it. */
  takeHeaderStart(bytes: Uint8Array): boolean;
  /** A header is complete. */
  takeHeader(header: FrameHeader): boolean;
  /** Part of the payload, as it is on the wire. It starts at `index` in the payload. */
  takePayload(bytes: Uint8Array, index: number): boolean;
  /** The frame is complete. */
  takeEnd(): boolean;
}

/** What is incomplete at the end of the bytes so far, and how many bytes it is missing at least. */
export type PendingFrame =
  | { readonly part: 'nothing' }
  | { readonly part: 'header'; readonly missing: number }
  | { readonly part: 'payload'; readonly missing: number };

/** How far a chunk has been read: the offset of the next byte. */
export type ChunkCursor = { at: number };

export class FrameReader {
  readonly #sink: FrameSink;
  /** The start of a header that the end of a chunk cut. */
  #headerStart: Uint8Array = NO_BYTES;
  #header: FrameHeader | null = null;
  #payloadRead = 0;
  #isStopped = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /**
   * Reads up to the end of one frame, or of the chunk. Once the sink has stopped the reader, the
   * caller must ignore the rest (§7.1.7). The cursor moves before the sink is called, so that no
   * byte is read twice if a sink throws.
   */
  readFrame(chunk: Uint8Array, cursor: ChunkCursor): void {
    if (this.#header === null) this.#readHeader(chunk, cursor);
    this.#readPayload(chunk, cursor);
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Whether the next byte starts a frame. */
  get isBetweenFrames(): boolean {
    return this.#header === null && this.#headerStart.length === 0;
  }

  get pending(): PendingFrame {
    if (this.#header !== null) {
      return { part: 'payload', missing: this.#header.payloadLength.value - this.#payloadRead };
    }
    if (this.#headerStart.length === 0) return { part: 'nothing' };
    const reading = decodeFrameHeader(this.#headerStart);
    return { part: 'header', missing: reading.kind === 'incomplete' ? reading.missing : 0 };
  }

  #readHeader(chunk: Uint8Array, cursor: ChunkCursor): void {
    const { at } = cursor;
    const carried = this.#headerStart.length;
    const bytes = carried === 0 ? chunk : joinHeaderBytes(this.#headerStart, chunk.subarray(at));
    const reading = decodeFrameHeader(bytes, carried === 0 ? at : 0);
    if (reading.kind === 'incomplete') {
      this.#headerStart = copyBytes(bytes, carried === 0 ? at : 0);
      cursor.at = chunk.length;
      this.#obey(this.#sink.takeHeaderStart(this.#headerStart));
      return;
    }
    this.#headerStart = NO_BYTES;
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
  const taken = rest.subarray(0, MAX_HEADER_SIZE - carried.length);
  const joined = new Uint8Array(carried.length + taken.length);
  joined.set(carried);
  joined.set(taken, carried.length);
  return joined;
}
