/** Guides that have more about a term than its definition. Most terms have none. */

import type { GuideSlug } from '#content/guides/guide-list.ts';
import type { TermId } from './terms.ts';

export const GUIDES_OF_TERMS: Readonly<Partial<Record<TermId, GuideSlug>>> = {
  'keep-alive': 'long-silence',
  'head-of-line': 'head-of-line',
  quic: 'http2-http3-webtransport',
  'extended-connect': 'http2-http3-webtransport',
  cors: 'who-may-connect',
  polling: 'polling',
  'long-polling': 'long-polling',
  'server-sent-events': 'server-sent-events',
  webtransport: 'http2-http3-webtransport',
  heartbeat: 'long-silence',
  'idle-timeout': 'long-silence',
  jitter: 'reconnect-storm',
  backpressure: 'backpressure',
  'load-balancer': 'many-servers',
  'sticky-session': 'many-servers',
  'fan-out': 'many-servers',
  'status-code': 'observing',
  upgrade: 'websocket-and-http',
  origin: 'who-may-connect',
  proxy: 'long-silence',
  'rsv-bits': 'implementing',
  opcode: 'implementing',
  fragment: 'implementing',
  'control-frame': 'implementing',
  'utf-8': 'implementing',
  ping: 'on-a-phone',
  pong: 'long-silence',
  'permessage-deflate': 'compression',
  'context-takeover': 'compression',
  'close-code': 'observing',
  'ready-state': 'on-a-phone',
};
