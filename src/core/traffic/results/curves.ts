/**
 * What a second costs by each method, over message rates and over what staleness polling may have.
 * Every point is a simulation of its own, with all else as it is set; opening and closing are left
 * out, since they cost once.
 */

import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import type { ComparisonSettings } from '#core/traffic/workload/comparison-settings.ts';
import { countRun } from '#core/traffic/counting/count-run.ts';
import { summarizeDelays } from './delay-summary.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import { simulateMethod, wirePlanOf } from '#core/traffic/methods/simulate-method.ts';
import { spreadSchedule } from '#core/traffic/workload/spread-schedule.ts';

/** Bytes a second against messages a second, both ways together. */
export type RatePoint = { readonly perSecond: number; readonly bytesPerSecond: number };

/**
 * Bytes a second against how late a message to the client is on average; `variedMs` is what was
 * varied.
 */
export type StalenessPoint = {
  readonly meanDelayMs: number;
  readonly bytesPerSecond: number;
  readonly variedMs: number;
};

/** Above `perSecond` the first method is the dearer one, below it the cheaper one. */
export type BreakEven = {
  readonly method: MethodId;
  readonly than: MethodId;
  readonly perSecond: number;
  readonly bytesPerSecond: number;
};

export type Curves = {
  readonly settings: ComparisonSettings;
  readonly rates: Readonly<Record<MethodId, readonly RatePoint[]>>;
  readonly breakEvens: readonly BreakEven[];
  /**
   * At the rate that is set: polling by its interval, WebSocket by how long it collects, the others
   * as points.
   */
  readonly staleness: Readonly<Record<MethodId, readonly StalenessPoint[]>>;
};

const POINTS = 15;
const RATES = { least: 0.005, most: 20 } as const;
const INTERVALS_MS = { least: 100, most: 120_000 } as const;

/**
 * Messages and polls of one point: enough to be exact to a few in a hundred, and few enough for all
 * points.
 */
const BUDGET = 600;
const LEAST_MESSAGES = 6;
const LEAST_POLLS = 3;

export function makeCurves(settings: ComparisonSettings): Curves {
  const steady: ComparisonSettings = { ...settings, setup: 'left-out' };
  const rates = {} as Record<MethodId, RatePoint[]>;
  const staleness = {} as Record<MethodId, StalenessPoint[]>;
  for (const method of METHODS) {
    rates[method] = ratesOf(settings).map((perSecond) => ({
      perSecond,
      bytesPerSecond: observe(method, steady, perSecond).bytesPerSecond,
    }));
    staleness[method] = stalenessOf(method, steady);
  }
  return { settings, rates, staleness, breakEvens: breakEvensOf(rates) };
}

/**
 * Where an answer to a poll would hold thousands, or thousands of polls would find nothing, no
 * point is made.
 */
function ratesOf({ pollIntervalSeconds }: ComparisonSettings): number[] {
  const least = Math.max(RATES.least, LEAST_MESSAGES / (BUDGET * 2 * pollIntervalSeconds));
  const most = Math.min(RATES.most, (2 * BUDGET) / (LEAST_POLLS * pollIntervalSeconds));
  return spacedBetween(least, Math.max(most, least * 2));
}

/** Evenly on a logarithmic scale. */
function spacedBetween(least: number, most: number, count = POINTS): number[] {
  const ratio = (most / least) ** (1 / (count - 1));
  return Array.from({ length: count }, (_, index) => least * ratio ** index);
}

function stalenessOf(method: MethodId, steady: ComparisonSettings): StalenessPoint[] {
  const perSecond = (steady.toClientPerMinute + steady.fromClientPerMinute) / 60;
  if (steady.toClientPerMinute === 0) return [];
  const longest = Math.min(INTERVALS_MS.most, (2 * BUDGET * 1000) / (LEAST_POLLS * perSecond));
  const intervals = spacedBetween(INTERVALS_MS.least, Math.max(longest, 200), 11);
  const variants: { variedMs: number; changed: Partial<ComparisonSettings> }[] =
    method === 'polling'
      ? withSetInterval(intervals, steady).map((ms) => ({
          variedMs: ms,
          changed: { pollIntervalSeconds: ms / 1000 },
        }))
      : method === 'websocket'
        ? [0, ...intervals].map((ms) => ({
            variedMs: Math.round(ms),
            changed: { coalesceMs: Math.round(ms) },
          }))
        : [{ variedMs: 0, changed: {} }];
  return variants.map(({ variedMs, changed }) => ({
    variedMs,
    ...observe(method, { ...steady, ...changed }, perSecond),
  }));
}

/** What is set is one of the points, so that what is said of it was simulated. */
function withSetInterval(
  intervals: readonly number[],
  { pollIntervalSeconds }: ComparisonSettings,
): number[] {
  return [...new Set([...intervals, pollIntervalSeconds * 1000])].sort((a, b) => a - b);
}

/** One method at one rate, for as long as makes its figures steady. */
function observe(
  method: MethodId,
  settings: ComparisonSettings,
  perSecond: number,
): Pick<StalenessPoint, 'meanDelayMs' | 'bytesPerSecond'> {
  const { toClientPerMinute, fromClientPerMinute, pollIntervalSeconds } = settings;
  const bothWays = toClientPerMinute + fromClientPerMinute;
  const upShare = bothWays === 0 ? 0 : fromClientPerMinute / bothWays;
  const wanted = Math.min(BUDGET / perSecond, BUDGET * pollIntervalSeconds);
  const seconds = Math.max(
    wanted,
    LEAST_MESSAGES / perSecond,
    LEAST_POLLS * pollIntervalSeconds,
    2 * settings.heartbeatSeconds,
  );
  const count = Math.max(1, Math.round(perSecond * seconds));
  // Whole periods, so that every poll has its full share.
  const periodMs = pollIntervalSeconds * 1000;
  const exactMs = (count / perSecond) * 1000;
  const durationMs =
    method === 'polling' ? Math.max(1, Math.round(exactMs / periodMs)) * periodMs : exactMs;
  const up = Math.round(count * upShare);
  const schedule = spreadSchedule({
    counts: { 'client-to-server': up, 'server-to-client': count - up },
    messageSize: settings.messageSize,
    durationMs,
    pattern: settings.pattern,
    burstSize: settings.burstSize,
    seed: settings.seed,
  });
  const run = simulateMethod(method, schedule, settings, periodMs);
  const { bytes } = countRun(run, wirePlanOf(settings));
  const delays = summarizeDelays(run.deliveries, 'server-to-client');
  return {
    meanDelayMs: delays?.meanMs ?? 0,
    bytesPerSecond: totalOf(bytes, settings.layer) / (durationMs / 1000),
  };
}

/**
 * Where the curves of polling cross those of what pushes, between two points on straight lines in
 * logarithms.
 */
function breakEvensOf(rates: Readonly<Record<MethodId, readonly RatePoint[]>>): BreakEven[] {
  const pairs: [MethodId, MethodId][] = [
    ['websocket', 'polling'],
    ['event-stream', 'polling'],
    ['websocket', 'long-polling'],
  ];
  return pairs.flatMap(([method, than]) => {
    const [own, other] = [rates[method], rates[than]];
    return own.slice(1).flatMap((end, index) => {
      const [start, otherStart, otherEnd] = [own[index]!, other[index]!, other[index + 1]!];
      const before = Math.log(start.bytesPerSecond / otherStart.bytesPerSecond);
      const after = Math.log(end.bytesPerSecond / otherEnd.bytesPerSecond);
      if (!(before < 0 && after >= 0)) return [];
      const share = before / (before - after);
      const between = (a: number, b: number) => a * (b / a) ** share;
      const perSecond = between(start.perSecond, end.perSecond);
      return [
        {
          method,
          than,
          perSecond,
          bytesPerSecond: between(start.bytesPerSecond, end.bytesPerSecond),
        },
      ];
    });
  });
}
