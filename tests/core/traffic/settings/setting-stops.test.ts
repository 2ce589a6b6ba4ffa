import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { SETTING_STOPS } from '#core/traffic/settings/setting-stops.ts';

describe.each(Object.entries(SETTING_STOPS))('the stops of %s', (setting, stops) => {
  test('rise, without repetition', () => {
    expect([...new Set(stops)].sort((one, other) => one - other)).toEqual([...stops]);
  });

  test('include the default', () => {
    expect(stops).toContain(DEFAULT_SETTINGS[setting as keyof typeof SETTING_STOPS]);
  });
});

test('sizes stop on both sides of each limit of the length field', () => {
  expect(SETTING_STOPS.messageSize).toEqual(expect.arrayContaining([125, 126, 65_535, 65_536]));
});
