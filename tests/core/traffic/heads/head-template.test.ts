import { describe, expect, test } from 'vitest';
import { fromLatin1 } from '#core/bytes/text.ts';
import {
  encodeHead,
  headSize,
  quotedHead,
  requestTemplate,
  responseTemplate,
  withFields,
  type HeadValues,
} from '#core/traffic/heads/head-template.ts';

const values: HeadValues = {
  since: 12,
  length: 345,
  date: 1_795_336_458,
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
};

const request = requestTemplate('GET', '/poll?since={since}', [
  ['Host', 'example.com'],
  ['Sec-WebSocket-Key', '{key}'],
]);
const response = responseTemplate(200, 'OK', [
  ['Content-Length', '{length}'],
  ['Date', '{date}'],
  ['Sec-WebSocket-Accept', '{accept}'],
]);

test('values go into the holes', () => {
  expect(fromLatin1(encodeHead(request, values))).toBe(
    'GET /poll?since=12 HTTP/1.1\r\nHost: example.com\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  expect(fromLatin1(encodeHead(response, values))).toBe(
    'HTTP/1.1 200 OK\r\nContent-Length: 345\r\nDate: Sun, 22 Nov 2026 08:34:18 GMT\r\n' +
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
  );
});

describe.each([
  { name: 'a request', template: request },
  { name: 'a response', template: response },
  { name: 'a head without holes', template: requestTemplate('GET', '/', [['Host', 'a']]) },
])('the size of $name', ({ template }) => {
  test.each([0, 9, 10, 99, 100, 123_456])('is that of its bytes for the value %d', (value) => {
    const changed = { ...values, since: value, length: value };
    expect(headSize(template, changed)).toBe(encodeHead(template, changed).length);
  });
});

describe('a quoted head', () => {
  test('has a size and no bytes', () => {
    expect(headSize(quotedHead(716), values)).toBe(716);
    expect(() => encodeHead(quotedHead(716), values)).toThrow('expected a head with a text');
  });

  test('grows by the lines of its new fields', () => {
    const grown = withFields(quotedHead(716), [['Cookie', 'a=b']]);
    expect(headSize(grown, values)).toBe(716 + 'Cookie: a=b\r\n'.length);
  });
});

test('new fields go to the end of a head', () => {
  const grown = withFields(request, [['Cookie', 'a=b']]);
  expect(fromLatin1(encodeHead(grown, values))).toContain('==\r\nCookie: a=b\r\n\r\n');
  expect(headSize(grown, values)).toBe(encodeHead(grown, values).length);
});
