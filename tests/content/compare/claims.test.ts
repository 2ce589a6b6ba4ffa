import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimsOf } from '#content/compare/claims.ts';
import { CLAIMS } from '#core/traffic/results/claim-bearings.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { entriesOf } from '#core/traffic/methods/by-method.ts';
import { presetSettings } from '#core/traffic/settings/presets.ts';
import { runsOf } from '../../core/traffic/random-runs.ts';
import { anySettings } from '../../core/traffic/sample-settings.ts';

const claimsFor = (settings: ComparisonSettings) =>
  Object.fromEntries(claimsOf(compareMethods(settings)).map((claim) => [claim.id, claim]));

test('each of the five has a line with a figure', () => {
  const claims = claimsOf(compareMethods(DEFAULT_SETTINGS));
  expect(claims.map(({ id }) => id)).toEqual(CLAIMS);
  for (const { figure } of claims) expect(figure).toMatch(/\d.*\.$/);
});

describe('of a chat', () => {
  const claims = claimsFor(DEFAULT_SETTINGS);

  test('real time is WebSocket’s, and not WebSocket’s alone', () => {
    expect(claims['real-time']).toMatchObject({
      bearing: 'limits',
      figure:
        'Before it is sent, a message to the client waits 0 ms with WebSocket and server-sent events, 0.4 ms with long polling, and 1 s with polling on average. Long polling and server-sent events are in real time, too.',
    });
  });

  test('the overhead is the least', () => {
    expect(claims['overhead']).toMatchObject({ bearing: 'supports' });
  });
});

test('where polling is the cheapest, the overhead is not claimed to be lower', () => {
  expect(claimsFor(presetSettings('rare-notifications'))['overhead']).toMatchObject({
    bearing: 'contradicts',
  });
});

test('where nothing goes up, nothing is said for both directions', () => {
  expect(claimsFor({ ...DEFAULT_SETTINGS, fromClientPerMinute: 0 })['both-ways']).toMatchObject({
    bearing: 'silent',
  });
});

test('no claim is supported if the figures are against it', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const comparison = compareMethods(settings);
      const { results, messageCounts } = comparison;
      const claims = Object.fromEntries(claimsOf(comparison).map((claim) => [claim.id, claim]));
      const { websocket } = results;
      const others = entriesOf(results).flatMap(([id, result]) =>
        id === 'websocket' ? [] : [result],
      );
      const isLeast = others.every(({ totalBytes }) => websocket.totalBytes <= totalBytes * 1.01);
      expect(claims['overhead']!.bearing === 'contradicts').toBe(!isLeast);
      const direction =
        messageCounts['server-to-client'] > 0 ? 'server-to-client' : 'client-to-server';
      const delayOf = ({ delays }: (typeof others)[number]) =>
        delays[direction]?.meanMs ?? Infinity;
      if (claims['latency']!.bearing === 'supports') {
        for (const other of others) expect(delayOf(other)).toBeGreaterThan(delayOf(websocket));
      }
      if (claims['latency']!.bearing === 'contradicts') {
        for (const other of others) {
          expect(delayOf(other)).toBeLessThanOrEqual(delayOf(websocket) * 1.05);
        }
      }
      const isSilent = claims['both-ways']!.bearing === 'silent';
      expect(isSilent).toBe(Object.values(messageCounts).includes(0));
      for (const { figure } of Object.values(claims)) {
        expect(figure).not.toMatch(/NaN|Infinity|undefined/);
      }
    }),
    runsOf(10),
  );
});
