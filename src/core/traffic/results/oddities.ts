/** Combinations of settings that are allowed, but have an effect that a reader may not expect. */

import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { ComparisonReport } from './comparison.ts';
import { delayedDirection } from './delay-comparison.ts';

/** In the order in which a page lists them. */
const ODDITIES = {
  /** A poll waits for the response to the last one, so the interval can't be shorter. */
  'interval-below-round-trip': ({ settings }) =>
    settings.pollTiming === 'timer' && settings.pollIntervalSeconds * 1000 < settings.roundTripMs,
  /** More than can be simulated was asked for. */
  'shortened-observation': ({ settings, durationMs }) =>
    durationMs < settings.durationSeconds * 1000,
  'made-before-open': (report) => {
    const direction = delayedDirection(report);
    return direction !== null && report.madeTooSoon.includes(direction);
  },
  'tls-layer-unencrypted': ({ settings }) =>
    settings.layer === 'tls' && settings.encryption === 'none',
  'http2-unencrypted': ({ settings }) => settings.http === '2' && settings.encryption === 'none',
  'http2-new-connections': ({ settings }) =>
    settings.http === '2' && settings.connections === 'new',
  'http2-quoted-heads': ({ settings }) => settings.http === '2' && hasQuotedHeads(settings),
  'compressed-random-bytes': ({ settings }) =>
    settings.compression === 'on' && settings.format === 'binary',
  'collects-as-long-as-polling': ({ settings }) =>
    settings.coalesceMs >= settings.pollIntervalSeconds * 1000,
} as const satisfies Readonly<Record<string, (report: ComparisonReport) => boolean>>;

export type OddityId = keyof typeof ODDITIES;

export const ODDITY_IDS = Object.keys(ODDITIES) as readonly OddityId[];

export function odditiesOf(report: ComparisonReport): OddityId[] {
  return ODDITY_IDS.filter((id) => ODDITIES[id](report));
}

function hasQuotedHeads({ headers }: ComparisonSettings): boolean {
  return headers === 'study-2010' || headers === 'book-2013';
}
