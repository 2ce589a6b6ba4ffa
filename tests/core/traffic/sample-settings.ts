import fc from 'fast-check';
import {
  CHOICES,
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';

const choiceOf = <Setting extends keyof typeof CHOICES>(setting: Setting) =>
  fc.constantFrom<ComparisonSettings[Setting][]>(...CHOICES[setting]);

/** Small observations of any sort. */
export const anySettings: fc.Arbitrary<ComparisonSettings> = fc
  .record({
    toClientPerMinute: fc.integer({ min: 0, max: 60 }),
    fromClientPerMinute: fc.integer({ min: 0, max: 60 }),
    burstSize: fc.integer({ min: 2, max: 10 }),
    messageSize: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 300 }) },
      { weight: 1, arbitrary: fc.constantFrom(65_535, 65_536) },
    ),
    durationSeconds: fc.integer({ min: 10, max: 20 }),
    roundTripMs: fc.integer({ min: 0, max: 2000 }),
    pollIntervalSeconds: fc.integer({ min: 2, max: 100 }).map((tenths) => tenths / 10),
    longPollTimeoutSeconds: fc.integer({ min: 1, max: 30 }),
    heartbeatSeconds: fc.integer({ min: 0, max: 10 }),
    coalesceMs: fc.constantFrom(0, 0, 100, 2500),
    cookieSize: fc.constantFrom(0, 0, 46, 2000),
    seed: fc.nat(999_999),
    pattern: choiceOf('pattern'),
    format: choiceOf('format'),
    layer: choiceOf('layer'),
    setup: choiceOf('setup'),
    encryption: choiceOf('encryption'),
    http: choiceOf('http'),
    connections: choiceOf('connections'),
    headers: choiceOf('headers'),
    pollTiming: choiceOf('pollTiming'),
    emptyAnswer: choiceOf('emptyAnswer'),
    compression: choiceOf('compression'),
  })
  .map((settings) => ({ ...DEFAULT_SETTINGS, ...settings }));
