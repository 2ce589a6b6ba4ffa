/**
 * Heads of Chromium's `fetch`, `EventSource` and `WebSocket`, from captures. Only the port differs.
 */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { requestTemplate } from './head-template.ts';
import { MODEL_HOST, type HeaderProfile } from './header-profile.ts';
import { RECORDED_ANSWERS, RECORDED_ON, RECORDED_SERVER } from './server-heads.ts';

const ORIGIN = `http://${MODEL_HOST}`;

const HOST: FieldPair = ['Host', MODEL_HOST];
const KEEP: FieldPair = ['Connection', 'keep-alive'];
const NO_CACHE: readonly FieldPair[] = [
  ['Pragma', 'no-cache'],
  ['Cache-Control', 'no-cache'],
];
const PLATFORM: FieldPair = ['sec-ch-ua-platform', '"Linux"'];
const USER_AGENT: FieldPair = [
  'User-Agent',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
];
const BRANDS: FieldPair = ['sec-ch-ua', '"Not:A-Brand";v="8", "Chromium";v="156"'];
const MOBILE: FieldPair = ['sec-ch-ua-mobile', '?0'];
const ACCEPT: FieldPair = ['Accept', '*/*'];
const FETCH_METADATA: readonly FieldPair[] = [
  ['Sec-Fetch-Site', 'same-origin'],
  ['Sec-Fetch-Mode', 'cors'],
  ['Sec-Fetch-Dest', 'empty'],
  ['Referer', `${ORIGIN}/`],
];
const ACCEPT_HOW: readonly FieldPair[] = [
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Accept-Language', 'en-US,en;q=0.9'],
];

const GET_BEGIN: readonly FieldPair[] = [HOST, KEEP, ...NO_CACHE, PLATFORM, USER_AGENT];
const GET_END: readonly FieldPair[] = [...FETCH_METADATA, ...ACCEPT_HOW];
const GET_FIELDS: readonly FieldPair[] = [...GET_BEGIN, BRANDS, MOBILE, ACCEPT, ...GET_END];

export const CHROMIUM_PROFILE: HeaderProfile = {
  source: {
    kind: 'recorded',
    client: 'Chromium 156.0.8078.79, headless, on Linux',
    server: RECORDED_SERVER,
    recordedOn: RECORDED_ON,
    composed: ['empty-response'],
  },
  heads: {
    ...RECORDED_ANSWERS,
    'poll-request': requestTemplate('GET', '/poll?since={since}', GET_FIELDS),
    'long-poll-request': requestTemplate('GET', '/longpoll?since={since}', GET_FIELDS),
    'stream-request': requestTemplate('GET', '/sse', [
      ...GET_BEGIN,
      ['Accept', 'text/event-stream'],
      BRANDS,
      MOBILE,
      ...GET_END,
    ]),
    'post-request': requestTemplate('POST', '/say', [
      HOST,
      KEEP,
      ['Content-Length', '{length}'],
      PLATFORM,
      USER_AGENT,
      BRANDS,
      ['content-type', 'text/plain;charset=UTF-8'],
      MOBILE,
      ACCEPT,
      ['Origin', ORIGIN],
      ...GET_END,
    ]),
    'opening-request': requestTemplate('GET', '/ws', [
      HOST,
      ['Connection', 'Upgrade'],
      ...NO_CACHE,
      USER_AGENT,
      ['Upgrade', 'websocket'],
      ['Origin', ORIGIN],
      ['Sec-WebSocket-Version', '13'],
      ...ACCEPT_HOW,
      ['Sec-WebSocket-Key', '{key}'],
      ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
    ]),
  },
};
