/** What a browser's page hears instead of what our story tells, each with the browser's reason. */

import { toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { ToldEvent } from './told-page.ts';

export type Difference = { readonly reason: string; readonly events: readonly ToldEvent[] };

const opened = (extensions = ''): ToldEvent => ({ type: 'open', protocol: '', extensions });
const hello: ToldEvent = { type: 'message', data: 'text', hex: toHex(toUtf8('Hello')) };
const error: ToldEvent = { type: 'error' };
const closed = (code: number, wasClean: boolean): ToldEvent => ({
  type: 'close',
  code,
  reason: '',
  wasClean,
});

/** Chromium 156. */
export const CHROMIUM: Readonly<Record<string, Difference>> = {
  'message-after-close': {
    reason: 'It fails on a data frame after a Close frame, which RFC 6455 §1.4 discards.',
    events: [opened(), error, closed(1006, false)],
  },
  'response-with-a-space-before-a-colon': {
    reason: 'It ignores the space. RFC 9112 §5.1 demands of servers alone that they reject it.',
    events: [opened(), hello, closed(1000, true)],
  },
};

const acceptsInterim = {
  reason: 'It skips interim responses, as HTTP does (RFC 9110 §15.2).',
  events: [opened(), hello, closed(1000, true)],
};

/** Firefox 153. WHATWG's standard lets "fail the connection" include a reset. */
const errorAtReset = 'It counts a reset as a failure, so its page hears an error.';

const notSendable =
  'It reports any code of a Close frame, even those that RFC 6455 §7.4.1 forbids.';

/** Firefox 153. */
export const FIREFOX: Readonly<Record<string, Difference>> = {
  'answers, no-subprotocol': {
    reason: 'It accepts a response without any of the offered subprotocols.',
    events: [opened(), closed(1006, false)],
  },
  'compressed, no-takeover': {
    reason: 'Its `extensions` omits the parameters of permessage-deflate.',
    events: [opened('permessage-deflate'), hello, hello, closed(1000, true)],
  },
  'rules-broken, masked-server': {
    reason: 'It accepts masked frames from a server, and unmasks them.',
    events: [opened(), hello, closed(1002, true)],
  },
  'rst-without-close': {
    reason: errorAtReset,
    events: [opened(), hello, error, closed(1006, false)],
  },
  'rst-in-message': { reason: errorAtReset, events: [opened(), error, closed(1006, false)] },
  'rst-after-close-call': { reason: errorAtReset, events: [opened(), error, closed(1006, false)] },
  'close-of-one-byte': {
    reason: 'It takes a Close frame of one byte for one without a code.',
    events: [opened(), closed(1005, true)],
  },
  'close-1005': { reason: notSendable, events: [opened(), closed(1005, true)] },
  'close-1006': { reason: notSendable, events: [opened(), closed(1006, true)] },
  'close-1015': { reason: notSendable, events: [opened(), closed(1015, true)] },
  'close-call-without-answer': {
    reason: 'It counts its timeout as a failure, after 20 s instead of 60 s.',
    events: [opened(), error, closed(1006, false)],
  },
  'frames-fragment-not-utf8': {
    reason: 'It judges a text when all of its fragments have arrived.',
    events: [opened(), closed(1000, true)],
  },
  '100-before-101': acceptsInterim,
  '103-before-101': acceptsInterim,
  'response-with-two-upgrades-in-one': {
    reason:
      'It looks for "websocket" among the protocols of Upgrade; RFC 6455 §4.1 wants it alone.',
    events: [opened(), hello, closed(1000, true)],
  },
  'response-with-upgrade-twice': {
    reason:
      'It looks for "websocket" among the protocols of Upgrade; RFC 6455 §4.1 wants it alone.',
    events: [opened(), hello, closed(1000, true)],
  },
  'response-with-subprotocol-not-offered': {
    reason: 'It ignores a subprotocol if it offered none.',
    events: [opened(), hello, closed(1000, true)],
  },
  'response-with-empty-subprotocol': {
    reason: 'It ignores a subprotocol if it offered none.',
    events: [opened(), hello, closed(1000, true)],
  },
  'response-with-empty-extensions': {
    reason: 'It takes an empty list of extensions for none.',
    events: [opened(), hello, closed(1000, true)],
  },
  'response-with-http-1.0': {
    reason: 'It rejects a response of HTTP/1.0.',
    events: [error, closed(1006, false)],
  },
};
