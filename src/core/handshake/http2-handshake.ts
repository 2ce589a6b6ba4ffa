/** The HTTP/2 form of an HTTP/1.1 handshake, part by part (RFC 8441). */

import { FIELD } from '#core/protocol/http/field-name.ts';
import { findField, isFieldNamed, type FieldPair } from '#core/protocol/http/field-line.ts';
import type { HeadPart, RequestHead, ResponseHead } from '#core/protocol/http/http-head.ts';
import { isUnknownIn, mayHaveField } from '#core/protocol/http/partial-head.ts';
import type { Http2Scheme } from '#core/protocol/opening/http2-opening.ts';
import type { OpeningRequest } from '#core/protocol/opening/opening-request.ts';
import {
  SWITCHING_PROTOCOLS,
  type OpeningResponse,
} from '#core/protocol/opening/opening-response.ts';
import { decodeSubprotocols } from '#core/protocol/opening/subprotocol.ts';
import type { Handshake } from './handshake.ts';
import { compareRequests, compareResponses, type OpeningRow } from './http2-head-dissection.ts';

export type Http2Handshake = {
  /** Null if there is no HTTP/1.1 request, or if parts that are needed are unknown. */
  readonly request: readonly OpeningRow[] | null;
  /**
   * Null if there is no response, or if it rejects the handshake: a rejection has the same status
   * over HTTP/2.
   */
  readonly response: readonly OpeningRow[] | null;
};

export function toHttp2(
  { request, response }: Handshake,
  scheme: Http2Scheme = 'https',
): Http2Handshake {
  const requestHead = request?.unit.head ?? null;
  const responseHead = response?.unit.head ?? null;
  const isAccepted = responseHead?.startLine.status === SWITCHING_PROTOCOLS;
  const key = requestHead ? valueOf(requestHead, FIELD.webSocketKey) : '';
  return {
    request:
      requestHead && isWhole(requestHead)
        ? compareRequests(openingRequestOf(requestHead), scheme)
        : null,
    response:
      responseHead && isAccepted && isWhole(responseHead)
        ? compareResponses(openingResponseOf(responseHead, key))
        : null,
  };
}

const REQUEST_FIELDS = [
  FIELD.host,
  FIELD.upgrade,
  FIELD.connection,
  FIELD.webSocketKey,
  FIELD.webSocketVersion,
  FIELD.origin,
  FIELD.webSocketProtocol,
  FIELD.webSocketExtensions,
];
const RESPONSE_FIELDS = [
  FIELD.upgrade,
  FIELD.connection,
  FIELD.webSocketAccept,
  FIELD.webSocketProtocol,
  FIELD.webSocketExtensions,
];

function openingRequestOf(head: RequestHead): OpeningRequest {
  return {
    target: head.startLine.target,
    host: valueOf(head, FIELD.host),
    key: valueOf(head, FIELD.webSocketKey),
    ...optional('origin', head, FIELD.origin),
    subprotocols: decodeSubprotocols(head.fields).names,
    ...optional('extensions', head, FIELD.webSocketExtensions),
    otherFields: othersThan(REQUEST_FIELDS, head),
  };
}

function openingResponseOf(head: ResponseHead, key: string): OpeningResponse {
  return {
    key,
    ...optional('subprotocol', head, FIELD.webSocketProtocol),
    ...optional('extensions', head, FIELD.webSocketExtensions),
    otherFields: othersThan(RESPONSE_FIELDS, head),
  };
}

type AnyHead = RequestHead | ResponseHead;

/** Whether all that every handshake has is known. */
function isWhole(head: AnyHead): boolean {
  const isRequest = head.startLine.kind === 'request';
  const needed = isRequest ? REQUEST_FIELDS.slice(0, 5) : RESPONSE_FIELDS.slice(0, 3);
  const parts: readonly HeadPart[] = isRequest ? ['method', 'target'] : ['status'];
  return (
    !parts.some((part) => isUnknownIn(head, part)) &&
    !needed.some((name) => mayHaveField(head, name))
  );
}

function valueOf(head: AnyHead, name: string): string {
  return findField(head.fields, name)?.value ?? '';
}

function optional<Key extends string>(key: Key, head: AnyHead, name: string) {
  const line = findField(head.fields, name);
  return (line ? { [key]: line.value } : {}) as Partial<Record<Key, string>>;
}

function othersThan(names: readonly string[], { fields }: AnyHead): FieldPair[] {
  return fields
    .filter((line) => !names.some((name) => isFieldNamed(line, name)))
    .map(({ name, value }) => [name, value]);
}
