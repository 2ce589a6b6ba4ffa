import fc from 'fast-check';
import {
  CHOICES,
  DEFAULT_SETTINGS,
  NUMBER_LIMITS,
  type ComparisonSettings,
  type NumberSetting,
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
    sessionSeconds: fc.constantFrom(10, 60, 600, 3600, 28_800),
    idleLimitSeconds: fc.constantFrom(0, 0, 0, 3, 8, 60),
    lossPercent: fc.constantFrom(0, 0, 0, 0.1, 1, 5),
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
    visit: choiceOf('visit'),
    tab: choiceOf('tab'),
    encryption: choiceOf('encryption'),
    http: choiceOf('http'),
    connections: choiceOf('connections'),
    headers: choiceOf('headers'),
    pollTiming: choiceOf('pollTiming'),
    emptyAnswer: choiceOf('emptyAnswer'),
    compression: choiceOf('compression'),
  })
  .map((settings) => ({ ...DEFAULT_SETTINGS, ...settings }));

const rate = fc.oneof(
  fc.constantFrom(0, 0.1, 0.2, 1, 4, 12, 60, 240, 600, 1200),
  fc.integer({ min: 0, max: 12_000 }).map((tenths) => tenths / 10),
);

const withinLimits = (setting: NumberSetting) => {
  const { min, max, step } = NUMBER_LIMITS[setting];
  return fc
    .integer({ min: Math.round(min / step), max: Math.round(max / step) })
    .map((steps) => Number((steps * step).toPrecision(12)));
};

/** Any settings that a link can have, without a sample being played. */
export const anyAllowedSettings: fc.Arbitrary<ComparisonSettings> = fc
  .record({
    toClientPerMinute: fc.oneof(
      { weight: 5, arbitrary: rate },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
    fromClientPerMinute: fc.oneof(fc.constant(0), rate),
    burstSize: withinLimits('burstSize'),
    messageSize: fc.oneof(
      fc.integer({ min: 1, max: 300 }),
      fc.constantFrom(125, 126, 1000, 1448, 4000, 65_535, 65_536),
    ),
    sessionSeconds: fc.oneof(fc.constantFrom(10, 600, 3600), withinLimits('sessionSeconds')),
    roundTripMs: fc.oneof(fc.constantFrom(0, 1, 40, 60, 1000, 2000), withinLimits('roundTripMs')),
    maxSegmentSize: fc.constantFrom(500, 1448, 1448, 65_483),
    idleLimitSeconds: fc.oneof(fc.constantFrom(0, 1, 30, 60), withinLimits('idleLimitSeconds')),
    lossPercent: fc.oneof(fc.constant(0), withinLimits('lossPercent')),
    pollIntervalSeconds: fc.oneof(
      fc.constantFrom(0.1, 1, 2, 10, 60, 600),
      withinLimits('pollIntervalSeconds'),
    ),
    longPollTimeoutSeconds: withinLimits('longPollTimeoutSeconds'),
    heartbeatSeconds: fc.oneof(fc.constantFrom(0, 30), withinLimits('heartbeatSeconds')),
    coalesceMs: fc.oneof(fc.constant(0), withinLimits('coalesceMs')),
    cookieSize: fc.constantFrom(0, 46, 4096),
    seed: fc.nat(999_999),
    pattern: choiceOf('pattern'),
    format: choiceOf('format'),
    layer: choiceOf('layer'),
    setup: choiceOf('setup'),
    visit: choiceOf('visit'),
    encryption: choiceOf('encryption'),
    http: choiceOf('http'),
    connections: choiceOf('connections'),
    headers: choiceOf('headers'),
    pollTiming: choiceOf('pollTiming'),
    emptyAnswer: choiceOf('emptyAnswer'),
    compression: fc.constantFrom<ComparisonSettings['compression'][]>('off', 'off', 'off', 'on'),
    tab: choiceOf('tab'),
  })
  .map((settings) => ({ ...DEFAULT_SETTINGS, ...settings }));
