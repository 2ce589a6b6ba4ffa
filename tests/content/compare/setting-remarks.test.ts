import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIGURE_IDS } from '#content/compare/linked-text.ts';
import { remarksAt, settingRemarks } from '#content/compare/setting-remarks.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { runsOf } from '../../core/traffic/random-runs.ts';
import { anySettings } from '../../core/traffic/sample-settings.ts';

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
    { changed: { toClientPerMinute: 0, fromClientPerMinute: 0 }, says: 'Nobody sends a message' },
    { changed: { durationSeconds: 10, pollIntervalSeconds: 60 }, says: 'between two polls' },
    { changed: { lossPercent: 2 }, says: 'a loss of 2%' },
    { changed: { tab: 'background' }, says: 'once per minute' },
  ] as const)('mention: $says', ({ changed, says }) => {
    expect(remarksOf(changed).join()).toContain(says);
  });

  test('are each beside one figure, or at the top of the page', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const report = compareMethods(settings);
        const placed = [null, ...FIGURE_IDS].flatMap((figure) => remarksAt(report, figure));
        expect(placed.toSorted()).toEqual(settingRemarks(report).toSorted());
      }),
      runsOf(24),
    );
  });
});
