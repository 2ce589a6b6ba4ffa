/** Heads of Node's `fetch` and npm's `ws`, from captures. Only the port differs. */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { requestTemplate } from './head-template.ts';
import { MODEL_HOST, type HeaderProfile } from './header-profile.ts';
import { RECORDED_ANSWERS, RECORDED_ON, RECORDED_SERVER } from './server-heads.ts';

const HOST: readonly FieldPair[] = [
  ['host', MODEL_HOST],
  ['connection', 'keep-alive'],
];
const ACCEPT: readonly FieldPair[] = [
  ['accept', '*/*'],
  ['accept-language', '*'],
];
const FETCH: readonly FieldPair[] = [
  ['sec-fetch-mode', 'cors'],
  ['user-agent', 'node'],
];
const NO_CACHE: FieldPair = ['cache-control', 'no-cache'];
const ENCODING: FieldPair = ['accept-encoding', 'gzip, deflate'];

const GET_FIELDS: readonly FieldPair[] = [
  ...HOST,
  ...ACCEPT,
  ...FETCH,
  ['pragma', 'no-cache'],
  NO_CACHE,
  ENCODING,
];

export const NODE_PROFILE: HeaderProfile = {
  source: {
    kind: 'recorded',
    client: 'Node 20.20.2 with its fetch (undici 6.24.1) and ws 8.23.0',
    server: RECORDED_SERVER,
    recordedOn: RECORDED_ON,
    composed: ['empty-response'],
  },
  heads: {
    ...RECORDED_ANSWERS,
    'poll-request': requestTemplate('GET', '/poll?since={since}', GET_FIELDS),
    'long-poll-request': requestTemplate('GET', '/longpoll?since={since}', GET_FIELDS),
    'stream-request': requestTemplate('GET', '/sse', [
      ...HOST,
      ['accept', 'text/event-stream'],
      NO_CACHE,
      ['accept-language', '*'],
      ...FETCH,
      ENCODING,
    ]),
    'post-request': requestTemplate('POST', '/say', [
      ...HOST,
      ['content-type', 'text/plain;charset=UTF-8'],
      ...ACCEPT,
      ...FETCH,
      ENCODING,
      ['content-length', '{length}'],
    ]),
    'opening-request': requestTemplate('GET', '/ws', [
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', '{key}'],
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
      ['Host', MODEL_HOST],
    ]),
  },
};
