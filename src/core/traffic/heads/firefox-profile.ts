/**
 * Heads of Firefox's `fetch`, `EventSource` and `WebSocket`, from captures. Only the port differs.
 * Its POST was not recorded: it is composed of its `fetch` and the fields that a body needs.
 */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { requestTemplate } from './head-template.ts';
import { MODEL_HOST, type HeaderProfile } from './header-profile.ts';
import { RECORDED_ANSWERS, RECORDED_ON, RECORDED_SERVER } from './server-heads.ts';

const ORIGIN = `http://${MODEL_HOST}`;

const BEGIN: readonly FieldPair[] = [
  ['Host', MODEL_HOST],
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'],
];
const ACCEPT: FieldPair = ['Accept', '*/*'];
const ACCEPT_HOW: readonly FieldPair[] = [
  ['Accept-Language', 'en-US,en;q=0.9'],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
];
const REFERER: FieldPair = ['Referer', `${ORIGIN}/`];
const KEEP: FieldPair = ['Connection', 'keep-alive'];
const FETCH_METADATA: readonly FieldPair[] = [
  ['Sec-Fetch-Dest', 'empty'],
  ['Sec-Fetch-Mode', 'cors'],
  ['Sec-Fetch-Site', 'same-origin'],
  ['Priority', 'u=4'],
];
const NO_CACHE: readonly FieldPair[] = [
  ['Pragma', 'no-cache'],
  ['Cache-Control', 'no-cache'],
];

const GET_BEGIN: readonly FieldPair[] = [...BEGIN, ACCEPT, ...ACCEPT_HOW];
const GET_END: readonly FieldPair[] = [...FETCH_METADATA, ...NO_CACHE];

export const FIREFOX_PROFILE: HeaderProfile = {
  source: {
    kind: 'recorded',
    client: 'Firefox ESR 153.7.0, headless, on Linux',
    server: RECORDED_SERVER,
    recordedOn: RECORDED_ON,
    composed: ['post-request', 'empty-response'],
  },
  heads: {
    ...RECORDED_ANSWERS,
    'poll-request': requestTemplate('GET', '/poll?since={since}', [
      ...GET_BEGIN,
      REFERER,
      KEEP,
      ...GET_END,
    ]),
    'long-poll-request': requestTemplate('GET', '/longpoll?since={since}', [
      ...GET_BEGIN,
      REFERER,
      KEEP,
      ...GET_END,
    ]),
    'stream-request': requestTemplate('GET', '/sse', [
      ...BEGIN,
      ['Accept', 'text/event-stream'],
      ...ACCEPT_HOW,
      KEEP,
      REFERER,
      ...GET_END,
    ]),
    'post-request': requestTemplate('POST', '/say', [
      ...GET_BEGIN,
      REFERER,
      ['Content-Type', 'text/plain;charset=UTF-8'],
      ['Content-Length', '{length}'],
      ['Origin', ORIGIN],
      KEEP,
      ...FETCH_METADATA,
    ]),
    'opening-request': requestTemplate('GET', '/ws', [
      ...GET_BEGIN,
      ['Sec-WebSocket-Version', '13'],
      ['Origin', ORIGIN],
      ['Sec-WebSocket-Extensions', 'permessage-deflate'],
      ['Sec-WebSocket-Key', '{key}'],
      ['Connection', 'Upgrade'],
      ['Sec-Fetch-Dest', 'empty'],
      ['Sec-Fetch-Mode', 'websocket'],
      ['Sec-Fetch-Site', 'same-origin'],
      ...NO_CACHE,
      ['Upgrade', 'websocket'],
    ]),
  },
};
