import { expect, test } from 'vitest';
import { readAuthority } from '#node/watch/authority.ts';

test.each([
  ['example.com:443', { hostname: 'example.com', port: 443 }],
  ['127.0.0.1:1', { hostname: '127.0.0.1', port: 1 }],
  ['[::1]:65535', { hostname: '::1', port: 65535 }],
  ['[2001:db8::a]:80', { hostname: '2001:db8::a', port: 80 }],
  ['example.com', null],
  ['example.com:', null],
  ['example.com:0', null],
  ['example.com:65536', null],
  ['::1:443', null],
  ['http://example.com:80', null],
  ['user@example.com:80', null],
  ['a b:80', null],
  ['', null],
])('“%s” names %j', (text, authority) => {
  expect(readAuthority(text)).toEqual(authority);
});
