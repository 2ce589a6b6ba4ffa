import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHarExchanges } from '#core/own-traffic/har-exchanges.ts';
import { harOf } from './har.ts';

describe('a HAR file', () => {
  test('has its exchanges with sizes, and times since the first', () => {
    const exchanges = readHarExchanges(harOf([{ atMs: 2000, response: 12 }, { atMs: 500 }]))!;
    expect(exchanges.map(({ sentAtMs, answeredAtMs }) => [sentAtMs, answeredAtMs])).toEqual([
      [0, 60],
      [1500, 1560],
    ]);
    const head = 'GET /news?since=7 HTTP/1.1\r\nHost: example.com\r\nCookie: sid=abc\r\n\r\n';
    expect(exchanges[1]).toMatchObject({
      method: 'GET',
      endpoint: 'https://example.com/news',
      target: '/news?since=7',
      requestHeadSize: head.length,
      responseBodySize: 12,
      isEncrypted: true,
      isHttp2: false,
    });
  });

  test('of HTTP/2 says so, and has no pseudo-header fields', () => {
    const text = harOf([{ atMs: 0, httpVersion: 'h2' }]).replace(
      '{"name":"Host","value":"example.com"}',
      '{"name":":authority","value":"example.com"},{"name":":path","value":"/news"}',
    );
    const [exchange] = readHarExchanges(text)!;
    expect(exchange).toMatchObject({ isHttp2: true });
    expect(exchange!.fields).toEqual([
      ['Host', 'example.com'],
      ['Cookie', 'sid=abc'],
    ]);
  });

  test('has the times that Date reads, in any zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.constantFrom('Z', '+05:30', '-08:00'),
        (date, zone) => {
          const local = `${date.toISOString().slice(0, -1)}${zone}`;
          const text = harOf([{ atMs: 0 }, { atMs: 0 }])
            .replace(/"startedDateTime":"[^"]*"/, `"startedDateTime":"${local}"`)
            .replace(
              /"startedDateTime":"2026-11-29T10:00:00.000Z"/,
              '"startedDateTime":"1980-01-01T00:00:00.000Z"',
            );
          const times = readHarExchanges(text)!.map(({ sentAtMs }) => sentAtMs);
          expect(Math.max(...times.map(Number))).toBe(Date.parse(local) - Date.parse('1980-01-01'));
        },
      ),
    );
  });

  test.each(['', 'hello', '{}', '[]', '{"log":{}}', '{"log":{"entries":7}}'])(
    '%j is none',
    (text) => {
      expect(readHarExchanges(text)).toBeNull();
    },
  );

  test('leaves out what is no exchange, and never throws', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const text = `{"log":{"entries":[${json},{"request":${json},"response":${json}}]}}`;
        expect(Array.isArray(readHarExchanges(text))).toBe(true);
      }),
    );
  });
});
