/** Guides that have more about a term than its definition. Most terms have none. */

import type { GuideSlug } from '#content/guides/guide-list.ts';
import type { TermId } from './terms.ts';

export const GUIDES_OF_TERMS: Readonly<Partial<Record<TermId, GuideSlug>>> = {
  'keep-alive': 'long-silence',
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
