import { expect, test } from 'vitest';
import {
  CHOICES,
  DEFAULT_SETTINGS,
  NUMBER_LIMITS,
  observedSeconds,
  type ChoiceSetting,
  type ComparisonSettings,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';

test.each(Object.keys(NUMBER_LIMITS) as NumberSetting[])('the default of %s is allowed', (name) => {
  const { min, max, step } = NUMBER_LIMITS[name];
  const value = DEFAULT_SETTINGS[name];
  expect(value).toBeGreaterThanOrEqual(min);
  expect(value).toBeLessThanOrEqual(max);
  expect(Math.round(value / step) * step).toBeCloseTo(value);
});

test.each(Object.keys(CHOICES) as ChoiceSetting[])('the default of %s is a choice', (name) => {
  expect(CHOICES[name]).toContain(DEFAULT_SETTINGS[name]);
});

test.each<{ changed: Partial<ComparisonSettings>; seconds: number }>([
  { changed: { durationSeconds: 60 }, seconds: 60 },
  { changed: { durationSeconds: 3600 }, seconds: 3600 },
  // 24,000 messages and polls at 40 and 10 per second.
  {
    changed: {
      toClientPerMinute: 1200,
      fromClientPerMinute: 1200,
      pollIntervalSeconds: 0.1,
      durationSeconds: 3600,
    },
    seconds: 480,
  },
  // Compressing 4 kB takes as long as simulating 40 messages.
  {
    changed: {
      toClientPerMinute: 1200,
      fromClientPerMinute: 1200,
      pollIntervalSeconds: 0.1,
      durationSeconds: 3600,
      compression: 'on',
      messageSize: 4000,
    },
    seconds: 12,
  },
])('$changed is observed for $seconds s', ({ changed, seconds }) => {
  expect(observedSeconds({ ...DEFAULT_SETTINGS, ...changed })).toBe(seconds);
});
