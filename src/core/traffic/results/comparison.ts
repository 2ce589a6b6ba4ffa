/**
 * The same messages with each method: what they cost in a client's session, and how late they
 * arrive. All figures are expected values; the played sample is beside them.
 */

import type { Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { bytesByLayer, totalOf, type Layer } from '#core/traffic/counting/byte-counts.ts';
import { AmountSum, type Amounts } from '#core/traffic/expected/amounts.ts';
import type { DelaySpread } from '#core/traffic/expected/delay-spread.ts';
import { expectMethod } from '#core/traffic/expected/expected-method.ts';
import { pollCycleOf } from '#core/traffic/expected/expected-polling.ts';
import { situationOf, type Situation } from '#core/traffic/expected/situation.ts';
import type { ProfileSource } from '#core/traffic/heads/header-profile.ts';
import {
  entriesOf,
  forEachCompared,
  valueOf,
  type ByMethod,
} from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { comparedWith } from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { tracesOfRun } from '#core/traffic/wire/run-traces.ts';
import { playSample, type PlayedSample, type Sample } from './sample.ts';

/** A method's expected figures. The amounts are those of a whole session. */
export type MethodResult = Amounts & {
  readonly method: ComparedId;
  /** Once per session: opening and closing. Zero bytes if the settings leave them out. */
  readonly setup: Amounts;
  /** Per second, without that. A session is `setup`, and `steady` for each of its seconds. */
  readonly steady: Amounts;
  readonly layers: Readonly<Record<Layer, number>>;
  /** Up to the layer of the settings. */
  readonly totalBytes: number;
  readonly messages: number;
  /** Null if no message goes this way, or if they wait longer and longer. */
  readonly delays: Readonly<Record<Direction, DelaySpread | null>>;
  /** Open at the same time, on average. */
  readonly connectionsHeld: number;
  /** How often the connection that waits for messages is cut because it is idle. */
  readonly cutsPerSecond: number;
  /** The client's messages are made faster than its connections can carry them. */
  readonly isOverloaded: boolean;
};

/** A comparison without its simulated runs: what a page shows in figures and words. */
export type ComparisonReport = {
  readonly settings: ComparisonSettings;
  /** Messages per session. */
  readonly messageCounts: Readonly<Record<Direction, number>>;
  /** Bytes of all messages of a session, uncompressed. */
  readonly payloadBytes: number;
  /** From one poll to the next: longer than the interval if a response takes longer. */
  readonly pollPeriodMs: number;
  /** Methods that send more bytes with compression than without it. */
  readonly grownByCompression: readonly ComparedId[];
  readonly source: ProfileSource;
  /** With plain requests if the server sends nothing. */
  readonly results: ByMethod<MethodResult>;
  readonly sample: Sample;
};

export type Comparison = ComparisonReport & Omit<PlayedSample, 'sample'>;

/** The expected figures alone. */
export type ExpectedComparison = Pick<ComparisonReport, 'settings' | 'messageCounts' | 'results'>;

export function expectComparison(
  settings: ComparisonSettings,
  situation = situationOf(settings),
): ExpectedComparison {
  return {
    settings,
    messageCounts: {
      'server-to-client': inSession(settings.toClientPerMinute, settings),
      'client-to-server': inSession(settings.fromClientPerMinute, settings),
    },
    results: forEachCompared(comparedWith(settings), (id) => expectResult(id, situation)),
  };
}

export function compareMethods(settings: ComparisonSettings): Comparison {
  const played = playSample(settings);
  const situation = situationOf(settings);
  const expected = expectComparison(settings, situation);
  const { messageCounts, results } = expected;
  const messages = messageCounts['server-to-client'] + messageCounts['client-to-server'];
  return {
    ...expected,
    payloadBytes: messages * settings.messageSize,
    pollPeriodMs: pollCycleOf(situation).periodMs,
    grownByCompression: grownByCompression(settings, results),
    source: played.plan.profile.source,
    ...played,
  };
}

/** The part of a comparison that is small enough to pass between threads. */
export function reportOf(comparison: Comparison): ComparisonReport {
  const { settings, messageCounts, payloadBytes, pollPeriodMs, grownByCompression } = comparison;
  const { source, results, sample } = comparison;
  return {
    settings,
    messageCounts,
    payloadBytes,
    pollPeriodMs,
    grownByCompression,
    source,
    results,
    sample,
  };
}

/** What one method sent in the sample, as one trace per connection. */
export function tracesOfMethod({ runs, plan, settings }: Comparison, method: ComparedId): Trace[] {
  return tracesOfRun(valueOf(runs, method), plan, settings.seed);
}

/** From the fewest bytes to the most. */
export function byTotalBytes({ results }: Pick<ComparisonReport, 'results'>): MethodResult[] {
  return entriesOf(results)
    .map(([, result]) => result)
    .sort((a, b) => a.totalBytes - b.totalBytes);
}

/** A method's expected figures. */
export function expectResult(method: ComparedId, situation: Situation): MethodResult {
  const { settings } = situation;
  const { steady, setup, delays, ...rest } = expectMethod(method, situation);
  const session = new AmountSum().add(setup).add(steady, settings.sessionSeconds).total;
  const { toClientPerMinute, fromClientPerMinute } = settings;
  return {
    ...session,
    method,
    setup,
    steady,
    layers: bytesByLayer(session.bytes),
    totalBytes: totalOf(session.bytes, settings.layer),
    messages: inSession(toClientPerMinute + fromClientPerMinute, settings),
    delays: delays(),
    ...rest,
  };
}

function grownByCompression(
  settings: ComparisonSettings,
  results: ByMethod<MethodResult>,
): ComparedId[] {
  if (settings.compression === 'off') return [];
  const plain = situationOf({ ...settings, compression: 'off' });
  return entriesOf(results)
    .filter(([id, { totalBytes }]) => totalBytes > expectResult(id, plain).totalBytes)
    .map(([id]) => id);
}

function inSession(perMinute: number, { sessionSeconds }: ComparisonSettings): number {
  return (perMinute / 60) * sessionSeconds;
}
