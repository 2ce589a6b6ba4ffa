import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromLatin1 } from '#core/bytes/text.ts';
import { encodeOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { encodeHead, headSize, type HeadValues } from '#core/traffic/heads/head-template.ts';
import {
  HEAD_IDS,
  MODEL_HOST,
  type HeaderProfile,
  type HeadId,
} from '#core/traffic/heads/header-profile.ts';
import { profileOf } from '#core/traffic/heads/profiles.ts';
import recorded from '../recorded-exchanges.json' with { type: 'json' };

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const accept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
/** As Firefox 153 sent them. */
const firefoxHead = (target: string, accept: string, order: readonly string[]) =>
  [
    `GET ${target} HTTP/1.1`,
    'Host: 127.0.0.1:8701',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    `Accept: ${accept}`,
    'Accept-Language: en-US,en;q=0.9',
    'Accept-Encoding: gzip, deflate, br, zstd',
    ...order,
    'Sec-Fetch-Dest: empty',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Site: same-origin',
    'Priority: u=4',
    'Pragma: no-cache',
    'Cache-Control: no-cache',
    '',
    '',
  ].join('\r\n');
const between = ['Referer: http://127.0.0.1:8701/', 'Connection: keep-alive'];
const firefoxPoll = firefoxHead('/poll?since=0', '*/*', between);
const firefoxStream = firefoxHead('/sse', 'text/event-stream', between.toReversed());

const values: HeadValues = { since: 0, length: 0, date: 0, key, accept };

const textOf = (profile: HeaderProfile, id: HeadId, filling: Partial<HeadValues> = {}) =>
  fromLatin1(encodeHead(profile.heads[id], { ...values, ...filling }));

const NAMES = ['minimal', 'chromium', 'firefox', 'node', 'curl'] as const;
const profiles = NAMES.map((id) => profileOf({ id }));
const [MINIMAL_PROFILE, CHROMIUM_PROFILE, FIREFOX_PROFILE, NODE_PROFILE, CURL_PROFILE] =
  profiles as [HeaderProfile, HeaderProfile, HeaderProfile, HeaderProfile, HeaderProfile];
const heads = NAMES.flatMap((name) =>
  HEAD_IDS.map((id) => ({ name: `${name} ${id}`, profile: profileOf({ id: name }), id })),
);

test.each(heads)('the size of $name is that of its bytes', ({ profile, id }) => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.nat(10_000_000), fc.nat(2 ** 40), (since, length, date) => {
      const head = profile.heads[id];
      const bytes = encodeHead(head, { ...values, since, length, date: date % 253_402_300_800 });
      expect(headSize(head, { since, length })).toBe(bytes.length);
    }),
  );
});

describe('the heads of Chromium', () => {
  /** Each recording had its own port. Only the values can differ otherwise. */
  const atModelHost = (text: string) => text.replaceAll(/127\.0\.0\.1:\d+/g, MODEL_HOST);
  const dateOf = (text: string) => Date.parse(/Date: (.*)\r/.exec(text)?.[1] ?? '') / 1000;
  const { poll, longPoll, post, opening } = recorded.exchanges;

  test.each([
    { id: 'poll-request', text: poll.request, filling: { since: 18 } },
    { id: 'long-poll-request', text: longPoll.request, filling: { since: 19 } },
    { id: 'post-request', text: post.request, filling: { length: post.body.length } },
    { id: 'opening-request', text: opening.request, filling: { key: keyIn(opening.request) } },
    {
      id: 'news-response',
      text: poll.response,
      filling: { length: poll.body.length, date: dateOf(poll.response) },
    },
    { id: 'post-response', text: post.response, filling: { date: dateOf(post.response) } },
    {
      id: 'opening-response',
      text: opening.response,
      filling: { accept: /Accept: (.*)\r/.exec(opening.response)?.[1] ?? '' },
    },
  ] as const)('$id is the one recorded', ({ id, text, filling }) => {
    expect(textOf(CHROMIUM_PROFILE, id, filling)).toBe(atModelHost(text));
  });

  function keyIn(request: string): string {
    return /Sec-WebSocket-Key: (.*)\r/.exec(request)?.[1] ?? '';
  }
});

describe('the minimal heads', () => {
  test('of the handshake are those that our own connection writes', () => {
    expect(textOf(MINIMAL_PROFILE, 'opening-request')).toBe(
      fromLatin1(encodeOpeningRequest({ target: '/ws', host: MODEL_HOST, key })),
    );
    expect(textOf(MINIMAL_PROFILE, 'opening-response')).toBe(
      fromLatin1(encodeOpeningResponse({ key })),
    );
  });

  test('of a poll ask in two lines', () => {
    expect(textOf(MINIMAL_PROFILE, 'poll-request', { since: 7 })).toBe(
      'GET /poll?since=7 HTTP/1.1\r\nHost: 127.0.0.1:8601\r\n\r\n',
    );
  });
});

test('no 204 has a Content-Length, which RFC 9110 §8.6 forbids', () => {
  for (const profile of profiles) {
    expect(textOf(profile, 'empty-response')).not.toMatch(/content-length/i);
    expect(textOf(profile, 'post-response')).not.toMatch(/content-length/i);
  }
});

describe('the heads of others are as long as those recorded', () => {
  test.each([
    {
      name: 'Firefox poll',
      profile: FIREFOX_PROFILE,
      id: 'poll-request',
      size: firefoxPoll.length,
    },
    {
      name: 'Firefox stream',
      profile: FIREFOX_PROFILE,
      id: 'stream-request',
      size: firefoxStream.length,
    },
    { name: 'Node poll', profile: NODE_PROFILE, id: 'poll-request', size: 224 },
    { name: 'Node long poll', profile: NODE_PROFILE, id: 'long-poll-request', size: 228 },
    { name: 'Node post', profile: NODE_PROFILE, id: 'post-request', size: 232 },
    { name: 'Node stream', profile: NODE_PROFILE, id: 'stream-request', size: 211 },
    { name: 'ws opening', profile: NODE_PROFILE, id: 'opening-request', size: 225 },
    { name: 'curl poll', profile: CURL_PROFILE, id: 'poll-request', size: 90 },
    { name: 'curl stream', profile: CURL_PROFILE, id: 'stream-request', size: 95 },
    { name: 'Chromium stream', profile: CHROMIUM_PROFILE, id: 'stream-request', size: 545 },
    { name: 'Node’s answer to a stream', profile: NODE_PROFILE, id: 'stream-response', size: 189 },
  ] as const)('$name', ({ profile, id, size }) => {
    expect(textOf(profile, id)).toHaveLength(size);
  });
});

describe('a profile', () => {
  test('takes a cookie into each request, as long as it is set to', () => {
    const plain = profileOf({ id: 'chromium' });
    const withCookie = profileOf({ id: 'chromium', cookieSize: 100 });
    for (const id of HEAD_IDS) {
      const grown = textOf(withCookie, id).length - textOf(plain, id).length;
      expect(grown).toBe(id.endsWith('-request') ? 'Cookie: \r\n'.length + 100 : 0);
    }
  });

  test('agrees on compression, which costs its handshake the fields that a recording has', () => {
    const compressed = profileOf({ id: 'chromium', isCompressed: true });
    expect(textOf(compressed, 'opening-request')).toHaveLength(497);
    expect(textOf(compressed, 'opening-response')).toHaveLength(175);
    const curl = profileOf({ id: 'curl', isCompressed: true });
    expect(textOf(curl, 'opening-request')).toContain(
      'Sec-WebSocket-Extensions: permessage-deflate\r\n',
    );
  });

  test('of quoted sizes can be counted, not written', () => {
    const { heads: quoted } = profileOf({ id: 'study-2010' });
    expect(headSize(quoted['poll-request'], { since: 9, length: 0 })).toBe(716);
    expect(() => encodeHead(quoted['poll-request'], values)).toThrow(/expected a head with a text/);
  });
});
