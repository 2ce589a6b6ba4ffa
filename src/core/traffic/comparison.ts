/** The same messages by each method: what it cost, and how late they came. */

import type { Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { countBytes, totalOf, type ByteCounts } from './byte-counts.ts';
import { CHROMIUM_PROFILE } from './chromium-profile.ts';
import { observedSeconds, type ComparisonSettings } from './comparison-settings.ts';
import { summarizeDelays, type DelaySummary } from './delay-summary.ts';
import type { HeaderProfile, HeaderProfileId } from './header-profile.ts';
import { simulateLongPolling } from './long-polling.ts';
import {
  isEmptyPoll,
  isPoll,
  METHODS,
  type MethodId,
  type MethodRun,
  type Network,
} from './method-run.ts';
import { MINIMAL_PROFILE } from './minimal-profile.ts';
import { simulatePolling } from './polling.ts';
import { tracesOfRun } from './run-traces.ts';
import { simulateWebSocket } from './websocket.ts';
import { makeSchedule, type Schedule } from './workload.ts';

export type MethodResult = {
  readonly method: MethodId;
  readonly run: MethodRun;
  readonly bytes: ByteCounts;
  readonly totalBytes: number;
  /** Requests of every purpose. */
  readonly requests: number;
  /** Requests that asked for messages, and those of them that brought none. */
  readonly polls: number;
  readonly emptyPolls: number;
  readonly delays: Readonly<Record<Direction, DelaySummary | null>>;
};

export type Comparison = {
  readonly settings: ComparisonSettings;
  readonly schedule: Schedule;
  readonly network: Network;
  readonly profile: HeaderProfile;
  readonly results: Readonly<Record<MethodId, MethodResult>>;
  /** When the last byte had arrived, or the observation's end if that was later. */
  readonly endMs: number;
};

/** Ethernet's over IPv4, with TCP's time stamps. */
const MAX_SEGMENT_SIZE = 1448;

const PROFILES: Readonly<Record<HeaderProfileId, HeaderProfile>> = {
  minimal: MINIMAL_PROFILE,
  chromium: CHROMIUM_PROFILE,
};

export function compareMethods(settings: ComparisonSettings): Comparison {
  const schedule = makeSchedule({
    messagesPerMinute: {
      'server-to-client': settings.toClientPerMinute,
      'client-to-server': settings.fromClientPerMinute,
    },
    messageSize: settings.messageSize,
    durationMs: observedSeconds(settings) * 1000,
    pattern: settings.pattern,
    seed: settings.seed,
  });
  const network = { oneWayDelayMs: settings.roundTripMs / 2, maxSegmentSize: MAX_SEGMENT_SIZE };
  const profile = PROFILES[settings.headers];
  const resultOf = (method: MethodId) =>
    toResult(simulate(method, schedule, network, settings), profile);
  const results = {
    polling: resultOf('polling'),
    'long-polling': resultOf('long-polling'),
    websocket: resultOf('websocket'),
  };
  const ends = METHODS.map((method) => lastArrivalOf(results[method].run));
  const endMs = Math.max(schedule.durationMs, ...ends);
  return { settings, schedule, network, profile, results, endMs };
}

/** What one method sent, connection by connection; the bytes are made as they are looked at. */
export function tracesOfMethod(comparison: Comparison, method: MethodId): Trace[] {
  const { results, profile, network, settings } = comparison;
  return tracesOfRun(results[method].run, profile, network, settings.seed);
}

/** From the fewest bytes to the most. */
export function byTotalBytes({ results }: Comparison): MethodResult[] {
  return METHODS.map((method) => results[method]).sort((a, b) => a.totalBytes - b.totalBytes);
}

function simulate(
  method: MethodId,
  schedule: Schedule,
  network: Network,
  settings: ComparisonSettings,
): MethodRun {
  switch (method) {
    case 'polling':
      return simulatePolling(schedule, network, toMs(settings.pollIntervalSeconds));
    case 'long-polling':
      return simulateLongPolling(schedule, network, toMs(settings.longPollTimeoutSeconds));
    case 'websocket':
      return simulateWebSocket(schedule, network);
  }
}

/** In whole milliseconds: 1.1 s times 1000 is not quite 1100 in doubles. */
function toMs(seconds: number): number {
  return Math.round(seconds * 1000);
}

function toResult(run: MethodRun, profile: HeaderProfile): MethodResult {
  const bytes = countBytes(run, profile);
  return {
    method: run.method,
    run,
    bytes,
    totalBytes: totalOf(bytes),
    requests: run.exchanges.length,
    polls: run.exchanges.filter(({ purpose }) => isPoll(purpose)).length,
    emptyPolls: run.exchanges.filter(isEmptyPoll).length,
    delays: {
      'server-to-client': summarizeDelays(run.deliveries, 'server-to-client'),
      'client-to-server': summarizeDelays(run.deliveries, 'client-to-server'),
    },
  };
}

function lastArrivalOf({ exchanges, frames }: MethodRun): number {
  let last = 0;
  for (const { arrivedAtMs, answer } of exchanges) {
    last = Math.max(last, answer?.arrivedAtMs ?? arrivedAtMs);
  }
  for (const { arrivedAtMs } of frames) last = Math.max(last, arrivedAtMs);
  return last;
}
