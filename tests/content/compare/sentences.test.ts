import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes, formatSize } from '#content/compare/numbers.ts';
import { compareNotes } from '#content/compare/counting-notes.ts';
import {
  bytesByPurpose,
  correctionSentence,
  delayCaption,
  delaySentence,
  headline,
  laneDescription,
  pollingSentence,
  settingRemarks,
} from '#content/compare/sentences.ts';
import { METHOD_NAMES_WITHIN } from '#content/compare/compare-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { readCompareLink } from '#core/sharing/compare-link.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';

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
      says: 'The same 16 messages: 1.5 KB by WebSocket, 24 KB by polling',
    },
    {
      name: 'where streams win',
      changed: { ...rare, durationSeconds: 120, pollIntervalSeconds: 90, messageSize: 200 },
      says: 'The same 2 messages: 651 B by server-sent events, 850 B by long polling',
    },
    {
      name: 'of one message',
      changed: { ...rare, pollIntervalSeconds: 60 },
      says: 'One message: 240 B by long polling, 354 B by WebSocket',
    },
    {
      name: 'of nothing',
      changed: { toClientPerMinute: 0, fromClientPerMinute: 0 },
      says: 'Nothing to say: 646 B by WebSocket, 20 KB by polling',
    },
  ])('$name', ({ changed, says }) => {
    expect(headline(comparisonOf(changed))).toBe(says);
  });

  test('is true for all settings: names the cheapest, then the most expensive, with different amounts', () => {
    fc.assert(
      fc.property(
        fc.record({
          toClientPerMinute: fc.integer({ min: 0, max: 60 }),
          fromClientPerMinute: fc.integer({ min: 0, max: 60 }),
          messageSize: fc.integer({ min: 1, max: 5000 }),
          pollIntervalSeconds: fc.constantFrom(0.5, 2, 10, 60, 600),
          headers: fc.constantFrom('minimal', 'chromium'),
          seed: fc.nat(999),
        }),
        (changed) => {
          const comparison = comparisonOf(changed);
          const totals = METHODS.map((method) => comparison.results[method].totalBytes);
          const text = headline(comparison);
          const said = [...text.matchAll(/([\d.,]+ [KM]?B) by ([\w-]+(?: polling| events)?)/g)];
          expect(said).toHaveLength(2);
          const [least, most] = [Math.min(...totals), Math.max(...totals)];
          for (const [index, total] of [least, most].entries()) {
            const [, amount, name] = said[index]!;
            expect([formatSize(total), formatBytes(total)]).toContain(amount);
            const method = METHODS.find((id) => METHOD_NAMES_WITHIN[id] === name)!;
            expect(comparison.results[method].totalBytes).toBe(total);
          }
          expect(said[0]![1]).not.toBe(said[1]![1]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what polling heard', () => {
  test.each([
    {
      name: 'now and then',
      changed: {},
      says: 'Polling asked 30 times and heard “nothing new” 19 times.',
    },
    {
      name: 'nothing, ever',
      changed: { toClientPerMinute: 0 },
      says: 'Polling asked 30 times and heard “nothing new” each time.',
    },
    {
      name: 'nothing, once',
      changed: { toClientPerMinute: 0, pollIntervalSeconds: 60 },
      says: 'Polling asked once and heard “nothing new”.',
    },
    {
      name: 'something but for the first time',
      changed: { ...rare, pollIntervalSeconds: 60 },
      says: 'Polling asked twice and heard “nothing new” once.',
    },
  ])('$name', ({ changed, says }) => {
    expect(pollingSentence(comparisonOf(changed))).toBe(says);
  });
});

describe('the delays', () => {
  test('of methods that come to the same are said together', () => {
    expect(delaySentence(comparisonOf())).toBe(
      'On average a message to the client came 1,121 ms late by polling, 30 ms by long polling, server-sent events and WebSocket.',
    );
    expect(delayCaption(comparisonOf())).toBe(
      'Delays are those of messages to the client. On average a message from the client came 30 ms late by polling and WebSocket, 60 ms by long polling and server-sent events.',
    );
  });

  test('are those from the client where no message goes to it', () => {
    const comparison = comparisonOf({ toClientPerMinute: 0 });
    expect(delaySentence(comparison)).toBe(
      'On average a message from the client came 30 ms late by polling and WebSocket, 60 ms by long polling and server-sent events.',
    );
    expect(delayCaption(comparison)).toBe('Delays are those of messages from the client.');
  });

  test('of one message are not an average', () => {
    expect(delaySentence(comparisonOf({ ...rare, pollIntervalSeconds: 60 }))).toBe(
      'The one message to the client came 30,060 ms late by polling, 30 ms by long polling, server-sent events and WebSocket.',
    );
  });

  test('of nothing are not spoken of', () => {
    const comparison = comparisonOf({ toClientPerMinute: 0, fromClientPerMinute: 0 });
    expect(delaySentence(comparison)).toBe('');
    expect(delayCaption(comparison)).toBe('');
  });
});

test('the bytes by purpose are named, those that there are', () => {
  expect(bytesByPurpose(comparisonOf().results.websocket, 'application')).toBe(
    '626 B openings · 32 B frame headers · 16 B masking keys · 8 B pings and pongs · 12 B Close frames · 768 B your messages',
  );
});

test.each([
  {
    method: 'polling',
    says: 'Polling: 30 questions within 60 s, 19 of them in vain, and 4 requests that brought a message.',
  },
  {
    method: 'long-polling',
    says: 'Long polling: 13 questions within 60 s, 0 of them in vain, and 4 requests that brought a message.',
  },
  {
    method: 'websocket',
    says: 'WebSocket: a handshake, then 16 frames with messages within 60 s.',
  },
] as const)('the lane of $method in words', ({ method, says }) => {
  expect(laneDescription(comparisonOf(), method)).toBe(says);
});

describe('remarks', () => {
  test('are empty with the default settings', () => {
    expect(settingRemarks(comparisonOf())).toEqual([]);
  });

  test('mention that polls wait for their responses', () => {
    expect(settingRemarks(comparisonOf({ pollIntervalSeconds: 0.1, roundTripMs: 300 }))).toEqual([
      'An answer takes a round trip of 300 ms, and the next question waits for it: polling every 0.1 s comes to polling every 300 ms.',
    ]);
  });

  test('mention what is omitted to save time', () => {
    const [remark] = settingRemarks(
      comparisonOf({ toClientPerMinute: 600, fromClientPerMinute: 600, durationSeconds: 3600 }),
    );
    expect(remark).toBe(
      'That is more than can be simulated while you wait: what is shown is the first 1,170 s of 60 min.',
    );
  });

  test.each([
    { changed: { layer: 'tls', encryption: 'none' }, says: 'TLS adds nothing' },
    { changed: { http: '2', encryption: 'none' }, says: 'only over TLS' },
    { changed: { http: '2', connections: 'new' }, says: 'nothing to remember' },
    { changed: { http: '2', headers: 'study-2010' }, says: 'by rule of thumb' },
    { changed: { compression: 'on', format: 'binary' }, says: 'no compression makes shorter' },
    { changed: { coalesceMs: 2000 }, says: 'collects for as long as polling waits' },
  ] as const)('mention: $says', ({ changed, says }) => {
    expect(settingRemarks(comparisonOf(changed)).join()).toContain(says);
  });

  test('mention messages that waited for the opening', () => {
    const remarks = settingRemarks(comparisonOf({ toClientPerMinute: 600, roundTripMs: 2000 }));
    expect(remarks.join()).toContain('before the WebSocket was open waited for it');
  });
});

describe('corrections', () => {
  const said = (key: string, value: string) =>
    readCompareLink(new Map([[key, value]])).corrections.map(correctionSentence);

  test.each([
    [
      'down',
      '9999',
      'The address asks for “9999” at “Messages to the client”. The most is 1,200 / min, so it is that.',
    ],
    ['size', '0', 'The address asks for “0” at “Message size”. The least is 1 B, so it is that.'],
    [
      'poll',
      '0.25',
      'The address asks for “0.25” at “Poll every”. It goes in steps of 0.1, so it is 0.3 s.',
    ],
    [
      'for',
      'ever',
      'The address asks for “ever” at “Observed for”. That is no number, so it is 60 s.',
    ],
    [
      'headers',
      'opera',
      'The address asks for “opera” at “Headers of”, which there is not: it is “Chromium 156”.',
    ],
  ])('%s=%s', (key, value, sentence) => {
    expect(said(key, value)).toEqual([sentence]);
  });
});

test('the notes say the numbers that are set', () => {
  const { counted } = compareNotes(comparisonOf({ pollIntervalSeconds: 5, roundTripMs: 81 }));
  const text = counted.map(plainText).join('\n');
  expect(text).toContain('every 5 s');
  expect(text).toContain('half the round trip, 40.5 ms');
  expect(text).toContain('Chromium 156.0.8078.79');
});
