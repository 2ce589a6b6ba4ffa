/** Where the site shows what a circumstance is about: bytes in Decode, or steps in Learn. */

import type { CircumstanceId } from './circumstances.ts';

export type CircumstancePlace = {
  /** "A TLS alert, in Decode". */
  readonly text: string;
  readonly href: string;
};

const FAILED_ATTEMPT = {
  text: 'An attempt to connect that fails, in Learn',
  href: '#/learn/line-goes-dead?attempt=in-vain',
};
const LOST_LINE = {
  text: 'A connection that is lost, in Learn',
  href: '#/learn/line-goes-dead',
};
const ALLOWED_CALL = {
  text: 'What an allowed call sends, in Learn',
  href: '#/learn/hello-and-goodbye',
};
const OPEN_AND_CLOSED = {
  text: 'When a connection is open, in Learn',
  href: '#/learn/hello-and-goodbye',
};
const ALERT = { text: 'A TLS alert, in Decode', href: '#/decode?example=tls-alert' };
const CLIENT_HELLO = {
  text: 'What the port reads, in Decode',
  href: '#/decode?example=tls-client-hello',
};
const REJECTIONS = {
  text: 'Rejected handshakes, in Learn',
  href: '#/learn/answers?answer=403',
};
const THROUGH_PROXY = { text: 'A connection through a proxy, in Learn', href: '#/learn/proxy' };
const BROKEN_RULES = { text: 'Each rule broken, in Learn', href: '#/learn/rules-broken' };

/** Of the cause that has no example, because it takes thousands of frames. */
export const FRAGMENTS_PLACE: CircumstancePlace = {
  text: 'A message in fragments, in Learn',
  href: '#/learn/fragments',
};

export const CIRCUMSTANCE_PLACES: Readonly<Record<CircumstanceId, CircumstancePlace>> = {
  'cut-without-close': LOST_LINE,
  'connection-reset': OPEN_AND_CLOSED,
  'closed-before-response': OPEN_AND_CLOSED,
  'no-request': CLIENT_HELLO,
  refused: FAILED_ATTEMPT,
  'host-not-found': FAILED_ATTEMPT,
  'connect-timeout': FAILED_ATTEMPT,
  unreachable: FAILED_ATTEMPT,
  'close-within-message': FRAGMENTS_PLACE,
  'tls-certificate': ALERT,
  'tls-to-plain-port': CLIENT_HELLO,
  'plain-to-tls-port': {
    text: 'What the port reads, in Decode',
    href: '#/decode?example=http-request',
  },
  'tls-failed': ALERT,
  'closed-while-connecting': OPEN_AND_CLOSED,
  'not-open': OPEN_AND_CLOSED,
  'ping-unanswered': LOST_LINE,
  'idle-limit': THROUGH_PROXY,
  'blocked-by-browser': ALLOWED_CALL,
  'bad-argument': ALLOWED_CALL,
  'hidden-by-browser': REJECTIONS,
  'firefox-interrupted': BROKEN_RULES,
  'page-suspended': LOST_LINE,
  'unnamed-rule': BROKEN_RULES,
  'control-after-close': {
    text: 'Bytes after a Close frame, in Decode',
    href: '#/decode?example=bytes-after-close',
  },
  'polling-failed': {
    text: 'What Socket.IO expects first, in Decode',
    href: '#/decode?example=engine-io',
  },
  'not-socket-io': { text: 'A packet of Socket.IO, in Decode', href: '#/decode?example=socket-io' },
  'closed-by-application': {
    text: 'A server that closes, in Learn',
    href: '#/learn/server-goodbye',
  },
  'no-server-behind-proxy': {
    text: 'A 502 instead of a frame, in Decode',
    href: '#/decode?example=http-answer',
  },
  'server-behind-proxy-closed': THROUGH_PROXY,
  'concurrent-calls': {
    text: 'Two messages that are mixed, in Decode',
    href: '#/decode?example=interleaved-text',
  },
  'origin-refused': REJECTIONS,
  'tls-not-compiled': ALLOWED_CALL,
  'cleartext-forbidden': ALLOWED_CALL,
  'cannot-upgrade': REJECTIONS,
};
