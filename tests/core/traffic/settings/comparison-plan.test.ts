import { expect, test } from 'vitest';
import {
  connectionsOf,
  networkOf,
  setupRoundTripsOf,
  wirePlanOf,
} from '#core/traffic/settings/comparison-plan.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';

const withSettings = (changed: Partial<ComparisonSettings>) => ({
  ...DEFAULT_SETTINGS,
  ...changed,
});

test('a round trip is two ways', () => {
  expect(networkOf(withSettings({ roundTripMs: 60, maxSegmentSize: 500 }))).toEqual({
    oneWayDelayMs: 30,
    maxSegmentSize: 500,
  });
});

test.each([
  { changed: { connections: 'kept', http: '1.1' }, areNew: false, isMultiplexed: false },
  { changed: { connections: 'kept', http: '2' }, areNew: false, isMultiplexed: true },
  { changed: { connections: 'new', http: '1.1' }, areNew: true, isMultiplexed: false },
  { changed: { connections: 'new', http: '2' }, areNew: true, isMultiplexed: false },
] as const)('$changed.connections connections over HTTP/$changed.http', (row) => {
  const { changed, ...expected } = row;
  expect(connectionsOf(withSettings(changed))).toMatchObject(expected);
});

test('TLS 1.3 costs a second round trip', () => {
  expect(setupRoundTripsOf(withSettings({ encryption: 'none' }))).toBe(1);
  expect(setupRoundTripsOf(withSettings({ encryption: 'tls' }))).toBe(2);
});

test.each([
  { changed: { http: '2' }, expected: { isHttp2: true } },
  { changed: { encryption: 'none' }, expected: { isEncrypted: false } },
  { changed: { compression: 'on' }, expected: { isCompressed: true } },
  { changed: { coalesceMs: 1 }, expected: { isCoalesced: true } },
  { changed: { coalesceMs: 0 }, expected: { isCoalesced: false } },
  { changed: { setup: 'left-out' }, expected: { hasSetup: false } },
  { changed: { setup: 'counted' }, expected: { hasSetup: true } },
  { changed: { format: 'binary' }, expected: { format: 'binary' } },
] as const)('$changed plans $expected', ({ changed, expected }) => {
  expect(wirePlanOf(withSettings(changed))).toMatchObject(expected);
});
