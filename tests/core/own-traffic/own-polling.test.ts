import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCapturedExchanges } from '#core/own-traffic/captured-exchanges.ts';
import { readHarExchanges } from '#core/own-traffic/har-exchanges.ts';
import { findPolling, type OwnPolling } from '#core/own-traffic/own-polling.ts';
import { readOwnRequest } from '#core/traffic/heads/own-request.ts';
import {
  DEFAULT_SETTINGS,
  NUMBER_LIMITS,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { harOf } from './har.ts';

function pollingIn(text: string): OwnPolling {
  const reading = findPolling(readHarExchanges(text)!);
  if (reading.kind !== 'polling') throw new Error('expected polling');
  return reading.polling;
}

/** Ten polls, two seconds apart; every third brings a message of 40 bytes. */
const minute = harOf(
  Array.from({ length: 10 }, (_, index) =>
    index % 3 === 0
      ? { atMs: index * 2000, response: 40 }
      : { atMs: index * 2000, status: 204, response: 0 },
  ),
);

describe('polling', () => {
  test('is found with its interval, its messages and its sizes', () => {
    const polling = pollingIn(minute);
    expect(polling).toMatchObject({
      endpoint: 'https://example.com/news',
      polls: 10,
      messages: 4,
      emptyPolls: 6,
      posts: 0,
      intervalMs: 2000,
      durationMs: 20_000,
      messageSize: 40,
    });
    expect(polling.settings).toMatchObject({
      toClientPerMinute: 12,
      fromClientPerMinute: 0,
      pollIntervalSeconds: 2,
      durationSeconds: 20,
      messageSize: 40,
      roundTripMs: 60,
      headers: 'own',
      emptyAnswer: 'no-content',
      encryption: 'tls',
      http: '1.1',
    });
  });

  test('has its own request, which Compare reads', () => {
    const { ownRequest } = pollingIn(minute).settings;
    expect(readOwnRequest(ownRequest!)).toMatchObject({ kind: 'request', remarks: [] });
  });

  test('counts POSTs to the same host as messages from the client', () => {
    const text = harOf([
      ...Array.from({ length: 6 }, (_, index) => ({ atMs: index * 1000 })),
      { atMs: 500, method: 'POST', url: 'https://example.com/say', request: 20 },
      { atMs: 700, method: 'POST', url: 'https://other.example/say', request: 20 },
    ]);
    const polling = pollingIn(text);
    expect(polling.posts).toBe(1);
    expect(polling.assumptions.map(({ kind }) => kind)).toContain('post-is-message');
  });

  test.each([
    { ids: ['0', '1', '2', '3'], connections: 'new' },
    { ids: ['443', '443', '443', '443'], connections: 'kept' },
    { ids: [], connections: 'kept' },
  ] as const)('on connections that are $connections', ({ ids, connections }) => {
    const entries = [0, 1, 2, 3].map((index) => {
      const connection = ids[index];
      return { atMs: index * 2000, ...(connection === undefined ? {} : { connection }) };
    });
    const { settings, opensEach } = pollingIn(harOf(entries));
    expect(settings.connections).toBe(connections);
    expect(opensEach).toBe(connections === 'new');
  });

  test('that is held is called long polling', () => {
    const text = harOf(
      Array.from({ length: 5 }, (_, index) => ({ atMs: index * 30_000, tookMs: 29_000 })),
    );
    expect(pollingIn(text).assumptions.map(({ kind }) => kind)).toContain('held');
  });

  test.each([
    { name: 'held until there are messages', tookMs: [150, 480, 500, 470], isHeld: true },
    { name: 'slow, but as slow each time', tookMs: [450, 470, 480, 460], isHeld: false },
    { name: 'fast', tookMs: [10, 30, 40, 20], isHeld: false },
  ])('every half second is $name', ({ tookMs, isHeld }) => {
    const text = harOf(tookMs.map((each, index) => ({ atMs: index * 500, tookMs: each })));
    const kinds = pollingIn(text).assumptions.map(({ kind }) => kind);
    expect(kinds.includes('held')).toBe(isHeld);
  });

  test.each([
    { name: 'two requests', entries: [{ atMs: 0 }, { atMs: 1000 }] },
    {
      name: 'different endpoints',
      entries: [1, 2, 3].map((n) => ({ atMs: n * 100, url: `https://a.example/${n}` })),
    },
    { name: 'requests at one time', entries: [1, 2, 3].map(() => ({ atMs: 0 })) },
    { name: 'nothing', entries: [] },
  ])('isn’t $name', ({ entries }) => {
    expect(findPolling(readHarExchanges(harOf(entries))!).kind).toBe('no-polling');
  });

  test('has settings within their limits, whatever was recorded', () => {
    const entry = fc.record({
      atMs: fc.nat(4_000_000),
      method: fc.constantFrom('GET', 'GET', 'POST'),
      status: fc.constantFrom(200, 204, 304, 500),
      response: fc.nat(200_000),
      request: fc.nat(200_000),
      tookMs: fc.nat(100_000),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 30 }), (entries) => {
        const reading = findPolling(readHarExchanges(harOf(entries))!);
        if (reading.kind !== 'polling') return;
        const { settings, polls, messages, emptyPolls } = reading.polling;
        expect(messages + emptyPolls).toBe(polls);
        for (const [name, value] of Object.entries(settings)) {
          if (!(name in NUMBER_LIMITS)) continue;
          const { min, max } = NUMBER_LIMITS[name as NumberSetting];
          expect(value).toBeGreaterThanOrEqual(min);
          expect(value).toBeLessThanOrEqual(max);
        }
      }),
    );
  });
});

describe('a capture', () => {
  test('that is none is refused', () => {
    expect(readCapturedExchanges(new Uint8Array([1, 2, 3]))).toBeNull();
  });
});

test('a repeated comparison sends as many polls as were recorded', () => {
  const polling = pollingIn(minute);
  const { sample } = compareMethods({ ...DEFAULT_SETTINGS, ...polling.settings });
  expect(sample.results.polling.polls).toBe(polling.polls);
});
