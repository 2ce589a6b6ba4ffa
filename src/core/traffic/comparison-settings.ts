/** What a comparison is made from: each setting with its limits and what it is at first. */

import { HEADER_PROFILES, type HeaderProfileId } from './header-profile.ts';
import type { Pattern } from './workload.ts';

export type ComparisonSettings = {
  /** Messages to the client and from it, each minute. */
  readonly toClientPerMinute: number;
  readonly fromClientPerMinute: number;
  /** Bytes of a message. */
  readonly messageSize: number;
  readonly durationSeconds: number;
  readonly roundTripMs: number;
  readonly pollIntervalSeconds: number;
  readonly longPollTimeoutSeconds: number;
  /** For the moments of messages and for what is random on the wire. */
  readonly seed: number;
  readonly pattern: Pattern;
  readonly headers: HeaderProfileId;
};

export type ChoiceSetting = 'pattern' | 'headers';
export type NumberSetting = Exclude<keyof ComparisonSettings, ChoiceSetting>;

/** Values are multiples of the step. */
export type NumberLimits = { readonly min: number; readonly max: number; readonly step: number };

export const NUMBER_LIMITS: Readonly<Record<NumberSetting, NumberLimits>> = {
  toClientPerMinute: { min: 0, max: 600, step: 0.1 },
  fromClientPerMinute: { min: 0, max: 600, step: 0.1 },
  messageSize: { min: 1, max: 65_536, step: 1 },
  durationSeconds: { min: 10, max: 3600, step: 1 },
  roundTripMs: { min: 0, max: 2000, step: 1 },
  pollIntervalSeconds: { min: 0.1, max: 600, step: 0.1 },
  longPollTimeoutSeconds: { min: 1, max: 120, step: 1 },
  seed: { min: 0, max: 999_999, step: 1 },
};

export const CHOICES: {
  readonly [Setting in ChoiceSetting]: readonly ComparisonSettings[Setting][];
} = {
  pattern: ['random', 'even'],
  headers: HEADER_PROFILES,
};

export const DEFAULT_SETTINGS: ComparisonSettings = {
  toClientPerMinute: 12,
  fromClientPerMinute: 4,
  messageSize: 48,
  durationSeconds: 60,
  roundTripMs: 60,
  pollIntervalSeconds: 2,
  longPollTimeoutSeconds: 30,
  seed: 1454,
  pattern: 'random',
  headers: 'chromium',
};

/** Messages and polls that are simulated at most: an hour at one message a second each way, and polls beside them. */
const MAX_MESSAGES_AND_POLLS = 12_000;

/** How long the methods are observed: as long as is set, or less where that would be more than can be simulated at once. */
export function observedSeconds(settings: ComparisonSettings): number {
  const messagesPerSecond = (settings.toClientPerMinute + settings.fromClientPerMinute) / 60;
  const perSecond = messagesPerSecond + 1 / settings.pollIntervalSeconds;
  return Math.min(settings.durationSeconds, Math.floor(MAX_MESSAGES_AND_POLLS / perSecond));
}
