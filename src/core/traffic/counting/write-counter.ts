/** Counts the bytes of a write by purpose, without making them. */

import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { dataFrameHeadersSize } from '#core/http2/data-frames.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { noBytes, type Tally } from './byte-counts.ts';
import {
  chunkFraming,
  eventFramingSize,
  HEARTBEAT_COMMENT_SIZE,
} from '#core/traffic/wire/event-encoding.ts';
import { headSize, type HeadTemplate } from '#core/traffic/heads/head-template.ts';
import type { HeadId } from '#core/traffic/heads/header-profile.ts';
import { Http2Estimate } from './http2-estimate.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import { wrappingSize } from '#core/traffic/wire/message-list.ts';
import type {
  Answer,
  Exchange,
  SentEvent,
  SentFrame,
  Write,
} from '#core/traffic/methods/method-run.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';

/** Two bytes of status code (RFC 6455 §5.5.1). */
export const CLOSE_PAYLOAD_SIZE = 2;

/** Payloads, bodies and events as they were compressed. */
export type CompressedWrites = ReadonlyMap<Write, Uint8Array>;

export class WriteCounter {
  readonly #plan: WirePlan;
  readonly #compressed: CompressedWrites | null;
  readonly #compressedSizeOf: (write: Write) => number | undefined;
  readonly #http2: Http2Estimate | null;
  /** The counts of all writes so far. */
  readonly tally: Tally = noBytes();

  /**
   * `compressed` is null if nothing is. Writes that it doesn't have can get compressed sizes from
   * elsewhere.
   */
  constructor(
    plan: WirePlan,
    compressed: CompressedWrites | null,
    compressedSizeOf = (write: Write): number | undefined => this.compressedOf(write)?.length,
  ) {
    this.#plan = plan;
    this.#compressed = compressed;
    this.#compressedSizeOf = compressedSizeOf;
    this.#http2 = plan.isHttp2 ? new Http2Estimate(plan) : null;
  }

  /** Adds a write to the tally and returns its size in bytes. */
  count(write: Write): number {
    switch (write.kind) {
      case 'request':
        return this.#countRequest(write);
      case 'answer':
        return this.#countAnswer(write);
      case 'event':
        return this.#countEvent(write);
      case 'frame':
        return this.#countFrame(write);
    }
  }

  /** The compressed payload, body or event, before masking; undefined if uncompressed. */
  compressedOf(write: Write): Uint8Array | undefined {
    return this.#compressed?.get(write);
  }

  /** The DATA frames that the estimate puts into separate segments. */
  extraWritesOf(write: Write): number {
    return this.#http2?.extraWritesOf(write) ?? 0;
  }

  #head(id: HeadId, write: Exchange | Answer, length: number): number {
    const template: HeadTemplate = this.#plan.profile.heads[id];
    if (this.#http2 !== null) return this.#http2.headSize(id, template, write, length);
    const since = write.kind === 'request' ? write.since : 0;
    return headSize(template, { since, length });
  }

  #countRequest(exchange: Exchange): number {
    const { purpose, posted } = exchange;
    const payload = posted?.size ?? 0;
    const head = this.#head(`${purpose}-request`, exchange, payload);
    const isOpening = purpose === 'opening' || purpose === 'stream';
    this.tally[isOpening ? 'handshake' : 'request-head'] += head;
    this.tally.payload += payload;
    return head + payload;
  }

  #countAnswer(answer: Answer): number {
    const { purpose, messages } = answer;
    if (purpose === 'opening' || purpose === 'stream') {
      const head = this.#head(`${purpose}-response`, answer, 0);
      this.tally.handshake += head;
      return head;
    }
    const isPost = purpose === 'post';
    const isEmpty = messages.length === 0;
    const hasBody = !isPost && (!isEmpty || this.#plan.emptyAnswer === 'empty-list');
    const compressed = this.#compressedSizeOf(answer);
    const isWrapped = hasBody && compressed === undefined;
    const wrapping = isWrapped ? wrappingSize(messages.length, this.#plan.format) : 0;
    const payload = compressed ?? sizeOf(messages);
    const id = isPost ? 'post-response' : hasBody ? 'news-response' : 'empty-response';
    const head = this.#head(id, answer, wrapping + payload);
    this.tally['response-head'] += head;
    this.tally['body-wrapping'] += wrapping;
    this.tally.payload += payload;
    return head + wrapping + payload;
  }

  #countEvent(event: SentEvent): number {
    const { format, hasEventIds } = this.#plan;
    const compressed = this.#compressedSizeOf(event);
    if (compressed !== undefined) {
      const framing =
        this.#http2 === null ? chunkFraming(compressed) : dataFrameHeadersSize(compressed);
      const isMessage = event.message !== null;
      this.tally[isMessage ? 'event-framing' : 'heartbeat'] += framing;
      this.tally[isMessage ? 'payload' : 'heartbeat'] += compressed;
      return framing + compressed;
    }
    if (event.message === null) {
      const size = this.#http2?.commentSize ?? HEARTBEAT_COMMENT_SIZE;
      this.tally.heartbeat += size;
      return size;
    }
    const framing =
      this.#http2?.eventFramingSize(event.message) ??
      eventFramingSize(event.message, format, hasEventIds);
    this.tally['event-framing'] += framing;
    this.tally.payload += event.message.size;
    return framing + event.message.size;
  }

  #countFrame(frame: SentFrame): number {
    const { tally } = this;
    const keySize = frame.direction === 'client-to-server' ? MASKING_KEY_SIZE : 0;
    if (frame.carries !== 'messages') {
      const payload = frame.carries === 'close' ? CLOSE_PAYLOAD_SIZE : 0;
      const size = this.#inDataFrames(frameHeaderSize(7, keySize > 0) + payload);
      tally[frame.carries === 'close' ? 'closing' : 'heartbeat'] += size;
      return size;
    }
    const { format, isCoalesced } = this.#plan;
    const compressed = this.#compressedSizeOf(frame);
    const wrapping =
      isCoalesced && compressed === undefined ? wrappingSize(frame.messages.length, format) : 0;
    const payload = compressed ?? sizeOf(frame.messages);
    const header = frameHeaderSize(minimalLengthForm(payload + wrapping), false);
    const frameSize = header + keySize + wrapping + payload;
    const size = this.#inDataFrames(frameSize);
    tally['frame-header'] += header + size - frameSize;
    tally['masking-key'] += keySize;
    tally['body-wrapping'] += wrapping;
    tally.payload += payload;
    return size;
  }

  /** The size of a WebSocket frame on the wire, with the headers of its DATA frames, if any. */
  #inDataFrames(frameSize: number): number {
    return this.#http2 === null ? frameSize : frameSize + dataFrameHeadersSize(frameSize);
  }
}

function sizeOf(messages: readonly AppMessage[]): number {
  let size = 0;
  for (const message of messages) size += message.size;
  return size;
}
