import { describe, expect, test } from 'vitest';
import { settingRemarks } from '#content/compare/setting-remarks.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';

const remarksOf = (changed: Partial<ComparisonSettings> = {}) =>
  settingRemarks(compareMethods({ ...DEFAULT_SETTINGS, ...changed }));

describe('remarks', () => {
  test.each([
    { changed: { layer: 'tls', encryption: 'none' }, says: 'TLS adds nothing' },
    { changed: { http: '2', encryption: 'none' }, says: 'only over TLS' },
    { changed: { http: '2', connections: 'new' }, says: 'hardly helps' },
    { changed: { http: '2', headers: 'study-2010' }, says: 'rule of thumb' },
    { changed: { compression: 'on', format: 'binary' }, says: 'random bytes' },
    { changed: { coalesceMs: 2000 }, says: 'collects for 2 s' },
    { changed: { pollIntervalSeconds: 0.1, roundTripMs: 300 }, says: 'waits for the response' },
    { changed: { toClientPerMinute: 0, fromClientPerMinute: 0 }, says: 'No message is sent' },
    { changed: { durationSeconds: 10, pollIntervalSeconds: 60 }, says: 'between two polls' },
    {
      changed: { pattern: 'bursts' },
      says: 'With bursts of messages, the delays of POSTs, the number of their connections and the bytes of opening them are estimates.',
    },
    { changed: { idleLimitSeconds: 60 }, says: 'With an idle limit, the delays of POSTs' },
    {
      changed: { sessionSeconds: 10, coalesceMs: 20_000 },
      says: 'shorter than the 20 s for which the WebSocket collects',
    },
    { changed: { setup: 'left-out' }, says: 'the requests that open a stream or a WebSocket' },
    {
      changed: { toClientPerMinute: 0, fromClientPerMinute: 1200, roundTripMs: 2000 },
      says: 'count all of them, although not all can be sent in a session',
    },
    { changed: { lossPercent: 2 }, says: 'a loss of 2%' },
    { changed: { tab: 'background' }, says: 'once per minute' },
  ] as const)('mention: $says', ({ changed, says }) => {
    expect(remarksOf(changed).join()).toContain(says);
  });
});
