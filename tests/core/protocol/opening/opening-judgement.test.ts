import { describe, expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import {
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type RequestHead,
} from '#core/protocol/http/http-head.ts';
import { outcomeForPage } from '#core/page/opening-outcome.ts';
import { judgeOpeningResponse } from '#core/protocol/opening/opening-judgement.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
} from '#core/protocol/opening/opening-request.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const RIGHT =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n';

function requestWith(more: { subprotocols?: string[]; extensions?: string }): RequestHead {
  const bytes = encodeOpeningRequest({ target: '/', host: 'a', key: KEY, ...more });
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) throw new TypeError('no request');
  return reading.head;
}

function judge(text: string, request: RequestHead | null = requestWith({})) {
  const reading = decodeHttpHead(toLatin1(`${text}\r\n`));
  if (reading.kind !== 'head' || !isResponseHead(reading.head)) throw new TypeError('no response');
  return judgeOpeningResponse(reading.head, request, reading.violations);
}

describe('a page', () => {
  test('contains what was negotiated', () => {
    const request = requestWith({ subprotocols: ['chat'], extensions: 'permessage-deflate' });
    const judgement = judge(
      `${RIGHT}Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Extensions: permessage-deflate\r\n`,
      request,
    );
    expect(outcomeForPage(judgement)).toEqual({
      kind: 'opens',
      protocol: 'chat',
      extensions: 'permessage-deflate',
    });
    expect(judgement.compression?.agreement.client.windowBits).toBe(15);
  });

  test.each([
    { line: 'HTTP/1.1 200 OK', because: 'status' },
    { line: 'HTTP/1.1 204 No Content', because: 'status' },
    { line: 'HTTP/1.1 300 Multiple Choices', because: 'redirect' },
    { line: 'HTTP/1.1 301 Moved Permanently\r\nLocation: /b', because: 'redirect' },
    { line: 'HTTP/1.1 307 Temporary Redirect\r\nLocation: wss://b/', because: 'redirect' },
    { line: 'HTTP/1.1 400 Bad Request', because: 'status' },
    {
      line: 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="a"',
      because: 'authentication',
    },
    { line: 'HTTP/1.1 407 Proxy Authentication Required', because: 'authentication' },
    { line: 'HTTP/1.1 403 Forbidden', because: 'status' },
    { line: 'HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13', because: 'status' },
    { line: 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1', because: 'status' },
    { line: 'HTTP/1.1 100 Continue', because: 'interim' },
    { line: 'HTTP/1.1 103 Early Hints', because: 'interim' },
    { line: RIGHT.replace('s3p', 'S3p').trimEnd(), because: 'handshake' },
  ])('learns nothing of $line but that it failed', ({ line, because }) => {
    const judgement = judge(`${line}\r\n`);
    expect(outcomeForPage(judgement)).toEqual({
      kind: 'fails',
      because,
      violation: judgement.violations[0],
      events: ['error', 'close'],
      code: 1006,
      wasClean: false,
    });
  });

  test.each([
    {
      name: 'no subprotocol chosen',
      text: RIGHT,
      request: requestWith({ subprotocols: ['a'] }),
      verdict: 'opens',
    },
    {
      name: 'the accept value twice',
      text: `${RIGHT}Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n`,
      request: requestWith({}),
      verdict: 'opens',
    },
    {
      name: 'an answer in advance',
      text: 'HTTP/1.1 100 Continue\r\n',
      request: requestWith({}),
      verdict: 'waits',
    },
  ])('fails at $name, where another client $verdict', ({ text, request, verdict }) => {
    const judgement = judge(text, request);
    expect(judgement).toMatchObject({ verdict, fault: null });
    expect(outcomeForPage(judgement).kind).toBe('fails');
  });
});

/** RFC 9110 §15: 1xx responses are interim. Values outside 100 to 599 are handled as a 5xx. */
test.each([
  { status: '000', verdict: 'fails', because: 'status' },
  { status: '099', verdict: 'fails', because: 'status' },
  { status: '100', verdict: 'waits', because: 'interim' },
  { status: '103', verdict: 'waits', because: 'interim' },
  { status: '199', verdict: 'waits', because: 'interim' },
  { status: '599', verdict: 'fails', because: 'status' },
  { status: '600', verdict: 'fails', because: 'status' },
])('at status $status a client $verdict', ({ status, verdict, because }) => {
  const judgement = judge(`HTTP/1.1 ${status} X\r\n`);
  expect(judgement.verdict).toBe(verdict);
  expect(outcomeForPage(judgement)).toMatchObject({ kind: 'fails', because });
});

test('a fault of the head as HTTP counts as well', () => {
  const judgement = judge(`${RIGHT}A : 1\r\n`);
  expect(judgement).toMatchObject({ verdict: 'fails', fault: { id: 'head.blank-before-colon' } });
  expect(outcomeForPage(judgement)).toMatchObject({ because: 'handshake' });
});

test('reports what decided it, not what came first', () => {
  const text = `${RIGHT}A: 1\r\n 2\r\n`;
  const outcome = outcomeForPage(judge(text, requestWith({ subprotocols: ['a'] })));
  expect(outcome).toMatchObject({
    because: 'subprotocol',
    violation: { id: 'response.subprotocol-missing' },
  });
});

test('a violation that a client can ignore does not stop it', () => {
  const judgement = judge(`${RIGHT.replace('1.1', '1.0')}A: 1\r\n 2\r\n`);
  expect(judgement.verdict).toBe('opens');
  expect(judgement.violations.map(({ id }) => id)).toEqual([
    'head.folded-line',
    'response.version',
  ]);
  expect(outcomeForPage(judgement).kind).toBe('opens');
});

test('extensions on several lines are one list', () => {
  const judgement = judge(`${RIGHT}Sec-WebSocket-Extensions: a\r\nSec-WebSocket-Extensions: b\r\n`);
  expect(judgement.extensions).toBe('a, b');
});

test('without the request, an answer is judged by itself', () => {
  const text = `${RIGHT}Sec-WebSocket-Extensions: permessage-deflate\r\n`;
  expect(judge(text, null)).toMatchObject({ verdict: 'opens', violations: [] });
});

describe('the examples of RFC 6455', () => {
  // §1.2
  const asked =
    'GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Key: ${KEY}\r\nOrigin: http://example.com\r\n` +
    'Sec-WebSocket-Protocol: chat, superchat\r\nSec-WebSocket-Version: 13\r\n\r\n';
  const answered = `${RIGHT}Sec-WebSocket-Protocol: chat\r\n`;

  test('open', () => {
    const reading = decodeHttpHead(toLatin1(asked));
    if (reading.kind !== 'head' || !isRequestHead(reading.head)) throw new TypeError('no request');
    expect(reading.head.size).toBe(230);
    expect(`${answered}\r\n`).toHaveLength(159);
    expect(checkOpeningRequest(reading.head, { isBrowser: true })).toEqual([]);
    const judgement = judge(answered, reading.head);
    expect(judgement).toMatchObject({ verdict: 'opens', violations: [], subprotocol: 'chat' });
    expect(outcomeForPage(judgement)).toMatchObject({ kind: 'opens', protocol: 'chat' });
  });

  test.each([
    { name: 'in one line', text: 'Sec-WebSocket-Version: 13, 8, 7\r\n' },
    {
      name: 'in several',
      text: 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 8, 7\r\n',
    },
  ])('contain the supported versions, $name (§4.4)', ({ text }) => {
    const judgement = judge(`HTTP/1.1 400 Bad Request\r\n${text}`);
    expect(judgement).toMatchObject({ verdict: 'fails', versions: ['13', '8', '7'] });
  });
});
