import { describe, expect, test } from 'vitest';
import {
  findFragment,
  isSameOrigin,
  isWellFormedHost,
  isWellFormedOrigin,
  isWellFormedTarget,
  namesResource,
  pathOf,
  resourceNameOf,
} from '#core/protocol/opening/request-target.ts';

describe('a target', () => {
  test.each([
    { target: '/', isWellFormed: true, name: '/', path: '/' },
    { target: '/a/b?c=d&e', isWellFormed: true, name: '/a/b?c=d&e', path: '/a/b' },
    { target: '//a', isWellFormed: true, name: '//a', path: '//a' },
    { target: 'http://a.example:80/b?c', isWellFormed: true, name: '/b?c', path: '/b' },
    { target: 'HTTPS://[::1]', isWellFormed: true, name: '/', path: '/' },
    { target: 'https://a?b', isWellFormed: true, name: '/?b', path: '/' },
    { target: 'wss://a/b', isWellFormed: false, name: '/b', path: '/b' },
    { target: 'http:///b', isWellFormed: false, name: '/b', path: '/b' },
    {
      target: 'a.example:443',
      isWellFormed: false,
      name: '/a.example:443',
      path: '/a.example:443',
    },
    { target: '/a#b', isWellFormed: false, name: '/a', path: '/a' },
    { target: '/"', isWellFormed: false, name: '/"', path: '/"' },
  ])('$target', ({ target, isWellFormed, name, path }) => {
    expect(isWellFormedTarget(target)).toBe(isWellFormed);
    expect(resourceNameOf(target)).toBe(name);
    expect(pathOf(target)).toBe(path);
  });

  test('has its fragment from the first "#" on', () => {
    expect(findFragment('/a#b#c')).toEqual({ start: 2, end: 6 });
    expect(findFragment('/a%23b')).toBeNull();
  });

  test('of any length is judged in time', () => {
    expect(isWellFormedTarget(`/${'a%20'.repeat(16_000)}`)).toBe(true);
    expect(isWellFormedTarget(`/${'a%20'.repeat(16_000)}"`)).toBe(false);
  });
});

test.each([
  { host: 'example.com', isWellFormed: true },
  { host: 'localhost:8080', isWellFormed: true },
  { host: 'a:', isWellFormed: true },
  { host: '127.0.0.1', isWellFormed: true },
  { host: '[::1]:80', isWellFormed: true },
  { host: '', isWellFormed: false },
  { host: ':80', isWellFormed: false },
  { host: 'a:b', isWellFormed: false },
  { host: 'a@b', isWellFormed: false },
  { host: '::1', isWellFormed: false },
  { host: 'a, b', isWellFormed: false },
])('"$host" is a host: $isWellFormed', ({ host, isWellFormed }) => {
  expect(isWellFormedHost(host)).toBe(isWellFormed);
});

test.each([
  { origin: 'https://a.example', isWellFormed: true },
  { origin: 'HTTPS://A.example:8443', isWellFormed: true },
  { origin: 'chrome-extension://abcdef', isWellFormed: true },
  { origin: 'file://', isWellFormed: true },
  { origin: 'null', isWellFormed: true },
  { origin: 'https://a https://b', isWellFormed: true },
  { origin: 'https://a b', isWellFormed: false },
  { origin: 'https://a/', isWellFormed: false },
  { origin: 'a.example', isWellFormed: false },
  { origin: '', isWellFormed: false },
])('"$origin" is an origin: $isWellFormed', ({ origin, isWellFormed }) => {
  expect(isWellFormedOrigin(origin)).toBe(isWellFormed);
});

/** RFC 9112 §3.2; RFC 6455 §4.1, item 2: a path or "an absolute http/https URI". */
test.each([
  { target: '/', names: true },
  { target: '/chat?a[]=1', names: true },
  { target: 'http://a/chat', names: true },
  { target: 'HTTPS://a', names: true },
  { target: 'chat', names: false },
  { target: '*', names: false },
  { target: 'ws://a/chat', names: false },
  { target: 'wss://a/chat', names: false },
  { target: 'http:///chat', names: false },
  { target: 'a.example:443', names: false },
])('$target names a resource: $names', ({ target, names }) => {
  expect(namesResource(target)).toBe(names);
});

/** RFC 6454 §4 and §5: scheme and host in lowercase, the default port filled in. */
test.each([
  { a: 'https://a.example', b: 'https://A.Example', isSame: true },
  { a: 'https://a.example', b: 'HTTPS://a.example:443', isSame: true },
  { a: 'http://a.example:80', b: 'http://a.example', isSame: true },
  { a: 'http://[::1]:8080', b: 'http://[::1]:08080', isSame: true },
  { a: 'null', b: 'null', isSame: true },
  { a: 'https://a.example', b: 'http://a.example', isSame: false },
  { a: 'https://a.example:80', b: 'https://a.example', isSame: false },
  { a: 'https://a.example', b: 'https://b.example', isSame: false },
  { a: 'https://a.example', b: 'https://a.example.evil', isSame: false },
  { a: 'https://a.example', b: 'https://a.example https://evil', isSame: false },
  { a: 'https://a.example', b: 'null', isSame: false },
  { a: 'null', b: 'a.example', isSame: false },
])('$a and $b are the same origin: $isSame', ({ a, b, isSame }) => {
  expect(isSameOrigin(a, b)).toBe(isSame);
  expect(isSameOrigin(b, a)).toBe(isSame);
});
