/**
 * Heads as Chromium's `fetch` and `WebSocket` sent them to a server on Node's `http` and npm's `ws`, and its answers:
 * taken from captures, no cookies, no compression agreed. Only the port has been made the same throughout.
 *
 * One head was not seen as it stands here: that server answered an empty poll with an empty list, and this one
 * answers 204, with the fields of its other 204 and the `Cache-Control` of its answers to polls.
 */

import type { FieldPair } from '#core/protocol/field-line.ts';
import { requestTemplate, responseTemplate } from './head-template.ts';
import { MODEL_HOST, type HeaderProfile } from './header-profile.ts';

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

const GET_FIELDS: readonly FieldPair[] = [
  HOST,
  KEEP,
  ...NO_CACHE,
  PLATFORM,
  USER_AGENT,
  BRANDS,
  MOBILE,
  ACCEPT,
  ...FETCH_METADATA,
  ...ACCEPT_HOW,
];

const NO_STORE: FieldPair = ['Cache-Control', 'no-store'];
const ANSWER_END: readonly FieldPair[] = [
  ['Date', '{date}'],
  ['Connection', 'keep-alive'],
  ['Keep-Alive', 'timeout=5'],
];

export const CHROMIUM_PROFILE: HeaderProfile = {
  id: 'chromium',
  source: {
    kind: 'recorded',
    client: 'Chromium 156.0.8078.79, headless, on Linux',
    server: 'Node 20.20.2 with ws 8.23.0',
    recordedOn: '2026-11-22',
  },
  heads: {
    'poll-request': requestTemplate('GET', '/poll?since={since}', GET_FIELDS),
    'long-poll-request': requestTemplate('GET', '/longpoll?since={since}', GET_FIELDS),
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
      ...FETCH_METADATA,
      ...ACCEPT_HOW,
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
    'news-response': responseTemplate(200, 'OK', [
      ['Content-Type', 'application/json'],
      NO_STORE,
      ['Content-Length', '{length}'],
      ...ANSWER_END,
    ]),
    'empty-response': responseTemplate(204, 'No Content', [NO_STORE, ...ANSWER_END]),
    'post-response': responseTemplate(204, 'No Content', ANSWER_END),
    'opening-response': responseTemplate(101, 'Switching Protocols', [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', '{accept}'],
    ]),
  },
};
