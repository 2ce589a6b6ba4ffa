/**
 * What each method costs per second of a session, over the message rate and over the delay of
 * messages: the same expected figures as in the table, with one setting changed. Opening and
 * closing are spread over the session.
 */

import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { expectMethod } from '#core/traffic/expected/expected-method.ts';
import { pollCycleOf } from '#core/traffic/expected/expected-polling.ts';
import { situationOf, withTraffic, type Situation } from '#core/traffic/expected/situation.ts';
import { forEachCompared, forEachMethod, type ByMethod } from '#core/traffic/methods/by-method.ts';
import type { ComparedId, MethodId } from '#core/traffic/methods/method-run.ts';
import { comparedWith } from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { comparePairs, type BreakEven, type PairReading } from './break-even.ts';
import { expectResult } from './comparison.ts';

/** Bytes per second against messages per second, both directions together. */
export type RatePoint = { readonly perSecond: number; readonly bytesPerSecond: number };

/** Bytes per second against the mean delay of messages to the client, for one `variedMs`. */
export type StalenessPoint = {
  readonly meanDelayMs: number;
  readonly bytesPerSecond: number;
  readonly variedMs: number;
};

export type Curves = {
  readonly settings: ComparisonSettings;
  /** From one poll to the next. */
  readonly pollPeriodMs: number;
  /** All methods at the same rates. The rate of the settings is one of them, if it is drawn. */
  readonly rates: ByMethod<readonly RatePoint[]>;
  /** Which of two methods is cheaper at which rates, for every pair. */
  readonly pairs: readonly PairReading[];
  /** Where two curves cross. */
  readonly breakEvens: readonly BreakEven[];
  /**
   * At the message rate of the settings. Polling varies its interval, WebSocket its time to collect
   * messages; the other methods have one point.
   */
  readonly staleness: Readonly<Record<MethodId, readonly StalenessPoint[]>>;
};

/** From 4 messages an hour to as many as the settings allow. */
const RATES = { least: 0.001, most: 40, points: 65 } as const;
const INTERVALS_MS = { least: 100, most: 120_000, points: 13 } as const;

export function makeCurves(settings: ComparisonSettings): Curves {
  const situation = situationOf(settings);
  const perSecond = ratesOf(settings);
  const rates = forEachCompared(comparedWith(settings), (method) =>
    perSecond.map((rate) => ({
      perSecond: rate,
      bytesPerSecond: bytesPerSecondOf(method, atRate(situation, rate)),
    })),
  );
  const pairs = comparePairs(rates);
  return {
    settings,
    pollPeriodMs: pollCycleOf(situation).periodMs,
    rates,
    pairs: pairs.map(({ reading }) => reading),
    breakEvens: pairs.flatMap(({ breakEvens }) => breakEvens),
    staleness: forEachMethod((method) => stalenessOf(method, situation)),
  };
}

/** A method's bytes per second of a session, up to the layer of the settings. */
export function bytesPerSecondOf(method: ComparedId, situation: Situation): number {
  const { steady, setup } = expectMethod(method, situation);
  const { layer, sessionSeconds } = situation.settings;
  return totalOf(steady.bytes, layer) + totalOf(setup.bytes, layer) / sessionSeconds;
}

/** Other rates have the same share of messages in each direction. */
export function atRate(situation: Situation, perSecond: number): Situation {
  const { toClientPerMinute, fromClientPerMinute } = situation.settings;
  const bothWays = toClientPerMinute + fromClientPerMinute;
  const factor = (perSecond * 60) / bothWays;
  return withTraffic(
    situation,
    bothWays === 0
      ? { toClientPerMinute: perSecond * 60 }
      : {
          toClientPerMinute: toClientPerMinute * factor,
          fromClientPerMinute: fromClientPerMinute * factor,
        },
  );
}

function ratesOf({ toClientPerMinute, fromClientPerMinute }: ComparisonSettings): number[] {
  const own = (toClientPerMinute + fromClientPerMinute) / 60;
  const rates = spacedBetween(RATES.least, RATES.most, RATES.points);
  return own < RATES.least ? rates : withValue(rates, own);
}

/** Evenly on a logarithmic scale. */
function spacedBetween(least: number, most: number, count: number): number[] {
  const ratio = (most / least) ** (1 / (count - 1));
  return Array.from({ length: count }, (_, index) => least * ratio ** index);
}

function withValue(values: readonly number[], value: number): number[] {
  return [...new Set([...values, value])].sort((one, other) => one - other);
}

function stalenessOf(method: MethodId, situation: Situation): StalenessPoint[] {
  const { settings } = situation;
  if (settings.toClientPerMinute === 0) return [];
  const collecting = situationOf({ ...settings, coalesceMs: INTERVALS_MS.least });
  const varied = (): readonly { readonly variedMs: number; readonly situation: Situation }[] => {
    const { least, most, points } = INTERVALS_MS;
    const intervals = spacedBetween(least, most, points).map(Math.round);
    switch (method) {
      case 'polling':
        return withValue(intervals, settings.pollIntervalSeconds * 1000).map((variedMs) => ({
          variedMs,
          situation: withTraffic(situation, { pollIntervalSeconds: variedMs / 1000 }),
        }));
      case 'websocket':
        return [
          { variedMs: 0, situation: situationOf({ ...settings, coalesceMs: 0 }) },
          ...intervals.map((variedMs) => ({
            variedMs,
            situation: withTraffic(collecting, { coalesceMs: variedMs }),
          })),
        ];
      case 'long-polling':
      case 'event-stream':
        return [{ variedMs: 0, situation }];
    }
  };
  return varied().flatMap(({ variedMs, situation: changed }) => {
    const { delays, totalBytes } = expectResult(method, changed);
    const delay = delays['server-to-client'];
    if (delay === null) return [];
    const bytesPerSecond = totalBytes / settings.sessionSeconds;
    return [{ variedMs, meanDelayMs: delay.meanMs, bytesPerSecond }];
  });
}
