import { expect, test } from 'vitest';
import { countedShort, countedWith, ratioRange } from '#content/compare/counted-with.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { evidenceOf } from '#core/traffic/verdict/evidence.ts';
import { DEFAULT_REQUIREMENTS } from '#core/traffic/verdict/requirements.ts';
import { verdictOf } from '#core/traffic/verdict/verdict.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';

test('says the layer, the version of HTTP, and how much is sent', () => {
  expect(countedWith(compareMethods(DEFAULT_SETTINGS))).toEqual([
    'TCP and IP, TLS 1.3',
    'HTTP/1.1',
    '10 min, 160 messages of 48 B',
    'page open already',
  ]);
});

test.each([
  { changed: {}, says: /^Polling sends \d\.\d× to \d+\.\d× the bytes of WebSocket, depending on/ },
  {
    changed: { toClientPerMinute: 0.1, fromClientPerMinute: 0, pollIntervalSeconds: 600 },
    says: /^WebSocket sends 0\.\d× to \d\.\d× the bytes of server-sent events, /,
  },
  {
    changed: { toClientPerMinute: 600, fromClientPerMinute: 0, pollIntervalSeconds: 1 },
    says: /^WebSocket sends \d.*× the bytes of polling, /,
  },
  {
    changed: { messageSize: 65_536, toClientPerMinute: 1200, fromClientPerMinute: 1200 },
    says: /^Server-sent events send about as many bytes as WebSocket, whichever layers/,
  },
  {
    changed: { toClientPerMinute: 0, fromClientPerMinute: 600 },
    says: /^Plain requests send \d.*× the bytes of WebSocket, /,
  },
  {
    changed: {
      toClientPerMinute: 0,
      fromClientPerMinute: 0,
      heartbeatSeconds: 0,
      setup: 'left-out',
    },
    says: /^$/,
  },
] as const)('the ratio of the recommended method to another: $says', ({ changed, says }) => {
  const report = compareMethods({ ...DEFAULT_SETTINGS, ...changed });
  const verdict = verdictOf(evidenceOf(report, DEFAULT_REQUIREMENTS));
  expect(ratioRange(report, verdict)).toMatch(says);
});

test('is short beside a figure', () => {
  expect(countedShort({ settings: DEFAULT_SETTINGS })).toBe('TCP/IP · HTTP/1.1');
  expect(countedShort({ settings: { ...DEFAULT_SETTINGS, layer: 'application', http: '2' } })).toBe(
    'HTTP · HTTP/2',
  );
});
