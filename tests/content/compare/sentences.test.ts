import { describe, expect, test } from 'vitest';
import { compareNotes } from '#content/compare/counting-notes.ts';
import {
  delayCaption,
  delaySentence,
  headline,
  laneDescription,
  pollingSentence,
} from '#content/compare/sentences.ts';
import { settingRemarks } from '#content/compare/setting-remarks.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';

const comparisonOf = (changed: Partial<ComparisonSettings> = {}) =>
  compareMethods({ ...DEFAULT_SETTINGS, ...changed });

const rare: Partial<ComparisonSettings> = {
  toClientPerMinute: 1,
  fromClientPerMinute: 0,
  pattern: 'even',
  headers: 'minimal',
};

describe('the headline', () => {
  test.each([
    {
      name: 'at first',
      changed: {},
      says: /^160 messages in 10 min: \d\d kB with WebSocket, 3\d\d kB with polling \(TCP\/IP, HTTP\/1\.1\)$/,
    },
    {
      name: 'of one message',
      changed: { ...rare, sessionSeconds: 60, layer: 'application', http: '2' },
      says: /^1 message in 60 s: .* \(HTTP\/2 without TLS and TCP\)$/,
    },
    {
      name: 'of nothing',
      changed: { toClientPerMinute: 0, fromClientPerMinute: 0 },
      says: /^10 min without a message: .* with server-sent events, .* with polling \(/,
    },
  ] as const)('$name', ({ changed, says }) => {
    expect(headline(comparisonOf(changed))).toMatch(says);
  });
});

test.each([
  { changed: {}, says: 'Polling asks every 2 s, and 67% of its polls are empty.' },
  { changed: { toClientPerMinute: 0 }, says: 'Polling asks every 2 s, and every poll is empty.' },
  {
    changed: { toClientPerMinute: 60, pattern: 'even' },
    says: 'Polling asks every 2 s, and no poll is empty.',
  },
  {
    changed: { toClientPerMinute: 0.1 },
    says: 'Polling asks every 2 s, and over 99% of its polls are empty.',
  },
  {
    changed: { pollIntervalSeconds: 1, roundTripMs: 2000 },
    says: 'Polling asks every 2 s, and 67% of its polls are empty.',
  },
] as const)('polling: $says', ({ changed, says }) => {
  expect(pollingSentence(comparisonOf(changed))).toBe(says);
});

describe('the delays', () => {
  test('of methods that come to the same share a number', () => {
    expect(delaySentence(comparisonOf())).toBe(
      'On average, a message to the client arrives 1.03 s late with polling, 30.4 ms with long polling, 30 ms with server-sent events and WebSocket.',
    );
  });

  test('are those from the client if no message goes to it', () => {
    const comparison = comparisonOf({ toClientPerMinute: 0 });
    expect(delaySentence(comparison)).toMatch(/^On average, a message from the client arrives /);
    expect(delayCaption(comparison)).toMatch(/messages from the client\.$/);
  });

  test('don’t exist for POSTs that pile up', () => {
    const comparison = comparisonOf({ fromClientPerMinute: 1200, roundTripMs: 1000 });
    expect(delayCaption(comparison)).toMatch(
      /500 ms late with WebSocket\. It waits longer and longer with polling, long polling and server-sent events\.$/,
    );
  });

  test('of nothing aren’t mentioned', () => {
    const comparison = comparisonOf({ toClientPerMinute: 0, fromClientPerMinute: 0 });
    expect(delaySentence(comparison)).toBe('');
    expect(delayCaption(comparison)).toBe('');
  });
});

test.each([
  {
    method: 'polling',
    says: 'Polling: 30 polls within 60 s, 19 of them empty, and 4 POSTs with a message.',
  },
  {
    method: 'long-polling',
    says: 'Long polling: 13 polls within 60 s, none of them empty, and 4 POSTs with a message.',
  },
  {
    method: 'websocket',
    says: 'WebSocket: a handshake, then 16 frames with messages within 60 s.',
  },
] as const)('the lane of $method in words', ({ method, says }) => {
  expect(laneDescription(comparisonOf().sample, method)).toBe(says);
});

describe('remarks', () => {
  test('are empty with the default settings', () => {
    expect(settingRemarks(comparisonOf())).toEqual([]);
  });

  test.each([
    {
      changed: { pollIntervalSeconds: 0.1, roundTripMs: 300 },
      says: 'So polling every 100 ms is polling every 300 ms.',
    },
    { changed: { tab: 'background' }, says: 'So polling every 2 s is polling every 1 min.' },
    {
      changed: { fromClientPerMinute: 1200, roundTripMs: 1000 },
      says: 'With polling, long polling and server-sent events, the client posts messages faster than',
    },
    {
      changed: { idleLimitSeconds: 20, fromClientPerMinute: 0, toClientPerMinute: 0.1 },
      says: 'Connections are closed after 20 s without traffic.',
    },
    {
      changed: { toClientPerMinute: 600, fromClientPerMinute: 600, durationSeconds: 3600 },
      says: 'The sample is the first 19 min 30 s of 60 min',
    },
    { changed: { pollIntervalSeconds: 600, durationSeconds: 10 }, says: 'shorter than the 10 min' },
    { changed: { toClientPerMinute: 0, fromClientPerMinute: 0 }, says: 'No message is sent' },
    { changed: { lossPercent: 1 }, says: 'include a loss of 1%. In the sample, nothing is lost.' },
    { changed: { layer: 'tls', encryption: 'none' }, says: 'TLS adds nothing' },
    { changed: { http: '2', encryption: 'none' }, says: 'only over TLS' },
    { changed: { http: '2', connections: 'new' }, says: 'no earlier fields to refer to' },
    { changed: { http: '2', headers: 'study-2010' }, says: 'a rule of thumb' },
    { changed: { compression: 'on', format: 'binary' }, says: 'no compression makes shorter' },
    { changed: { compression: 'on', messageSize: 8 }, says: 'Compression makes polling' },
    {
      changed: { coalesceMs: 60_000, pollIntervalSeconds: 60, toClientPerMinute: 1 },
      says: 'A message arrives after 45 s on average, with polling after 30 s.',
    },
    {
      changed: { toClientPerMinute: 600, roundTripMs: 2000 },
      says: 'before the WebSocket was open, and waited for it',
    },
  ] as const)('mention: $says', ({ changed, says }) => {
    expect(settingRemarks(comparisonOf(changed)).join(' ')).toContain(says);
  });
});

test('the notes say the numbers that are set', () => {
  const { counted } = compareNotes(comparisonOf({ pollIntervalSeconds: 5, roundTripMs: 81 }));
  const text = counted.map(plainText).join('\n');
  expect(text).toContain('every 5 s');
  expect(text).toContain('half the round trip, 40.5 ms');
  expect(text).toContain('Chromium 156.0.8078.79');
});
