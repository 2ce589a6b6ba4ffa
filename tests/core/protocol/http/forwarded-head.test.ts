import { expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { forwardHead } from '#core/protocol/http/forwarded-head.ts';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';

function forwarded(lines: readonly string[], keptOptions: readonly string[] = []): string[] {
  const bytes = toLatin1([...lines, '', 'body'].join('\r\n'));
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head') throw new Error('expected a head');
  const head = forwardHead(bytes, reading.head, { pseudonym: 'proxy.example.net', keptOptions });
  return fromLatin1(head).split('\r\n');
}

const REQUEST = ['GET / HTTP/1.1', 'Host: a', 'Upgrade: websocket', 'connection: X-One, upgrade'];

test('fields that Connection names are removed, in any case (RFC 9110 §7.6.1)', () => {
  expect(forwarded([...REQUEST, 'x-one: 1', 'X-Two: 2'])).toEqual([
    'GET / HTTP/1.1',
    'Host: a',
    'X-Two: 2',
    'Via: 1.1 proxy.example.net',
    '',
    '',
  ]);
});

test('options that the proxy means itself are kept with their fields', () => {
  const lines = ['GET / HTTP/1.1', 'Host: a', 'Upgrade: websocket', 'Connection: Upgrade'];
  expect(forwarded(lines, ['upgrade'])).toEqual([...lines, 'Via: 1.1 proxy.example.net', '', '']);
});

test('an earlier Via stays before its own (RFC 9110 §7.6.3)', () => {
  const lines = ['HTTP/1.1 200 OK', 'Via: 1.0 other'];
  expect(forwarded(lines)).toEqual([...lines, 'Via: 1.1 proxy.example.net', '', '']);
});
