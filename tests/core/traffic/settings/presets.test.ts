import { describe, expect, test } from 'vitest';
import { readCompareLink, toCompareQuery } from '#core/sharing/compare-link.ts';
import { byTotalBytes, compareMethods } from '#core/traffic/results/comparison.ts';
import { presetOf, PRESETS, presetSettings } from '#core/traffic/settings/presets.ts';

describe.each(PRESETS)('%s', (id) => {
  const settings = presetSettings(id);

  test('has a link that brings it back', () => {
    expect(readCompareLink(toCompareQuery(settings))).toEqual({ settings, corrections: [] });
    expect(presetOf(settings)).toBe(id);
  });

  test('is not what it was once something is moved, unless it is the moments', () => {
    expect(presetOf({ ...settings, roundTripMs: settings.roundTripMs + 1 })).toBeNull();
    expect(presetOf({ ...settings, seed: settings.seed + 1 })).toBe(id);
  });
});

test.each([
  { id: 'chat', cheapest: 'websocket' },
  { id: 'game', cheapest: 'websocket' },
  { id: 'rare-notifications', cheapest: 'event-stream' },
] as const)('$id is cheapest by $cheapest', ({ id, cheapest }) => {
  expect(byTotalBytes(compareMethods(presetSettings(id)))[0]?.method).toBe(cheapest);
});
