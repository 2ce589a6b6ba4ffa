/** Links to Compare: the settings as a query with short names. */

import {
  CHOICES,
  DEFAULT_SETTINGS,
  MAX_OWN_REQUEST,
  NUMBER_LIMITS,
  type ChoiceSetting,
  type ComparisonSettings,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';
import {
  readLinkedChoice,
  readLinkedNumber,
  type LinkedValue,
  type ValueCorrection,
} from './linked-value.ts';

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

/** A setting in a link whose value was adjusted. */
export type SettingCorrection = ValueCorrection & { readonly setting: keyof ComparisonSettings };

export type LinkedSettings = {
  readonly settings: ComparisonSettings;
  readonly corrections: readonly SettingCorrection[];
};

export const SETTING_NAMES: readonly string[] = Object.values(NAMES);

/**
 * Reads a query. Omitted settings get their defaults. Values out of bounds are clamped and
 * reported.
 */
export function readCompareLink(query: ReadonlyMap<string, string>): LinkedSettings {
  const settings: Record<string, number | string> = { ...DEFAULT_SETTINGS };
  const corrections: SettingCorrection[] = [];
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

function readSetting(
  setting: keyof ComparisonSettings,
  given: string,
): LinkedValue<number | string> {
  if (setting === 'ownRequest') return readText(given);
  return isChoice(setting)
    ? readLinkedChoice<string>(given, CHOICES[setting], DEFAULT_SETTINGS[setting])
    : readLinkedNumber(given, NUMBER_LIMITS[setting], DEFAULT_SETTINGS[setting]);
}

/** Longer text is cut, and the correction reports it. */
function readText(given: string): LinkedValue<string> {
  return given.length <= MAX_OWN_REQUEST
    ? { taken: given, reason: null }
    : { taken: given.slice(0, MAX_OWN_REQUEST), reason: 'too-long' };
}

function isChoice(setting: NumberSetting | ChoiceSetting): setting is ChoiceSetting {
  return setting in CHOICES;
}
