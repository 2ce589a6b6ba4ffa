/**
 * The minimum that the standards require: Host in a request (RFC 9112 §3.2), Content-Length with a
 * body (§6.2), Date from a server with a clock (RFC 9110 §6.6.1), and the fields of the opening
 * handshake (RFC 6455 §4.1, §4.2.2).
 */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { openingRequestFields } from '#core/protocol/opening/opening-request.ts';
import { requestTemplate, responseTemplate } from './head-template.ts';
import { MODEL_HOST, type HeaderProfile } from './header-profile.ts';

const HOST: FieldPair = ['Host', MODEL_HOST];
const LENGTH: FieldPair = ['Content-Length', '{length}'];
const DATE: FieldPair = ['Date', '{date}'];

export const MINIMAL_PROFILE: HeaderProfile = {
  source: { kind: 'composed' },
  heads: {
    'poll-request': requestTemplate('GET', '/poll?since={since}', [HOST]),
    'long-poll-request': requestTemplate('GET', '/longpoll?since={since}', [HOST]),
    'post-request': requestTemplate('POST', '/say', [HOST, LENGTH]),
    'opening-request': requestTemplate(
      'GET',
      '/ws',
      openingRequestFields({ target: '/ws', host: MODEL_HOST, key: '{key}' }),
    ),
    'stream-request': requestTemplate('GET', '/sse', [HOST, ['Accept', 'text/event-stream']]),
    'news-response': responseTemplate(200, 'OK', [LENGTH, DATE]),
    'empty-response': responseTemplate(204, 'No Content', [DATE]),
    'post-response': responseTemplate(204, 'No Content', [DATE]),
    'stream-response': responseTemplate(200, 'OK', [
      ['Content-Type', 'text/event-stream'],
      DATE,
      ['Transfer-Encoding', 'chunked'],
    ]),
    'opening-response': responseTemplate(101, 'Switching Protocols', [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', '{accept}'],
    ]),
  },
};
