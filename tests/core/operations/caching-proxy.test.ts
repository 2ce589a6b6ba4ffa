import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { ProxiedConnection, urlOf, type ProxyCache } from '#core/operations/caching-proxy.ts';

const GET = toLatin1('GET /a.js HTTP/1.1\r\nHost: CDN.example\r\n\r\n');
const STORED = toLatin1(
  'HTTP/1.1 200 OK\r\nCache-Control: public, max-age=60\r\nContent-Length: 3\r\n\r\nabc',
);

function through(request: Uint8Array, response: Uint8Array): ProxyCache {
  const cache: ProxyCache = new Map();
  const connection = new ProxiedConnection(cache);
  connection.readClient(request);
  connection.readServer(response);
  return cache;
}

test('the proxy stores a fresh response under host and path', () => {
  const cache = through(GET, STORED);
  expect([...cache].map(([url, body]) => [url, fromLatin1(body)])).toEqual([
    ['http://cdn.example/a.js', 'abc'],
  ]);
  expect(urlOf('CDN.example', '/a.js')).toBe('http://cdn.example/a.js');
});

describe('it stores nothing', () => {
  test.each([
    ['without a request', '', fromLatin1(STORED)],
    ['for a POST', fromLatin1(GET).replace('GET', 'POST'), fromLatin1(STORED)],
    ['for a request without a host', 'GET /a.js HTTP/1.1\r\n\r\n', fromLatin1(STORED)],
    ['for a 404', fromLatin1(GET), fromLatin1(STORED).replace('200', '404')],
    ['without max-age', fromLatin1(GET), fromLatin1(STORED).replace(', max-age=60', '')],
    ['for max-age=0', fromLatin1(GET), fromLatin1(STORED).replace('=60', '=0')],
    ['for a private response', fromLatin1(GET), fromLatin1(STORED).replace('public', 'private')],
    ['against no-store', fromLatin1(GET), fromLatin1(STORED).replace('public', 'no-store')],
    ['before the whole body is there', fromLatin1(GET), fromLatin1(STORED).slice(0, -1)],
  ])('%s', (_name, request, response) => {
    expect(through(toLatin1(request), toLatin1(response)).size).toBe(0);
  });
});

test('responses belong to requests in their order', () => {
  const cache: ProxyCache = new Map();
  const connection = new ProxiedConnection(cache);
  connection.readClient(toLatin1('GET /first HTTP/1.1\r\nHost: a\r\n\r\n'));
  connection.readClient(toLatin1('GET /second HTTP/1.1\r\nHost: b\r\n\r\n'));
  connection.readServer(toLatin1('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  const [second] = connection.readServer(STORED);
  expect(second?.request?.url).toBe('http://b/second');
  expect([...cache.keys()]).toEqual(['http://b/second']);
});

test('how the bytes are cut changes nothing, and other bytes are skipped', () => {
  const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.map((byte) => byte | 0x80));
  const places = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 6 });
  fc.assert(
    fc.property(noise, noise, places, (before, between, cuts) => {
      const cache: ProxyCache = new Map();
      const connection = new ProxiedConnection(cache);
      const requests = chunksOf([...before, ...GET, ...between, ...GET], cuts).flatMap((chunk) =>
        connection.readClient(chunk),
      );
      const first = before.length;
      const second = first + GET.length + between.length;
      expect(requests.map(({ range }) => range)).toEqual([
        { start: first, end: first + GET.length },
        { start: second, end: second + GET.length },
      ]);
      const responses = chunksOf([...between, ...STORED, ...before], cuts).flatMap((chunk) =>
        connection.readServer(chunk),
      );
      expect(responses.map(({ range }) => range.start)).toEqual([between.length]);
      expect(cache.size).toBe(1);
    }),
  );
});

function chunksOf(bytes: readonly number[], cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set(cuts.filter((cut) => cut < bytes.length)), bytes.length];
  ends.sort((a, b) => a - b);
  return ends.map((end, index) => Uint8Array.from(bytes.slice(ends[index - 1] ?? 0, end)));
}
