import { describe, expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import {
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type RequestHead,
  type ResponseHead,
} from '#core/protocol/http-head.ts';
import { checkOpeningRequest, encodeOpeningRequest } from '#core/protocol/opening-request.ts';
import {
  checkOpeningResponse,
  encodeOpeningResponse,
  encodeRefusal,
  refusalFor,
} from '#core/protocol/opening-response.ts';

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
  expect(fromLatin1(bytes)).toBe([...LINES, 'Sec-WebSocket-Protocol: chat', '', ''].join('\r\n'));
});

test('everything else that a server may say goes along', () => {
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
      name: 'of status 200, whatever else it says',
      changes: { HTTP: 'HTTP/1.1 200 OK', Upgrade: null },
      broken: ['response.status'],
    },
    { name: 'without Upgrade', changes: { Upgrade: null }, broken: ['response.upgrade'] },
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
      more: ['Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover'],
      broken: [],
    },
    {
      name: 'with one that was not',
      more: ['Sec-WebSocket-Extensions: x-mine'],
      broken: ['response.extension-not-offered'],
    },
  ])('$name breaks $broken', ({ changes = {}, more = [], broken }) => {
    const violations = checkOpeningResponse(responseWith(changes, more), request);
    expect(violations.map(({ id }) => id)).toEqual(broken);
  });

  test('to a request that nobody has is judged by itself', () => {
    const head = responseWith({ 'Sec-WebSocket-Accept': 'Sec-WebSocket-Accept: AAAA' }, [
      'Sec-WebSocket-Protocol: mqtt',
    ]);
    expect(checkOpeningResponse(head, null)).toEqual([]);
  });
});

describe('a refusal', () => {
  const refuse = (replace: string, by: string) => {
    const text = fromLatin1(encodeOpeningRequest({ target: '/', host: 'a', key: KEY }));
    const head = requestOf(toLatin1(text.replace(replace, by)));
    return fromLatin1(encodeRefusal(refusalFor(checkOpeningRequest(head))));
  };

  test('of the version names the one that is spoken (§4.4)', () => {
    expect(refuse('Version: 13', 'Version: 8')).toBe(
      'HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n',
    );
  });

  test('of anything else is a bad request', () => {
    expect(refuse(KEY, 'AQID')).toBe(
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
  });
});
