/** What a captured connection carries, judged by how its streams begin. */

import { decodeHttpHead, MAX_HEAD_SIZE, type HttpHead } from '#core/protocol/http/http-head.ts';
import { findField, hasToken } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { http2PrefaceSize } from '#core/protocol/http/http2-preface.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { Direction } from '#core/trace/direction.ts';
import { capturedWithin, type Trace } from '#core/trace/trace.ts';
import { masksFrames } from './masked-frames.ts';

/** From what a reader of WebSocket most likely looks for to what is least likely. */
export const CONTENT_KINDS = [
  'websocket',
  'handshake',
  'frames',
  'http',
  'http2',
  'tls',
  'other',
  'empty',
] as const;

/**
 * `handshake` is a request to open a WebSocket that no 101 answers. `frames` begin in the middle of
 * a connection.
 */
export type ContentKind = (typeof CONTENT_KINDS)[number];

export type ConnectionContent = {
  readonly kind: ContentKind;
  /** Of the first request; null if there is none. */
  readonly target: string | null;
  readonly host: string | null;
  /** The stream of an HTTP/2 connection that it is; absent for a connection of TCP. */
  readonly streamId?: number;
};

export function contentOf({ streams }: Trace): ConnectionContent {
  const sent = beginning(streams['client-to-server']);
  const received = beginning(streams['server-to-client']);
  const request = headOf(sent);
  const response = headOf(received);
  const start = request?.startLine;
  return {
    kind: kindOf(sent, received, request, response),
    target: start?.kind === 'request' ? start.target : null,
    host: (request && findField(request.fields, 'Host')?.value) ?? null,
  };
}

function kindOf(
  sent: Uint8Array,
  received: Uint8Array,
  request: HttpHead | null,
  response: HttpHead | null,
): ContentKind {
  if (sent.length === 0 && received.length === 0) return 'empty';
  const answer = response?.startLine;
  if (answer?.kind === 'response' && answer.status === SWITCHING_PROTOCOLS) return 'websocket';
  if (request && hasToken(request.fields, FIELD.upgrade, 'websocket')) return 'handshake';
  if (http2PrefaceSize(sent) > 0) return 'http2';
  if (request ?? response) return 'http';
  if (isTls(sent) || isTls(received)) return 'tls';
  const [masks, isMasked] = [masksFrames(sent), masksFrames(received)];
  const isFrames = masks !== false && isMasked !== true && (masks ?? isMasked) !== null;
  return isFrames ? 'frames' : 'other';
}

/** A handshake or application data of TLS 1.0 to 1.3 (RFC 8446 §5.1). */
function isTls([type = 0, major, minor = 0xff]: Uint8Array): boolean {
  return (type === 22 || type === 23) && major === 3 && minor <= 4;
}

function headOf(bytes: Uint8Array): HttpHead | null {
  const reading = decodeHttpHead(bytes);
  return reading.kind === 'head' ? reading.head : null;
}

/** The bytes before the first gap, as many as a head can have. */
function beginning(stream: Trace['streams'][Direction]): Uint8Array {
  const captured = capturedWithin(stream, {
    start: 0,
    end: Math.min(stream.length, MAX_HEAD_SIZE),
  });
  return captured.start === 0 ? stream.read(0, captured.end) : new Uint8Array();
}
