/** Combinations of settings that are allowed, but have an effect that a reader may not expect. */

import { entriesOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { ComparisonReport, MethodResult } from './comparison.ts';
import { delayedDirection } from './delay-comparison.ts';

/** In the order in which a page lists them. */
const ODDITIES = {
  'no-messages': ({ payloadBytes }) => payloadBytes === 0,
  /** A poll waits for the response to the last one, so the interval can't be shorter. */
  'interval-below-round-trip': ({ settings, pollPeriodMs }) =>
    settings.pollTiming === 'timer' &&
    settings.tab === 'foreground' &&
    pollPeriodMs > settings.pollIntervalSeconds * 1000,
  /** A browser runs the timers of a hidden page less often. */
  'hidden-tab': ({ settings, pollPeriodMs }) =>
    settings.tab === 'background' && pollPeriodMs > settings.pollIntervalSeconds * 1000,
  /** POSTs are made faster than the connections of a browser can carry them. */
  overloaded: (report) => overloadedMethods(report).length > 0,
  /** Which connection each POST finds free depends on more than the model follows. */
  'posts-estimated': ({ settings }) =>
    settings.fromClientPerMinute > 0 &&
    settings.http === '1.1' &&
    settings.connections === 'kept' &&
    (settings.pattern !== 'random' || settings.idleLimitSeconds > 0),
  /** Connections are closed by the idle limit and opened again. */
  'idle-cuts': (report) => cutMethods(report).length > 0,
  /** More than can be simulated was asked for. */
  'shortened-observation': ({ settings, sample }) =>
    sample.durationMs < settings.durationSeconds * 1000,
  'sample-below-interval': ({ pollPeriodMs, sample }) => sample.durationMs < pollPeriodMs,
  'made-before-open': (report) => {
    const direction = delayedDirection(report);
    return direction !== null && report.sample.madeTooSoon.includes(direction);
  },
  'loss-not-played': ({ settings }) => settings.lossPercent > 0,
  /** The only poll of a session is the one at its start. */
  'session-below-interval': ({ settings, pollPeriodMs }) =>
    settings.toClientPerMinute > 0 && settings.sessionSeconds * 1000 < pollPeriodMs,
  /** A session ends before the WebSocket has sent what it collects. */
  'session-below-collecting': ({ settings, payloadBytes }) =>
    payloadBytes > 0 && settings.sessionSeconds * 1000 < settings.coalesceMs,
  /** Connections are opened, but what opens them isn't counted. */
  'setup-left-out': ({ settings }) => settings.setup === 'left-out',
  'tls-layer-unencrypted': ({ settings }) =>
    settings.layer === 'tls' && settings.encryption === 'none',
  'http2-unencrypted': ({ settings }) => settings.http === '2' && settings.encryption === 'none',
  'http2-new-connections': ({ settings }) =>
    settings.http === '2' && settings.connections === 'new',
  'http2-quoted-heads': ({ settings }) => settings.http === '2' && hasQuotedHeads(settings),
  'compressed-random-bytes': ({ settings }) =>
    settings.compression === 'on' && settings.format === 'binary',
  'grown-by-compression': ({ settings, grownByCompression }) =>
    settings.format !== 'binary' && grownByCompression.length > 0,
  'collects-as-long-as-polling': (report) => {
    const { settings, pollPeriodMs } = report;
    return settings.coalesceMs >= pollPeriodMs && delayedDirection(report) === 'server-to-client';
  },
} as const satisfies Readonly<Record<string, (report: ComparisonReport) => boolean>>;

export type OddityId = keyof typeof ODDITIES;

export const ODDITY_IDS = Object.keys(ODDITIES) as readonly OddityId[];

export function odditiesOf(report: ComparisonReport): OddityId[] {
  return ODDITY_IDS.filter((id) => ODDITIES[id](report));
}

/** Methods whose messages from the client wait longer and longer. */
export function overloadedMethods({ results }: Pick<ComparisonReport, 'results'>): ComparedId[] {
  return entriesOf(results).flatMap(([id, { isOverloaded }]) => (isOverloaded ? [id] : []));
}

/** In fewer sessions than this, a cut practically doesn't happen. */
const NEGLIGIBLE_CUTS = 0.001;

/** Whether the idle limit cuts the connection on which a method waits for messages. */
export function isCutWhileWaiting(
  { settings }: Pick<ComparisonReport, 'settings'>,
  { cutsPerSecond }: Pick<MethodResult, 'cutsPerSecond'>,
): boolean {
  return cutsPerSecond * settings.sessionSeconds >= NEGLIGIBLE_CUTS;
}

/** How often a method opens connections again because of the idle limit, per second. */
export function reopenedPerSecond(
  { settings }: Pick<ComparisonReport, 'settings'>,
  { steady, cutsPerSecond }: Pick<MethodResult, 'steady' | 'cutsPerSecond'>,
): number {
  // With new connections, requests open theirs anyway.
  return settings.connections === 'new' ? cutsPerSecond : steady.connections;
}

/** Methods that open connections again because of the idle limit. */
export function cutMethods({
  settings,
  results,
}: Pick<ComparisonReport, 'results' | 'settings'>): ComparedId[] {
  if (settings.idleLimitSeconds === 0) return [];
  return entriesOf(results)
    .filter(
      ([, result]) =>
        reopenedPerSecond({ settings }, result) * settings.sessionSeconds >= NEGLIGIBLE_CUTS,
    )
    .map(([id]) => id);
}

function hasQuotedHeads({ headers }: ComparisonSettings): boolean {
  return headers === 'study-2010' || headers === 'book-2013';
}
