/**
 * The opening handshake over HTTP/2, as header fields: an extended CONNECT, and 200 to accept (RFC
 * 8441 §4, §5). The frames of RFC 6455 then follow in the DATA frames of one stream, still masked.
 */

import { FIELD } from '#core/protocol/http/field-name.ts';
import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { isSameToken, isToken } from '#core/protocol/http/token.ts';
import { openingRequestFields, type OpeningRequest } from './opening-request.ts';
import { openingResponseFields, type OpeningResponse } from './opening-response.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';

export const HTTP2_FIELD_IDS = [
  'http2.method',
  'http2.protocol',
  'http2.scheme',
  'http2.path',
  'http2.authority',
  'http2.status',
  'http2.websocket-version',
  'http2.subprotocol',
  'http2.extensions',
  'http2.origin',
  'http2.other',
] as const;

export type Http2FieldId = (typeof HTTP2_FIELD_IDS)[number];

/** A pseudo-header or header field. Names are lowercase in HTTP/2 (RFC 9113 §8.2). */
export type Http2Field = {
  readonly id: Http2FieldId;
  readonly name: string;
  readonly value: string;
  readonly reference: Reference;
};

/** The equivalents of wss and ws (RFC 8441 §5). */
export type Http2Scheme = 'https' | 'http';

/**
 * Fields about one hop of HTTP/1.1 (RFC 9113 §8.2.2), fields that a pseudo-header replaces, and the
 * key and accept value. RFC 8441 omits these two, because a server that doesn't know ":protocol"
 * can't accept it by accident.
 */
const OMITTED = [
  FIELD.connection,
  FIELD.host,
  'Keep-Alive',
  'Proxy-Connection',
  FIELD.webSocketAccept,
  FIELD.webSocketKey,
  FIELD.transferEncoding,
  FIELD.upgrade,
];

const IDS: ReadonlyMap<string, Http2FieldId> = new Map([
  [FIELD.webSocketVersion.toLowerCase(), 'http2.websocket-version'],
  [FIELD.webSocketProtocol.toLowerCase(), 'http2.subprotocol'],
  [FIELD.webSocketExtensions.toLowerCase(), 'http2.extensions'],
  [FIELD.origin.toLowerCase(), 'http2.origin'],
]);

const PSEUDO_HEADERS = rfc(9113, '8.3.1');
const EXTENDED_CONNECT = rfc(8441, '4');
const WEBSOCKET = rfc(8441, '5');
const OTHER_FIELDS = rfc(9113, '8.2');

/** The same request over HTTP/2, in the order of the example in RFC 8441 §5.1. */
export function http2RequestFields(
  request: Omit<OpeningRequest, 'key'>,
  scheme: Http2Scheme = 'https',
): Http2Field[] {
  return [
    { id: 'http2.method', name: ':method', value: 'CONNECT', reference: EXTENDED_CONNECT },
    { id: 'http2.protocol', name: ':protocol', value: 'websocket', reference: EXTENDED_CONNECT },
    { id: 'http2.scheme', name: ':scheme', value: scheme, reference: WEBSOCKET },
    { id: 'http2.path', name: ':path', value: request.target, reference: PSEUDO_HEADERS },
    { id: 'http2.authority', name: ':authority', value: request.host, reference: PSEUDO_HEADERS },
    ...toHttp2Fields(openingRequestFields({ ...request, key: '' })),
  ];
}

/** The same response over HTTP/2: 200, because HTTP/2 has no 101 (RFC 9113 §8.6). */
export function http2ResponseFields(response: Omit<OpeningResponse, 'key'>): Http2Field[] {
  return [
    { id: 'http2.status', name: ':status', value: '200', reference: WEBSOCKET },
    ...toHttp2Fields(openingResponseFields({ ...response, key: '' })),
  ];
}

/**
 * The fields that HTTP/2 sends, too. It omits those that Connection names, which are about the hop
 * (RFC 9110 §7.6.1).
 */
function toHttp2Fields(fields: readonly FieldPair[]): Http2Field[] {
  const namedByConnection = fields
    .filter(([name]) => isSameToken(name, FIELD.connection))
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim())
    .filter(isToken);
  return fields
    .filter(
      ([name]) => ![...OMITTED, ...namedByConnection].some((omitted) => isSameToken(omitted, name)),
    )
    .map(([name, value]) => toHttp2Field(name.toLowerCase(), value));
}

function toHttp2Field(name: string, value: string): Http2Field {
  const id = IDS.get(name);
  return { id: id ?? 'http2.other', name, value, reference: id ? WEBSOCKET : OTHER_FIELDS };
}
