/**
 * A phone's radio on a mobile network. A transfer turns it on, whatever its size, and a timer of
 * the network keeps it on for a while afterwards: the tail. Each transfer restarts that timer.
 *
 * A transfer itself takes no time here, and the radio has two states. A run costs a few operations
 * for each transfer that is observed, at most 3,600.
 */

import { withinBounds, type BoundsOf } from './setting-bounds.ts';

export type RadioSettings = {
  /** Between two transfers. The first one is at time 0. */
  readonly intervalMs: number;
  readonly tailMs: number;
  readonly onMilliwatts: number;
  readonly idleMilliwatts: number;
  readonly observedMs: number;
};

const RADIO_BOUNDS: BoundsOf<RadioSettings> = {
  intervalMs: { min: 1000, max: 3_600_000 },
  tailMs: { min: 0, max: 60_000 },
  onMilliwatts: { min: 0, max: 10_000 },
  idleMilliwatts: { min: 0, max: 10_000 },
  observedMs: { min: 1000, max: 3_600_000 },
};

export type RadioRun = { readonly fromMs: number; readonly toMs: number };

export type RadioUse = {
  /** Within `RADIO_BOUNDS`. */
  readonly settings: RadioSettings;
  /** When the radio is on, in order. Runs that touch one another are one. */
  readonly runs: readonly RadioRun[];
  readonly onMs: number;
  /** Of the observed time. */
  readonly onShare: number;
  readonly joules: number;
};

export function simulateRadio(wanted: RadioSettings): RadioUse {
  const settings = withinBounds(wanted, RADIO_BOUNDS);
  const { observedMs, onMilliwatts, idleMilliwatts } = settings;
  const runs = runsOf(settings);
  const onMs = runs.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const millijoules = (onMs * onMilliwatts + (observedMs - onMs) * idleMilliwatts) / 1000;
  return { settings, runs, onMs, onShare: onMs / observedMs, joules: millijoules / 1000 };
}

function runsOf({ intervalMs, tailMs, observedMs }: RadioSettings): readonly RadioRun[] {
  if (tailMs === 0) return [];
  if (tailMs >= intervalMs) {
    // The last transfer is at the last multiple of the interval.
    const lastMs = (Math.ceil(observedMs / intervalMs) - 1) * intervalMs;
    return [{ fromMs: 0, toMs: Math.min(observedMs, lastMs + tailMs) }];
  }
  const runs: RadioRun[] = [];
  for (let fromMs = 0; fromMs < observedMs; fromMs += intervalMs) {
    runs.push({ fromMs, toMs: Math.min(observedMs, fromMs + tailMs) });
  }
  return runs;
}
