import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';
import { MAX_OWN_REQUEST } from '#core/traffic/settings/comparison-settings.ts';
import { encodeHead, headSize } from '#core/traffic/heads/head-template.ts';
import { HEAD_IDS } from '#core/traffic/heads/header-profile.ts';
import { readOwnRequest } from '#core/traffic/heads/own-request.ts';

const pasted = [
  'GET /news?after=7 HTTP/1.1',
  'Host: example.com',
  'Accept: application/json',
  'Cookie: a=b; c={d}',
].join('\n');

describe('a request', () => {
  test('is counted with the line ends that HTTP wants, whatever it was pasted with', () => {
    const size = pasted.replaceAll('\n', '\r\n').length + 4;
    for (const text of [pasted, pasted.replaceAll('\n', '\r\n'), `\n${pasted}\n\n`]) {
      expect(readOwnRequest(text)).toMatchObject({ kind: 'request', size });
    }
  });

  test('becomes the poll as it is, and with more every other request', () => {
    const reading = readOwnRequest(pasted);
    if (reading.kind !== 'request') throw new Error('expected a request');
    const { heads } = reading.profile;
    expect(headSize(heads['poll-request'], { since: 123_456, length: 0 })).toBe(reading.size);
    const values = { since: 1, length: 2, date: 0, key: 'k'.repeat(24), accept: 'a'.repeat(28) };
    for (const id of HEAD_IDS) {
      const decoded = decodeHttpHead(encodeHead(heads[id], values));
      expect(decoded).toMatchObject({ kind: 'head', violations: [] });
    }
  });

  test('that was itself an opening of a WebSocket gives up its handshake', () => {
    const reading = readOwnRequest(
      `${pasted}\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: x`,
    );
    if (reading.kind !== 'request') throw new Error('expected a request');
    const names = reading.profile.heads['opening-request'].fields.map(([name]) => name);
    expect(
      names.filter((name) => /^(upgrade|connection|sec-websocket-key)$/i.test(name)),
    ).toHaveLength(3);
  });
});

test.each([
  { name: 'prose', text: 'hello there', broken: { why: 'not-http', line: 1 } },
  { name: 'an answer', text: 'HTTP/1.1 200 OK\nDate: x', broken: { why: 'response' } },
  {
    name: 'a line without a colon',
    text: 'GET / HTTP/1.1\nHost: a\nnonsense',
    broken: { why: 'head.field-line', line: 3 },
  },
  {
    name: 'a space before a colon',
    text: 'GET / HTTP/1.1\nHost : a',
    broken: { why: 'head.blank-before-colon', line: 2 },
  },
  {
    name: 'a folded line',
    text: 'GET / HTTP/1.1\nHost: a\n b',
    broken: { line: 3 },
  },
  {
    name: 'a character beyond Latin-1',
    text: 'GET / HTTP/1.1\nCookie: a=…',
    broken: { why: 'not-latin-1', line: 2, column: 11 },
  },
  {
    name: 'too much',
    text: 'GET / HTTP/1.1\n'.padEnd(MAX_OWN_REQUEST + 1, 'a'),
    broken: { why: 'too-long' },
  },
])('$name is reported with its position', ({ text, broken }) => {
  expect(readOwnRequest(text)).toMatchObject({ kind: 'broken', ...broken });
});

test.each([
  { name: 'nothing, if it is a whole poll', text: pasted, remarks: [] },
  { name: 'another version', text: 'GET / HTTP/1.0\nHost: a', remarks: ['other-version'] },
  { name: 'a missing Host', text: 'GET / HTTP/1.1\nAccept: */*', remarks: ['no-host'] },
  {
    name: 'a handshake',
    text: 'GET / HTTP/1.1\nHost: a\nConnection: keep-alive, Upgrade\nUpgrade: websocket',
    remarks: ['handshake'],
  },
  { name: 'another method', text: 'POST / HTTP/1.1\nHost: a', remarks: ['other-method'] },
  {
    name: 'a body, which isn’t counted',
    text: 'POST / HTTP/1.1\nHost: a\nContent-Length: 2\n\nab',
    remarks: ['other-method', 'body'],
  },
])('remarks on $name', ({ text, remarks }) => {
  expect(readOwnRequest(text)).toMatchObject({ kind: 'request', remarks });
});

test('a body isn’t part of the size', () => {
  const [alone, withBody] = ['', '\n\nhello'].map((body) =>
    readOwnRequest(`POST / HTTP/1.1\nHost: a${body}`),
  );
  expect(alone).toHaveProperty('size', (withBody as { size: number }).size);
});

test('nothing is no request, and no fault', () => {
  expect(readOwnRequest(' \n ')).toEqual({ kind: 'none' });
});

test('no text throws, and what breaks breaks within it', () => {
  const anyText = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ maxLength: 100 }).map((tail) => `GET /${tail}`),
    fc.string({ maxLength: 100, unit: 'binary' }).map((tail) => `GET / HTTP/1.1\nA: ${tail}`),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const reading = readOwnRequest(text);
      if (reading.kind !== 'broken') return;
      expect(reading.line).toBeGreaterThan(0);
      expect(reading.column).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
