/** Comparisons to start from. */

import { DEFAULT_SETTINGS, type ComparisonSettings } from './comparison-settings.ts';

const CHANGES = {
  chat: {},
  ticker: {
    toClientPerMinute: 240,
    fromClientPerMinute: 0,
    messageSize: 60,
    pollIntervalSeconds: 1,
    format: 'json',
  },
  dashboard: {
    toClientPerMinute: 12,
    fromClientPerMinute: 0,
    messageSize: 400,
    durationSeconds: 600,
    sessionSeconds: 3600,
    pollIntervalSeconds: 5,
    pattern: 'even',
    format: 'json',
    cookieSize: 500,
  },
  game: {
    toClientPerMinute: 1200,
    fromClientPerMinute: 600,
    messageSize: 32,
    roundTripMs: 40,
    pollIntervalSeconds: 0.1,
    pattern: 'even',
    format: 'binary',
  },
  'rare-notifications': {
    toClientPerMinute: 0.1,
    fromClientPerMinute: 0,
    messageSize: 200,
    durationSeconds: 3600,
    sessionSeconds: 3600,
    // Idle connections are closed, so that polling opens one each time, and pushes need heartbeats.
    idleLimitSeconds: 60,
    pollIntervalSeconds: 120,
    heartbeatSeconds: 50,
    format: 'json',
    http: '2',
  },
  'study-2010': {
    toClientPerMinute: 60,
    fromClientPerMinute: 0,
    messageSize: 20,
    roundTripMs: 100,
    pollIntervalSeconds: 1,
    heartbeatSeconds: 0,
    clients: 1000,
    pattern: 'even',
    setup: 'left-out',
    encryption: 'none',
    visit: 'first',
    headers: 'study-2010',
  },
  'book-2013': {
    toClientPerMinute: 1,
    fromClientPerMinute: 0,
    messageSize: 15,
    durationSeconds: 3600,
    sessionSeconds: 3600,
    pollIntervalSeconds: 60,
    heartbeatSeconds: 0,
    setup: 'left-out',
    encryption: 'none',
    visit: 'first',
    headers: 'book-2013',
  },
} as const satisfies Readonly<Record<string, Partial<ComparisonSettings>>>;

export type PresetId = keyof typeof CHANGES;

export const PRESETS = Object.keys(CHANGES) as readonly PresetId[];

export function presetSettings(id: PresetId): ComparisonSettings {
  return { ...DEFAULT_SETTINGS, ...CHANGES[id] };
}

/** The preset that these settings equal, if any. The seed makes no difference. */
export function presetOf(settings: ComparisonSettings): PresetId | null {
  const names = Object.keys(settings) as (keyof ComparisonSettings)[];
  const isSame = (other: ComparisonSettings) =>
    names.every((name) => name === 'seed' || settings[name] === other[name]);
  return PRESETS.find((id) => isSame(presetSettings(id))) ?? null;
}
