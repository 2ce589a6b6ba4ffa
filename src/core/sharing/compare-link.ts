/** Links to Compare: the settings as a query with short names. */

import {
  CHOICES,
  DEFAULT_SETTINGS,
  MAX_OWN_REQUEST,
  NUMBER_LIMITS,
  type ChoiceSetting,
  type ComparisonSettings,
  type NumberLimits,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';

/** The name of each setting in a link, in the order of printing. */
const NAMES: Readonly<Record<keyof ComparisonSettings, string>> = {
  toClientPerMinute: 'down',
  fromClientPerMinute: 'up',
  messageSize: 'size',
  durationSeconds: 'for',
  sessionSeconds: 'session',
  roundTripMs: 'rtt',
  pollIntervalSeconds: 'poll',
  longPollTimeoutSeconds: 'timeout',
  pattern: 'pattern',
  burstSize: 'burst',
  format: 'format',
  seed: 'seed',
  maxSegmentSize: 'mss',
  idleLimitSeconds: 'idle',
  lossPercent: 'loss',
  layer: 'layer',
  setup: 'setup',
  visit: 'visit',
  encryption: 'tls',
  http: 'http',
  connections: 'connections',
  headers: 'headers',
  cookieSize: 'cookie',
  pollTiming: 'timing',
  emptyAnswer: 'empty',
  heartbeatSeconds: 'ping',
  coalesceMs: 'collect',
  compression: 'deflate',
  tab: 'tab',
  clients: 'clients',
  memoryPerConnection: 'memory',
  ownRequest: 'request',
};

/**
 * Printed always, because most links are about these. Other settings are omitted while they have
 * their defaults.
 */
const ALWAYS: readonly (keyof ComparisonSettings)[] = [
  'toClientPerMinute',
  'fromClientPerMinute',
  'messageSize',
  'durationSeconds',
  'roundTripMs',
  'pollIntervalSeconds',
  'longPollTimeoutSeconds',
];

/** A value in a link that was adjusted. */
export type LinkCorrection = {
  readonly setting: keyof ComparisonSettings;
  /** The value in the link. */
  readonly given: string;
  readonly taken: number | string;
  readonly reason: 'below' | 'above' | 'rounded' | 'unreadable' | 'too-long';
};

export type CompareLink = {
  readonly settings: ComparisonSettings;
  readonly corrections: readonly LinkCorrection[];
};

/**
 * Reads a query. Omitted settings get their defaults. Values out of bounds are clamped and
 * reported.
 */
export function readCompareLink(query: ReadonlyMap<string, string>): CompareLink {
  const settings: Record<string, number | string> = { ...DEFAULT_SETTINGS };
  const corrections: LinkCorrection[] = [];
  for (const setting of Object.keys(NAMES) as (keyof ComparisonSettings)[]) {
    const given = query.get(NAMES[setting]);
    if (given === undefined) continue;
    const reading = readSetting(setting, given);
    settings[setting] = reading.taken;
    if (reading.reason !== null) {
      corrections.push({ setting, given, taken: reading.taken, reason: reading.reason });
    }
  }
  return { settings: settings as ComparisonSettings, corrections };
}

export function toCompareQuery(settings: ComparisonSettings): Map<string, string> {
  const query = new Map<string, string>();
  for (const setting of Object.keys(NAMES) as (keyof ComparisonSettings)[]) {
    const isDefault = settings[setting] === DEFAULT_SETTINGS[setting];
    if (isDefault && !ALWAYS.includes(setting)) continue;
    query.set(NAMES[setting], String(settings[setting]));
  }
  return query;
}

type Reading = {
  readonly taken: number | string;
  readonly reason: LinkCorrection['reason'] | null;
};

function readSetting(setting: keyof ComparisonSettings, given: string): Reading {
  if (setting === 'ownRequest') return readText(given);
  return isChoice(setting)
    ? readChoice(setting, given)
    : readNumber(setting, given, NUMBER_LIMITS[setting]);
}

/** Longer text is cut, and the correction reports it. */
function readText(given: string): Reading {
  return given.length <= MAX_OWN_REQUEST
    ? { taken: given, reason: null }
    : { taken: given.slice(0, MAX_OWN_REQUEST), reason: 'too-long' };
}

function isChoice(setting: NumberSetting | ChoiceSetting): setting is ChoiceSetting {
  return setting in CHOICES;
}

function readChoice(setting: ChoiceSetting, given: string): Reading {
  const choices: readonly string[] = CHOICES[setting];
  return choices.includes(given)
    ? { taken: given, reason: null }
    : { taken: DEFAULT_SETTINGS[setting], reason: 'unreadable' };
}

function readNumber(
  setting: NumberSetting,
  given: string,
  { min, max, step }: NumberLimits,
): Reading {
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (Number.isNaN(value)) return { taken: DEFAULT_SETTINGS[setting], reason: 'unreadable' };
  if (value < min) return { taken: min, reason: 'below' };
  if (value > max) return { taken: max, reason: 'above' };
  const taken = roundToStep(value, step);
  return { taken, reason: taken === value ? null : 'rounded' };
}

/** Rounds away binary fractions: three steps of 0.1 are 0.3. */
function roundToStep(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
