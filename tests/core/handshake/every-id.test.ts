import { describe, expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { findHandshake, type HandshakeCheck } from '#core/handshake/handshake.ts';
import { CHECK_IDS, type Need } from '#core/handshake/handshake-checks.ts';
import {
  compareRequests,
  compareResponses,
  type OmittedId,
} from '#core/handshake/http2-head-dissection.ts';
import { HEAD_PARTS } from '#core/protocol/http/http-head.ts';
import { HTTP2_FIELD_IDS } from '#core/protocol/opening/http2-opening.ts';
import { outcomeForPage, type PageFailure } from '#core/page/opening-outcome.ts';
import type { Trace } from '#core/trace/trace.ts';
import { REQUEST, RESPONSE, traceOf } from '../conversation/streams.ts';

/* No id of the opening handshake is without a handshake that makes it. */

const answer = (text: string): ['s', Uint8Array] => ['s', toLatin1(`${text}\r\n\r\n`)];

const handshakes = [
  [['c', REQUEST] as const, ['s', RESPONSE] as const],
  [['s', RESPONSE] as const],
  [['c', toLatin1('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n')] as const],
  [['c', REQUEST] as const, answer('HTTP/1.1 200 OK')],
  [['c', toLatin1('GET /#a HTTP/1.1\r\nOrigin: a page\r\nHost : a\r\n\r\n')] as const],
]
  .map((pieces) => traceOf(pieces))
  // The same request, if no part of it is known for sure.
  .concat(withoutParts(traceOf([['c', REQUEST]])))
  .map((trace) => findHandshake(readConversation(trace).units));

function withoutParts(trace: Trace): Trace {
  const events = trace.events.map((event) => ({ ...event, headLacks: HEAD_PARTS }));
  return { ...trace, events };
}

const checks = handshakes.flatMap((handshake) => [
  ...(handshake?.request?.checks ?? []),
  ...(handshake?.response?.checks ?? []),
]);

describe('a handshake is checked', () => {
  test.each(CHECK_IDS)('for %s', (id) => {
    expect(checks.some((check) => check.id === id)).toBe(true);
  });

  const STATES: Readonly<Record<HandshakeCheck['state'], true>> = {
    kept: true,
    broken: true,
    odd: true,
    absent: true,
    unproven: true,
    unknown: true,
  };

  const NEEDS: Readonly<Record<Need, true>> = { must: true, browser: true, may: true, none: true };

  test.each(Object.keys(NEEDS))('for what is needed so: %s', (need) => {
    expect(checks.some((check) => check.need === need)).toBe(true);
  });

  test.each(Object.keys(STATES))('so that something is %s', (state) => {
    expect(checks.some((check) => check.state === state)).toBe(true);
  });
});

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const AGREED = { subprotocols: ['chat'], extensions: 'permessage-deflate' };

/** Every part of a handshake, beside its form over HTTP/2. */
const rows = [
  ...compareRequests(
    {
      target: '/',
      host: 'a',
      key: KEY,
      origin: 'https://a',
      otherFields: [['Cookie', 'a=1']],
      ...AGREED,
    },
    'https',
  ),
  ...compareResponses({ key: KEY, subprotocol: 'chat', extensions: 'permessage-deflate' }),
];

const OMITTED: Readonly<Record<OmittedId, true>> = {
  'http1.version': true,
  'http1.connection': true,
  'http1.key': true,
  'http1.accept': true,
};

describe('beside HTTP/2, a handshake has', () => {
  test.each([...HTTP2_FIELD_IDS, ...Object.keys(OMITTED)])('%s', (id) => {
    expect(rows.some((row) => row.id === id)).toBe(true);
  });
});

/** "subprotocol" needs a request that offers some: see opening-judgement.test.ts. */
const FAILURES: Readonly<Record<Exclude<PageFailure, 'subprotocol'>, string>> = {
  redirect: 'HTTP/1.1 301 Moved Permanently',
  authentication: 'HTTP/1.1 401 Unauthorized',
  status: 'HTTP/1.1 404 Not Found',
  interim: 'HTTP/1.1 103 Early Hints',
  handshake: 'HTTP/1.1 101 Switching Protocols',
};

test.each(Object.entries(FAILURES))('a page fails to open because of %s', (because, line) => {
  const { units } = readConversation(traceOf([['c', REQUEST], answer(line)]));
  const handshake = findHandshake(units);
  const { judgement } = handshake ?? {};
  expect(judgement && outcomeForPage(judgement)).toMatchObject({ kind: 'fails', because });
});
