/**
 * Response heads of a server with Node's `http` and npm's `ws`, from the same captures as the
 * clients' heads. It answered an empty poll with an empty list. The 204 for it is composed of its
 * other 204 and the `Cache-Control` of its polls.
 */

import type { FieldPair } from '#core/protocol/http/field-line.ts';
import { responseTemplate } from './head-template.ts';
import type { Heads } from './header-profile.ts';

export const RECORDED_SERVER = 'Node 20.20.2 with ws 8.23.0';

/** The day of the recordings. */
export const RECORDED_ON = '2026-11-22';

const NO_STORE: FieldPair = ['Cache-Control', 'no-store'];
const END: readonly FieldPair[] = [
  ['Date', '{date}'],
  ['Connection', 'keep-alive'],
  ['Keep-Alive', 'timeout=5'],
];

export const RECORDED_ANSWERS = {
  'news-response': responseTemplate(200, 'OK', [
    ['Content-Type', 'application/json'],
    NO_STORE,
    ['Content-Length', '{length}'],
    ...END,
  ]),
  'empty-response': responseTemplate(204, 'No Content', [NO_STORE, ...END]),
  'post-response': responseTemplate(204, 'No Content', END),
  'stream-response': responseTemplate(200, 'OK', [
    ['Content-Type', 'text/event-stream'],
    NO_STORE,
    ...END,
    ['Transfer-Encoding', 'chunked'],
  ]),
  'opening-response': responseTemplate(101, 'Switching Protocols', [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', '{accept}'],
  ]),
} satisfies Partial<Heads>;
