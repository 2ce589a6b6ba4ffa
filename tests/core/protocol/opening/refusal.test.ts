import { expect, test } from 'vitest';
import { fromLatin1 } from '#core/bytes/text.ts';
import { encodeRefusal } from '#core/protocol/opening/opening-response.ts';
import {
  badRequest,
  forbidden,
  headTooLarge,
  methodNotAllowed,
  notFound,
  redirectTo,
  requestTimeout,
  serviceUnavailable,
  unauthorized,
  upgradeRequired,
  type Refusal,
} from '#core/protocol/opening/refusal.ts';

test.each<{ refusal: Refusal; status: string; lines?: readonly string[] }>([
  { refusal: badRequest(), status: '400 Bad Request' },
  {
    refusal: unauthorized('Basic realm="chat"'),
    status: '401 Unauthorized',
    lines: ['WWW-Authenticate: Basic realm="chat"'],
  },
  { refusal: forbidden(), status: '403 Forbidden' },
  { refusal: notFound(), status: '404 Not Found' },
  { refusal: methodNotAllowed(), status: '405 Method Not Allowed', lines: ['Allow: GET'] },
  { refusal: requestTimeout(), status: '408 Request Timeout' },
  { refusal: headTooLarge(), status: '431 Request Header Fields Too Large' },
  { refusal: serviceUnavailable(), status: '503 Service Unavailable' },
  {
    refusal: serviceUnavailable(30),
    status: '503 Service Unavailable',
    lines: ['Retry-After: 30'],
  },
  {
    refusal: serviceUnavailable(0),
    status: '503 Service Unavailable',
    lines: ['Retry-After: 0'],
  },
  { refusal: redirectTo('/b'), status: '307 Temporary Redirect', lines: ['Location: /b'] },
  { refusal: redirectTo('/b', 301), status: '301 Moved Permanently', lines: ['Location: /b'] },
  { refusal: redirectTo('/b', 302), status: '302 Found', lines: ['Location: /b'] },
  { refusal: redirectTo('/b', 303), status: '303 See Other', lines: ['Location: /b'] },
  { refusal: redirectTo('/b', 308), status: '308 Permanent Redirect', lines: ['Location: /b'] },
])(
  '$status has a reason, ends the connection and has no body',
  ({ refusal, status, lines = [] }) => {
    expect(fromLatin1(encodeRefusal(refusal)).split('\r\n')).toEqual([
      `HTTP/1.1 ${status}`,
      'Connection: close',
      ...lines,
      'Content-Length: 0',
      '',
      '',
    ]);
  },
);

test('426 names the protocol and the version', () => {
  expect(fromLatin1(encodeRefusal(upgradeRequired())).split('\r\n')).toEqual([
    'HTTP/1.1 426 Upgrade Required',
    'Upgrade: websocket',
    'Connection: Upgrade, close',
    'Sec-WebSocket-Version: 13',
    'Content-Length: 0',
    '',
    '',
  ]);
});
