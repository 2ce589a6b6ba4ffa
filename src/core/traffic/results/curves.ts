/**
 * What each method costs per second, over the message rate and over the delay of messages. Every
 * point is a separate simulation with otherwise unchanged settings. Opening and closing are left
 * out, because they happen only once.
 */

import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { countRun } from '#core/traffic/counting/count-run.ts';
import { summarizeDelays } from './delay-summary.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import { simulateMethod } from '#core/traffic/methods/simulate-method.ts';
import { wirePlanOf } from '#core/traffic/settings/comparison-plan.ts';
import { spreadSchedule } from '#core/traffic/workload/spread-schedule.ts';

/** Bytes per second against messages per second, both directions together. */
export type RatePoint = { readonly perSecond: number; readonly bytesPerSecond: number };

/** Bytes per second against the mean delay of messages to the client, for one `variedMs`. */
export type StalenessPoint = {
  readonly meanDelayMs: number;
  readonly bytesPerSecond: number;
  readonly variedMs: number;
};

/** Above `perSecond`, `method` costs more than `than`; below it, less. */
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
   * At the message rate of the settings. Polling varies its interval, WebSocket its time to collect
   * messages; the other methods have one point.
   */
  readonly staleness: Readonly<Record<MethodId, readonly StalenessPoint[]>>;
};

const POINTS = 15;
const RATES = { least: 0.005, most: 20 } as const;
const INTERVALS_MS = { least: 100, most: 120_000 } as const;

/** Messages and polls per point: exact to a few percent, and fast enough for all points. */
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

/** Omits rates at which one response has thousands of messages, or thousands of polls have none. */
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

/** The interval of the settings is one of the points, so its figures are simulated too. */
function withSetInterval(
  intervals: readonly number[],
  { pollIntervalSeconds }: ComparisonSettings,
): number[] {
  return [...new Set([...intervals, pollIntervalSeconds * 1000])].sort((a, b) => a - b);
}

/** One method at one rate, for long enough that its figures are steady. */
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
  // Whole periods, so that every poll has the same time to collect messages.
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
 * Where a polling curve crosses the curve of a method that pushes, with straight lines between the
 * points on logarithmic scales.
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
