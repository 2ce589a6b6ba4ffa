/**
 * The opening handshake over HTTP/2, as header fields: an extended CONNECT, and 200 for yes (RFC
 * 8441 §4, §5). The frames of RFC 6455 then fill the DATA frames of one stream, still masked.
 */

import { isSameToken, isToken, type FieldPair } from '#core/protocol/http/field-line.ts';
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

/** A pseudo-header or a header; its name is in small letters, as HTTP/2 has them all. */
export type Http2Field = {
  readonly id: Http2FieldId;
  readonly name: string;
  readonly value: string;
  readonly reference: Reference;
};

/** wss and ws keep their meaning in other words (RFC 8441 §5). */
export type Http2Scheme = 'https' | 'http';

/**
 * Fields that concern one hop of HTTP/1.1 (RFC 9113 §8.2.2), those whose place a pseudo-header
 * takes, and the proof that RFC 8441 does without: ":protocol" can't be sent by accident, nor
 * answered by a server that does not know it.
 */
const LEFT_OUT = new Set([
  'connection',
  'host',
  'keep-alive',
  'proxy-connection',
  'sec-websocket-accept',
  'sec-websocket-key',
  'transfer-encoding',
  'upgrade',
]);

const IDS: Readonly<Record<string, Http2FieldId>> = {
  'sec-websocket-version': 'http2.websocket-version',
  'sec-websocket-protocol': 'http2.subprotocol',
  'sec-websocket-extensions': 'http2.extensions',
  origin: 'http2.origin',
};

const PSEUDO_HEADERS = rfc(9113, '8.3.1');
const EXTENDED_CONNECT = rfc(8441, '4');
const WEBSOCKET = rfc(8441, '5');

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

/** The same agreement over HTTP/2: 200, not 101, which HTTP/2 does not have (RFC 9113 §8.6). */
export function http2ResponseFields(response: Omit<OpeningResponse, 'key'>): Http2Field[] {
  return [
    { id: 'http2.status', name: ':status', value: '200', reference: WEBSOCKET },
    ...toHttp2Fields(openingResponseFields({ ...response, key: '' })),
  ];
}

/**
 * What stays of a head's fields; also those that Connection names belong to the hop (RFC 9110
 * §7.6.1).
 */
function toHttp2Fields(fields: readonly FieldPair[]): Http2Field[] {
  const ofTheHop = fields
    .filter(([name]) => isSameToken(name, 'Connection'))
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim().toLowerCase())
    .filter(isToken);
  return fields
    .map(([name, value]) => ({ name: name.toLowerCase(), value }))
    .filter(({ name }) => !LEFT_OUT.has(name) && !ofTheHop.includes(name))
    .map(({ name, value }) => ({ id: idOf(name), name, value, reference: referenceFor(name) }));
}

function idOf(name: string): Http2FieldId {
  return Object.hasOwn(IDS, name) ? (IDS[name] ?? 'http2.other') : 'http2.other';
}

function referenceFor(name: string): Reference {
  return Object.hasOwn(IDS, name) ? WEBSOCKET : rfc(9113, '8.2');
}
