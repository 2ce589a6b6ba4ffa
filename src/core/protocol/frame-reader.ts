/**
 * Finds frames in a stream of bytes that arrives in any pieces (RFC 6455 §5).
 *
 * Nothing is copied but headers that a chunk's border cuts: payloads are handed on as views of the chunks they
 * came in. Nothing is allocated for a length that a header merely claims.
 */

import { copyBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { decodeFrameHeader, type FrameHeader } from './frame-header.ts';

/** Takes what the reader finds, in the order of the wire. Each answers whether to read on. */
export interface FrameSink {
  /** A header is complete. `start` is the frame's offset in the stream, `size` the header's bytes. */
  takeHeader(header: FrameHeader, start: number, size: number): boolean;
  /** Part of the payload, as it is on the wire; `index` is where in the payload it begins. */
  takePayload(bytes: Uint8Array, index: number): boolean;
  /** The frame's last byte has been taken. */
  takeEnd(): boolean;
}

/** Where a stream breaks off: what is being read, and how many bytes of it are missing. */
export type PendingFrame =
  | { readonly part: 'nothing' }
  | { readonly part: 'header'; readonly missing: number; readonly start: number }
  | { readonly part: 'payload'; readonly missing: number; readonly start: number };

export class FrameReader {
  readonly #sink: FrameSink;
  /** Bytes of a header that a chunk's border cut. */
  #headBytes: Uint8Array = NO_BYTES;
  #header: FrameHeader | null = null;
  #payloadRead = 0;
  #frameStart = 0;
  /** Offset in the stream of the next byte to be fed. */
  #offset = 0;
  #isStopped = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** Reads on. After the sink has stopped the reader, further bytes are ignored (RFC 6455 §7.1.7). */
  feed(chunk: Uint8Array): void {
    let at = 0;
    while (!this.#isStopped) {
      const next =
        this.#header === null ? this.#readHeader(chunk, at) : this.#readPayload(chunk, at);
      if (next === null) break;
      at = next;
    }
    this.#offset += chunk.length;
  }

  get pending(): PendingFrame {
    const start = this.#frameStart;
    if (this.#header !== null) {
      const missing = this.#header.payloadLength.value - this.#payloadRead;
      return { part: 'payload', missing, start };
    }
    if (this.#headBytes.length === 0) return { part: 'nothing' };
    const reading = decodeFrameHeader(this.#headBytes);
    const missing = reading.kind === 'incomplete' ? reading.missing : 0;
    return { part: 'header', missing, start };
  }

  /** Returns where in the chunk to read on, or null when the chunk is used up. */
  #readHeader(chunk: Uint8Array, at: number): number | null {
    const carried = this.#headBytes.length;
    if (carried === 0) this.#frameStart = this.#offset + at;
    let bytes = chunk;
    let from = at;
    if (carried > 0) {
      bytes = joinHeaderBytes(this.#headBytes, chunk.subarray(at));
      from = 0;
    }
    const reading = decodeFrameHeader(bytes, from);
    if (reading.kind === 'incomplete') {
      this.#headBytes = copyBytes(bytes, from);
      return null;
    }
    this.#header = reading.header;
    this.#payloadRead = 0;
    this.#headBytes = NO_BYTES;
    const next = at + reading.size - carried;
    this.#obey(this.#sink.takeHeader(reading.header, this.#frameStart, reading.size));
    if (reading.header.payloadLength.value === 0) this.#finishFrame();
    return next;
  }

  #readPayload(chunk: Uint8Array, at: number): number | null {
    const header = this.#header;
    if (header === null || at >= chunk.length) return null;
    const missing = header.payloadLength.value - this.#payloadRead;
    const end = Math.min(chunk.length, at + missing);
    const index = this.#payloadRead;
    this.#payloadRead += end - at;
    this.#obey(this.#sink.takePayload(chunk.subarray(at, end), index));
    if (this.#payloadRead === header.payloadLength.value) this.#finishFrame();
    return end;
  }

  #finishFrame(): void {
    this.#header = null;
    if (!this.#isStopped) this.#obey(this.#sink.takeEnd());
  }

  #obey(goOn: boolean): void {
    if (!goOn) this.#isStopped = true;
  }
}

/** No header is longer than this: 2 + 8 + 4 bytes. */
const LONGEST_HEADER = 14;

function joinHeaderBytes(carried: Uint8Array, rest: Uint8Array): Uint8Array {
  const taken = rest.subarray(0, LONGEST_HEADER - carried.length);
  const joined = new Uint8Array(carried.length + taken.length);
  joined.set(carried);
  joined.set(taken, carried.length);
  return joined;
}
