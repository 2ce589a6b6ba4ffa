/**
 * The sizes of requests and responses over HTTP/2, whose header compression refers to fields that
 * were sent before (RFC 7541). It is an estimate, fitted to recordings of Chromium and Node: 1 byte
 * for a repeated field, about 0.77 bytes per character of a new one, 5 bytes of priority per
 * request, and an empty DATA frame after each body. Events and a WebSocket's frames are each in a
 * DATA frame, or in several if they are large (RFC 8441 §5).
 */

import { isFieldNamed, type FieldPair } from '#core/protocol/http/field-line.ts';
import { dataFrameHeadersSize, HTTP2_FRAME_HEADER } from '#core/http2/data-frames.ts';
import { COMMENT_SIZE, eventFieldsSize } from '#core/traffic/wire/event-encoding.ts';
import type { HeadTemplate } from '#core/traffic/heads/head-template.ts';
import type { HeadId } from '#core/traffic/heads/header-profile.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type { Answer, Exchange, Write } from '#core/traffic/methods/method-run.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
/** The Huffman code of RFC 7541, Appendix B, for typical header text. */
const BYTES_PER_CHARACTER = 0.77;
const PRIORITY = 5;
/** Extra bytes of a new field: its representation, and the lengths of name and value. */
const NEW_FIELD = 2;
/** A changed Date: an indexed name, a length, and the Huffman code of its characters. */
const NEW_DATE = 24;

/**
 * The client's preface, settings and window, the server's settings, and both acknowledgements (RFC
 * 9113 §3.4).
 */
export const HTTP2_SETUP = { client: 70 + 9, server: 15 + 9 } as const;

/**
 * Fields that HTTP/2 doesn't use: connection-specific ones (RFC 9113 §8.2.2), and those that open a
 * WebSocket over HTTP/1.1 (RFC 8441 §5).
 */
const CONNECTION_FIELDS =
  /^(connection|keep-alive|transfer-encoding|upgrade|host|sec-websocket-(key|accept))$/i;

/** `:protocol`, of the extended CONNECT that opens a WebSocket (RFC 8441 §4). */
const PROTOCOL_FIELD = ':protocolwebsocket';

export class Http2Estimate {
  readonly #plan: WirePlan;
  /** When each connection last carried each head, in seconds. */
  readonly #seen = new Map<string, number>();

  constructor(plan: WirePlan) {
    this.#plan = plan;
  }

  get commentSize(): number {
    return dataFrameHeadersSize(COMMENT_SIZE) + COMMENT_SIZE;
  }

  eventFramingSize(message: AppMessage): number {
    const { format, hasEventIds } = this.#plan;
    const fields = eventFieldsSize(message, format, hasEventIds);
    return dataFrameHeadersSize(fields + message.size) + fields;
  }

  /** Includes the frame headers of a body, but not its bytes. */
  headSize(id: HeadId, template: HeadTemplate, write: Exchange | Answer, length: number): number {
    const frames = HTTP2_FRAME_HEADER + dataFrameHeadersSize(length);
    const closing = this.extraWritesOf(write) * HTTP2_FRAME_HEADER;
    return frames + closing + this.#fieldsSize(id, template, write, length);
  }

  /** Node ends a body with an empty DATA frame in a separate segment. */
  extraWritesOf(write: Write): number {
    if (write.kind !== 'answer' || write.purpose === 'post') return 0;
    return write.messages.length > 0 || this.#hasEmptyList(write) ? 1 : 0;
  }

  #hasEmptyList({ purpose }: Answer): boolean {
    return (
      this.#plan.emptyAnswer === 'empty-list' && (purpose === 'poll' || purpose === 'long-poll')
    );
  }

  #fieldsSize(
    id: HeadId,
    template: HeadTemplate,
    write: Exchange | Answer,
    length: number,
  ): number {
    const { startLine, fields, fixedSize } = template;
    const key = `${write.connection} ${id}`;
    const second = Math.floor(write.sentAtMs / 1000);
    const lastSecond = this.#seen.get(key);
    this.#seen.set(key, second);
    const isFirst = lastSecond === undefined;
    if (startLine.kind === 'quoted') {
      return Math.round(isFirst ? fixedSize * BYTES_PER_CHARACTER : fixedSize / 16);
    }
    const own = fields.filter(([name]) => !CONNECTION_FIELDS.test(name));
    let size = write.kind === 'request' ? PRIORITY : 0;
    for (const field of own) {
      const isNew = isFirst && !this.#isKnown(id, field);
      size += fieldSize(field, length, isNew, second !== lastSecond);
    }
    if (id === 'opening-request') size += textSize(PROTOCOL_FIELD);
    if (startLine.kind === 'response') return size + 1;
    // Method, scheme and authority; then the path, which is new in each request with `since`.
    const path = startLine.target.replace(
      '{since}',
      String(write.kind === 'request' ? write.since : 0),
    );
    const isUnknown = isFirst && this.#plan.pageConnection !== 'open';
    const authority = isUnknown ? textSize('127.0.0.1:8601') : 1;
    return size + 2 + authority + (isFirst || template.hasSince ? textSize(path) : 1);
  }

  /** The requests of an open page have had these fields, so a first request refers to them. */
  #isKnown(id: HeadId, [name, value]: FieldPair): boolean {
    const { pageConnection, profile } = this.#plan;
    if (pageConnection !== 'open' || id !== 'opening-request') return false;
    const { fields } = profile.heads['poll-request'];
    return fields.some(([other, same]) => isFieldNamed({ name: other }, name) && same === value);
  }
}

function fieldSize(
  [name, value]: FieldPair,
  length: number,
  isFirst: boolean,
  isNewSecond: boolean,
): number {
  if (value === '{date}') return isNewSecond ? NEW_DATE : 1;
  if (value === '{length}') return 3 + Math.max(1, Math.round(String(length).length * 0.7));
  return isFirst ? textSize(name + value) : 1;
}

function textSize(text: string): number {
  return NEW_FIELD + Math.round(text.length * BYTES_PER_CHARACTER);
}
