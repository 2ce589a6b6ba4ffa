/**
 * What a reader needs, apart from the traffic itself: how late is too late, and what is between.
 */

import type { PresetId } from '#core/traffic/settings/presets.ts';

export const BETWEENS = ['nothing', 'proxy', 'cdn', 'serverless'] as const;

/**
 * What is between the clients and the program that answers: nothing, a reverse proxy or load
 * balancer, a CDN, or a platform that starts functions on demand.
 */
export type Between = (typeof BETWEENS)[number];

export type Requirements = {
  /** The expected delay of a message must not be larger. */
  readonly allowedDelayMs: number;
  readonly between: Between;
};

export const ALLOWED_DELAYS_MS = [100, 1000, 10_000, 60_000] as const;

/** Milliseconds. */
export const ALLOWED_DELAY_LIMITS = { min: 1, max: 3_600_000, step: 1 } as const;

export const DEFAULT_REQUIREMENTS: Requirements = { allowedDelayMs: 1000, between: 'nothing' };

/** What the traffic of a preset requires. */
export function presetRequirements(preset: PresetId): Requirements {
  return { ...DEFAULT_REQUIREMENTS, ...PRESET_REQUIREMENTS[preset] };
}

const PRESET_REQUIREMENTS: Readonly<Record<PresetId, Partial<Requirements>>> = {
  chat: {},
  ticker: {},
  dashboard: { allowedDelayMs: 10_000 },
  game: { allowedDelayMs: 100 },
  'rare-notifications': { allowedDelayMs: 120_000, between: 'proxy' },
  'study-2010': {},
  'book-2013': { allowedDelayMs: 60_000 },
};
