import { describe, expect, test } from 'vitest';
import {
  compareRequests,
  compareResponses,
  type OpeningRow,
} from '#core/handshake/http2-head-dissection.ts';
import { http2RequestFields, http2ResponseFields } from '#core/protocol/opening/http2-opening.ts';
import { openingRequestFields } from '#core/protocol/opening/opening-request.ts';
import { referenceLabel } from '#core/protocol/rules/reference.ts';

const REQUEST = {
  target: '/chat',
  host: 'a.example',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  origin: 'https://a.example',
  subprotocols: ['chat'],
  extensions: 'permessage-deflate',
  otherFields: [
    ['Cookie', 'a=1'],
    ['Cookie', 'b=2'],
  ] as const,
};

const show = (rows: readonly OpeningRow[]) =>
  rows.map(({ http1, http2 }) => [http1, http2 && `${http2.name}: ${http2.value}`]);

describe('a request', () => {
  const rows = compareRequests(REQUEST, 'https');

  test('is compared with itself', () => {
    expect(show(rows)).toEqual([
      ['GET', ':method: CONNECT'],
      ['/chat', ':path: /chat'],
      ['HTTP/1.1', null],
      [null, ':scheme: https'],
      ['Host: a.example', ':authority: a.example'],
      ['Upgrade: websocket', ':protocol: websocket'],
      ['Connection: Upgrade', null],
      ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', null],
      ['Origin: https://a.example', 'origin: https://a.example'],
      ['Sec-WebSocket-Protocol: chat', 'sec-websocket-protocol: chat'],
      [
        'Sec-WebSocket-Extensions: permessage-deflate',
        'sec-websocket-extensions: permessage-deflate',
      ],
      ['Sec-WebSocket-Version: 13', 'sec-websocket-version: 13'],
      ['Cookie: a=1', 'cookie: a=1'],
      ['Cookie: b=2', 'cookie: b=2'],
    ]);
  });

  test('has all fields of both forms', () => {
    const http2 = rows.flatMap((row) => row.http2 ?? []);
    expect(new Set(http2)).toEqual(new Set(http2RequestFields(REQUEST, 'https')));
    for (const [name, value] of openingRequestFields(REQUEST)) {
      expect(rows.map(({ http1 }) => http1)).toContain(`${name}: ${value}`);
    }
  });
});

test('an answer is compared with itself', () => {
  const response = { key: REQUEST.key, subprotocol: 'chat' };
  const rows = compareResponses(response);
  expect(show(rows)).toEqual([
    ['HTTP/1.1', null],
    ['101 Switching Protocols', ':status: 200'],
    ['Upgrade: websocket', null],
    ['Connection: Upgrade', null],
    ['Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=', null],
    ['Sec-WebSocket-Protocol: chat', 'sec-websocket-protocol: chat'],
  ]);
  expect(rows.flatMap(({ http2 }) => http2 ?? [])).toEqual(http2ResponseFields(response));
  expect(rows.map(({ reference }) => referenceLabel(reference)).slice(0, 3)).toEqual([
    'RFC 9113 §8.3',
    'RFC 8441 §5',
    'RFC 9113 §8.2.2',
  ]);
});
