import { describe, expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import {
  checkHeadReading,
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  violationInHead,
  type RequestHead,
  type ResponseHead,
} from '#core/protocol/http/http-head.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import {
  checkOpeningResponse,
  encodeOpeningResponse,
  encodeRefusal,
  refusalFor,
} from '#core/protocol/opening/opening-response.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

function responseOf(text: string): ResponseHead {
  const reading = decodeHttpHead(toLatin1(text));
  if (reading.kind !== 'head' || !isResponseHead(reading.head)) {
    throw new TypeError('expected a response');
  }
  return reading.head;
}

function requestOf(bytes: Uint8Array): RequestHead {
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head' || !isRequestHead(reading.head)) {
    throw new TypeError('expected a request');
  }
  return reading.head;
}

const request = requestOf(
  encodeOpeningRequest({
    target: '/',
    host: 'a',
    key: KEY,
    subprotocols: ['chat', 'superchat'],
    extensions: 'permessage-deflate; client_max_window_bits, x-other',
  }),
);

const LINES = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  `Sec-WebSocket-Accept: ${ACCEPT}`,
];

/** Without it, the answer is right for the RFC but not for a browser. */
const CHOSEN = 'Sec-WebSocket-Protocol: chat';

function responseWith(changes: Record<string, string | null>, more: string[] = []): ResponseHead {
  const lines = LINES.flatMap((line) => {
    const beginning = Object.keys(changes).find((each) => line.startsWith(each));
    const changed = beginning === undefined ? line : changes[beginning];
    return changed ?? [];
  });
  return responseOf([...lines, ...more, '', ''].join('\r\n'));
}

test('the example of RFC 6455 §1.2 is written', () => {
  const bytes = encodeOpeningResponse({ key: KEY, subprotocol: 'chat' });
  expect(fromLatin1(bytes)).toBe([...LINES, CHOSEN, '', ''].join('\r\n'));
});

test('all other fields that a server can send are included', () => {
  const text = fromLatin1(
    encodeOpeningResponse({
      key: KEY,
      extensions: 'permessage-deflate',
      otherFields: [['Server', 'ws']],
    }),
  );
  expect(text).toBe(
    [...LINES, 'Sec-WebSocket-Extensions: permessage-deflate', 'Server: ws', '', ''].join('\r\n'),
  );
});

describe('a response', () => {
  test.each<{
    name: string;
    changes?: Record<string, string | null>;
    more?: string[];
    broken: string[];
  }>([
    { name: 'that is right', broken: [] },
    {
      name: 'with any reason',
      changes: { HTTP: 'HTTP/1.1 101 Web Socket Protocol Handshake' },
      broken: [],
    },
    {
      name: 'with names and tokens in other letters',
      changes: { Upgrade: 'upgrade: WebSocket', Connection: 'CONNECTION: upgrade' },
      broken: [],
    },
    {
      name: 'of status 200, whatever its fields',
      changes: { HTTP: 'HTTP/1.1 200 OK', Upgrade: null },
      broken: ['response.status'],
    },
    { name: 'without Upgrade', changes: { Upgrade: null }, broken: ['response.upgrade'] },
    {
      name: 'with Upgrade twice',
      changes: { Upgrade: 'Upgrade: websocket\r\nUpgrade: websocket' },
      broken: ['response.upgrade'],
    },
    {
      name: 'with websocket twice in Upgrade',
      changes: { Upgrade: 'Upgrade: websocket, websocket' },
      broken: ['response.upgrade'],
    },
    { name: 'without Connection', changes: { Connection: null }, broken: ['response.connection'] },
    {
      name: 'without the accept value',
      changes: { 'Sec-WebSocket-Accept': null },
      broken: ['response.accept-missing'],
    },
    {
      name: 'with another accept value',
      changes: { 'Sec-WebSocket-Accept': 'Sec-WebSocket-Accept: AAAA' },
      broken: ['response.accept-wrong'],
    },
    {
      name: 'with the accept value in other letters',
      changes: { 'Sec-WebSocket-Accept': `Sec-WebSocket-Accept: ${ACCEPT.toLowerCase()}` },
      broken: ['response.accept-wrong'],
    },
    {
      name: 'with a subprotocol that was offered',
      more: ['Sec-WebSocket-Protocol: superchat'],
      broken: [],
    },
    {
      name: 'with one that was not',
      more: ['Sec-WebSocket-Protocol: mqtt'],
      broken: ['response.subprotocol-not-offered'],
    },
    {
      name: 'with one in other letters',
      more: ['Sec-WebSocket-Protocol: Chat'],
      broken: ['response.subprotocol-not-offered'],
    },
    {
      name: 'with an extension that was offered',
      more: [CHOSEN, 'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover'],
      broken: [],
    },
    {
      name: 'with one that was not',
      more: [CHOSEN, 'Sec-WebSocket-Extensions: x-mine'],
      broken: ['response.extension-not-offered'],
    },
    { name: 'without a subprotocol', more: [], broken: ['response.subprotocol-missing'] },
    {
      name: 'with an empty one',
      more: ['Sec-WebSocket-Protocol:'],
      broken: ['response.subprotocol-not-offered'],
    },
    {
      name: 'with two in a list',
      more: ['Sec-WebSocket-Protocol: chat, superchat'],
      broken: ['response.subprotocol-several'],
    },
    {
      name: 'with two on two lines',
      more: [CHOSEN, CHOSEN],
      broken: ['response.subprotocol-several'],
    },
    {
      name: 'that switches to one protocol more',
      changes: { Upgrade: 'Upgrade: websocket, h2c' },
      broken: ['response.upgrade'],
    },
    {
      name: 'whose connection stays as well',
      changes: { Connection: 'Connection: keep-alive,,Upgrade' },
      broken: [],
    },
    {
      name: 'with spaces around the accept value',
      changes: { 'Sec-WebSocket-Accept': `Sec-WebSocket-Accept: \t ${ACCEPT} \t` },
      broken: [],
    },
    {
      name: 'with the accept value twice',
      more: [CHOSEN, `Sec-WebSocket-Accept: ${ACCEPT}`],
      broken: ['response.accept-repeated'],
    },
    {
      name: 'with two accept values',
      more: [CHOSEN, 'Sec-WebSocket-Accept: AAAA'],
      broken: ['response.accept-wrong', 'response.accept-repeated'],
    },
    {
      name: 'of HTTP/1.0',
      changes: { HTTP: 'HTTP/1.0 101 Switching Protocols' },
      broken: ['response.version'],
    },
    {
      name: 'with extensions on two lines',
      more: [CHOSEN, 'Sec-WebSocket-Extensions: x-other', 'Sec-WebSocket-Extensions: x-other'],
      broken: ['response.extensions-repeated'],
    },
    {
      name: 'with an extension that was offered in other letters',
      more: [CHOSEN, 'Sec-WebSocket-Extensions: Permessage-Deflate'],
      broken: ['response.extension-not-offered'],
    },
    {
      name: 'with extensions that are no list',
      more: [CHOSEN, 'Sec-WebSocket-Extensions: ;'],
      broken: ['extensions.malformed'],
    },
    {
      name: 'with a window that can’t be',
      more: [CHOSEN, 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=17'],
      broken: ['compression.answer-value'],
    },
    {
      name: 'that announces a body',
      more: [CHOSEN, 'Content-Length: 10'],
      broken: ['response.body-announced'],
    },
    ...[
      { status: '099', broken: 'response.status-invalid' },
      { status: '100', broken: 'response.interim' },
      { status: '599', broken: 'response.status' },
      { status: '600', broken: 'response.status-invalid' },
      { status: '999', broken: 'response.status-invalid' },
    ].map(({ status, broken }) => ({
      name: `of status ${status}`,
      changes: { HTTP: `HTTP/1.1 ${status} X` },
      broken: [broken],
    })),
    {
      name: 'that comes before the answer',
      changes: { HTTP: 'HTTP/1.1 100 Continue' },
      broken: ['response.interim'],
    },
  ])('$name breaks $broken', ({ changes = {}, more = [CHOSEN], broken }) => {
    const violations = checkOpeningResponse(responseWith(changes, more), request);
    expect(violations.map(({ id }) => id)).toEqual(broken);
  });

  test('to an unknown request is judged without it', () => {
    const head = responseWith({ 'Sec-WebSocket-Accept': 'Sec-WebSocket-Accept: AAAA' }, [
      'Sec-WebSocket-Protocol: mqtt',
    ]);
    expect(checkOpeningResponse(head, null)).toEqual([]);
  });
});

test.each([
  { offered: [], broken: [] },
  { offered: ['chat'], broken: ['response.subprotocol-missing'] },
  { offered: ['chat', 'soap'], broken: ['response.subprotocol-missing'] },
])('no subprotocol after an offer of $offered breaks $broken', ({ offered, broken }) => {
  const sent = encodeOpeningRequest({ target: '/', host: 'a', key: KEY, subprotocols: offered });
  const violations = checkOpeningResponse(responseWith({}), requestOf(sent));
  expect(violations.map(({ id }) => id)).toEqual(broken);
});

test.each([
  { name: 'its line', more: ['Sec-WebSocket-Protocol: chat, mqtt'], at: 0 },
  { name: 'the second line', more: [CHOSEN, 'Sec-WebSocket-Protocol: mqtt'], at: 1 },
])('several subprotocols are reported at $name', ({ more, at }) => {
  const head = responseWith({}, more);
  const line = head.fields.filter(({ name }) => name === 'Sec-WebSocket-Protocol')[at]!;
  const [violation] = checkOpeningResponse(head, request);
  expect(violation).toEqual(violationInHead('response.subprotocol-several', head, line));
});

test.each([
  { name: 'a wrong line', lines: ['Upgrade: h2c'], at: 0 },
  { name: 'the second line', lines: ['Upgrade: websocket', 'Upgrade: websocket'], at: 1 },
  { name: 'the first of two lines, if it is wrong', lines: ['Upgrade: h2c', 'Upgrade: b'], at: 0 },
])('the upgrade is reported at $name', ({ lines, at }) => {
  const head = responseWith({ Upgrade: lines.join('\r\n') });
  const line = head.fields.filter(({ name }) => name === 'Upgrade')[at]!;
  const [violation] = checkOpeningResponse(head, null);
  expect(violation).toEqual(violationInHead('response.upgrade', head, line));
});

test('a missing upgrade is reported at the end of the head', () => {
  const head = responseWith({ Upgrade: null });
  const [violation] = checkOpeningResponse(head, null);
  expect(violation).toEqual(violationInHead('response.upgrade', head, null));
});

describe('a refusal', () => {
  const refuse = (replace: string, by: string) => {
    const text = fromLatin1(encodeOpeningRequest({ target: '/', host: 'a', key: KEY }));
    const head = requestOf(toLatin1(text.replace(replace, by)));
    return fromLatin1(encodeRefusal(refusalFor(checkOpeningRequest(head))));
  };

  test.each([
    {
      name: 'of the version names the one that is spoken (§4.4)',
      replace: ['Version: 13', 'Version: 8'],
      text: 'HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n',
    },
    {
      name: 'of the method names the one that is right',
      replace: ['GET', 'POST'],
      text: 'HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nAllow: GET\r\nContent-Length: 0\r\n\r\n',
    },
    {
      name: 'of anything else is a bad request',
      replace: [KEY, 'AQID'],
      text: 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    },
    {
      name: 'of the version and something else is a bad request',
      replace: [`${KEY}\r\nSec-WebSocket-Version: 13`, 'AQID\r\nSec-WebSocket-Version: 8'],
      text: 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    },
  ] as const)('$name', ({ replace: [from, to], text }) => {
    expect(refuse(from, to)).toBe(text);
  });

  test('of an endless head is reported', () => {
    const violations = checkHeadReading({ kind: 'too-long', limit: 10 });
    expect(fromLatin1(encodeRefusal(refusalFor(violations)))).toMatch(
      /^HTTP\/1.1 431 Request Header/,
    );
  });
});
