import { expect, test } from 'vitest';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { odditiesOf } from '#core/traffic/results/oddities.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';

const odditiesWith = (changed: Partial<ComparisonSettings>) =>
  odditiesOf(compareMethods({ ...DEFAULT_SETTINGS, ...changed }));

test.each<{ changed: Partial<ComparisonSettings>; oddities: string[] }>([
  { changed: { seed: 2 }, oddities: [] },
  { changed: { pollIntervalSeconds: 1, roundTripMs: 1000 }, oddities: [] },
  {
    changed: { pollIntervalSeconds: 1, roundTripMs: 1001 },
    oddities: ['interval-below-round-trip'],
  },
  {
    changed: { pollIntervalSeconds: 1, roundTripMs: 1001, pollTiming: 'after-answer' },
    oddities: [],
  },
  { changed: { sessionSeconds: 10, pollIntervalSeconds: 10 }, oddities: [] },
  {
    changed: { sessionSeconds: 10, pollIntervalSeconds: 11 },
    oddities: ['session-below-interval'],
  },
  {
    changed: { sessionSeconds: 10, pollIntervalSeconds: 11, toClientPerMinute: 0 },
    oddities: [],
  },
  { changed: { layer: 'tls', encryption: 'none' }, oddities: ['tls-layer-unencrypted'] },
  { changed: { http: '2', encryption: 'none' }, oddities: ['http2-unencrypted'] },
  { changed: { http: '2', connections: 'new' }, oddities: ['http2-new-connections'] },
  { changed: { http: '2', headers: 'book-2013' }, oddities: ['http2-quoted-heads'] },
  { changed: { compression: 'on', format: 'binary' }, oddities: ['compressed-random-bytes'] },
  { changed: { coalesceMs: 1999 }, oddities: [] },
  {
    changed: { sessionSeconds: 10, coalesceMs: 10_000, pollIntervalSeconds: 10.1 },
    oddities: ['session-below-interval'],
  },
  {
    changed: { sessionSeconds: 10, coalesceMs: 10_001, pollIntervalSeconds: 10.1 },
    oddities: ['session-below-interval', 'session-below-collecting'],
  },
  { changed: { setup: 'left-out' }, oddities: ['setup-left-out'] },
  { changed: { coalesceMs: 2000 }, oddities: ['collects-as-long-as-polling'] },
])('$changed has $oddities', ({ changed, oddities }) => {
  expect(odditiesWith(changed).filter((id) => id !== 'made-before-open')).toEqual(oddities);
});
