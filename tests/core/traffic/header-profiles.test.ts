import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromLatin1 } from '#core/bytes/text.ts';
import { encodeOpeningRequest } from '#core/protocol/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening-response.ts';
import { CHROMIUM_PROFILE } from '#core/traffic/chromium-profile.ts';
import { encodeHead, headSize, type HeadValues } from '#core/traffic/head-template.ts';
import { MODEL_HOST, type HeaderProfile, type HeadId } from '#core/traffic/header-profile.ts';
import { MINIMAL_PROFILE } from '#core/traffic/minimal-profile.ts';
import recorded from './recorded-exchanges.json' with { type: 'json' };

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const accept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
const values: HeadValues = { since: 0, length: 0, date: 0, key, accept };

const textOf = (profile: HeaderProfile, id: HeadId, filling: Partial<HeadValues> = {}) =>
  fromLatin1(encodeHead(profile.heads[id], { ...values, ...filling }));

const profiles = [MINIMAL_PROFILE, CHROMIUM_PROFILE];
const heads = profiles.flatMap((profile) =>
  (Object.keys(profile.heads) as HeadId[]).map((id) => ({
    name: `${profile.id} ${id}`,
    profile,
    id,
  })),
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
  /** Each recording had a port of its own; the values are the only other thing that may differ. */
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
