/**
 * Heads of curl, from captures. Only the port differs. curl 7.88 doesn't support WebSocket, so its
 * opening request is its GET with the fields of the handshake (RFC 6455 §4.1).
 */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { requestTemplate } from './head-template.ts';
import { MODEL_HOST, type HeaderProfile } from './header-profile.ts';
import { RECORDED_ANSWERS, RECORDED_ON, RECORDED_SERVER } from './server-heads.ts';

const BEGIN: readonly FieldPair[] = [
  ['Host', MODEL_HOST],
  ['User-Agent', 'curl/7.88.1'],
];
const ACCEPT: FieldPair = ['Accept', '*/*'];
const GET_FIELDS: readonly FieldPair[] = [...BEGIN, ACCEPT];

export const CURL_PROFILE: HeaderProfile = {
  source: {
    kind: 'recorded',
    client: 'curl 7.88.1',
    server: RECORDED_SERVER,
    recordedOn: RECORDED_ON,
    composed: ['opening-request', 'empty-response'],
  },
  heads: {
    ...RECORDED_ANSWERS,
    'poll-request': requestTemplate('GET', '/poll?since={since}', GET_FIELDS),
    'long-poll-request': requestTemplate('GET', '/longpoll?since={since}', GET_FIELDS),
    'stream-request': requestTemplate('GET', '/sse', [...BEGIN, ['Accept', 'text/event-stream']]),
    'post-request': requestTemplate('POST', '/say', [
      ...GET_FIELDS,
      ['Content-Type', 'text/plain;charset=UTF-8'],
      ['Content-Length', '{length}'],
    ]),
    'opening-request': requestTemplate('GET', '/ws', [
      ...GET_FIELDS,
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', '{key}'],
    ]),
  },
};
