import { describe, expect, test } from 'vitest';
import { guardRequest, guardTap } from '#node/guard/request-guard.ts';

const PORT = 4173;

const marks = (host: string | string[], origin: string[] = [], fetchSite: string[] = []) => ({
  host: [host].flat(),
  origin,
  fetchSite,
});

describe('a page of this server', () => {
  test.each(['127.0.0.1:4173', 'localhost:4173', 'LOCALHOST:4173', '[::1]:4173'])(
    'is asked for as %s',
    (host) => {
      expect(guardRequest(marks(host), PORT)).toBeNull();
      expect(guardRequest(marks(host, [`http://${host}`], ['same-origin']), PORT)).toBeNull();
      expect(guardRequest(marks(host, [], ['none']), PORT)).toBeNull();
    },
  );

  test.each([
    { host: [] },
    { host: ['127.0.0.1:4173', '127.0.0.1:4173'] },
    { host: [''] },
    { host: ['127.0.0.1'] },
    { host: ['127.0.0.1:4174'] },
    { host: ['127.0.0.2:4173'] },
    { host: ['localhost.:4173'] },
    { host: ['localhost.evil.example:4173'] },
    { host: ['evil.example:4173'] },
    { host: ['192.168.0.7:4173'] },
    { host: ['0.0.0.0:4173'] },
    { host: ['[::]:4173'] },
    { host: ['127.0.0.1:4173 '] },
    { host: ['user@127.0.0.1:4173'] },
  ])('is not asked for as $host', ({ host }) => {
    expect(guardRequest(marks(host), PORT)).toBe('host');
  });

  test.each([
    { origin: ['null'] },
    { origin: ['https://127.0.0.1:4173'] },
    { origin: ['http://127.0.0.1:4174'] },
    { origin: ['http://127.0.0.1'] },
    { origin: ['http://evil.example:4173'] },
    { origin: ['http://192.168.0.7:4173'] },
    { origin: ['http://127.0.0.1:4173', 'http://127.0.0.1:4173'] },
    { origin: ['http://127.0.0.1:4173.evil.example'] },
    { origin: [''] },
  ])('is not asked for by $origin', ({ origin }) => {
    expect(guardRequest(marks('127.0.0.1:4173', origin), PORT)).toBe('origin');
  });

  test.each([['cross-site'], ['same-site'], [''], ['none, none'], ['same-origin', 'none']])(
    'is not asked for from %s',
    (...fetchSite) => {
      expect(guardRequest(marks('127.0.0.1:4173', [], fetchSite), PORT)).toBe('fetch-site');
    },
  );

  test('at port 80 needs no port', () => {
    expect(guardRequest(marks('localhost', ['http://localhost']), 80)).toBeNull();
  });
});

describe('a tap', () => {
  test.each([[], ['http://localhost:3000'], ['https://127.0.0.1'], ['http://[::1]:8080']])(
    'is open to the origin %s',
    (...origin) => {
      expect(guardTap(marks('127.0.0.1:4173', origin, []), PORT, [])).toBeNull();
    },
  );

  test('is open to pages of this machine, whatever the browser calls the request', () => {
    const request = marks('127.0.0.1:4173', ['http://localhost:3000'], ['cross-site']);
    expect(guardTap(request, PORT, [])).toBeNull();
  });

  test.each([
    ['https://evil.example'],
    ['http://localhost.evil.example'],
    ['http://localhost:3000.evil.example'],
    ['null'],
    ['http://192.168.0.7'],
    ['http://127.0.0.2'],
    ['http://localhost', 'http://localhost'],
  ])('is closed to %s', (...origin) => {
    expect(guardTap(marks('127.0.0.1:4173', origin), PORT, ['https://app.example'])).toBe('origin');
  });

  test('is opened to a site by name', () => {
    const request = marks('127.0.0.1:4173', ['https://APP.example'], ['cross-site']);
    expect(guardTap(request, PORT, ['https://app.example'])).toBeNull();
  });

  test('is closed to another name of this server', () => {
    expect(guardTap(marks('evil.example:4173'), PORT, [])).toBe('host');
  });

  test('is closed to a request of a site without an origin', () => {
    expect(guardTap(marks('127.0.0.1:4173', [], ['cross-site']), PORT, [])).toBe('fetch-site');
  });
});
