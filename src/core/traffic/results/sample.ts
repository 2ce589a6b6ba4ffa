/**
 * One played sample of a comparison: the messages of a minute, or of however long it is observed,
 * as chance had them. The expected figures are in `comparison.ts`.
 */

import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { bytesByLayer, totalOf, type Layer } from '#core/traffic/counting/byte-counts.ts';
import {
  isEmptyPoll,
  isPoll,
  type ComparedId,
  type MethodRun,
} from '#core/traffic/methods/method-run.ts';
import type { Amounts } from '#core/traffic/expected/amounts.ts';
import {
  entriesOf,
  forEachCompared,
  valueOf,
  type ByMethod,
} from '#core/traffic/methods/by-method.ts';
import { simulateMethod } from '#core/traffic/methods/simulate-method.ts';
import {
  comparedWith,
  openDelayOf,
  scheduleOf,
  wirePlanOf,
} from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import type { Schedule } from '#core/traffic/workload/workload.ts';
import { summarizeDelays, type DelaySummary } from './delay-summary.ts';
import { countMoments, countProgress, type Progress } from './progress.ts';

/** What a method did in the sample, counted: small, however much was simulated. */
export type SampleResult = Amounts & {
  readonly method: ComparedId;
  readonly layers: Readonly<Record<Layer, number>>;
  /** Up to the layer of the settings. */
  readonly totalBytes: number;
  readonly messages: number;
  readonly delays: Readonly<Record<Direction, DelaySummary | null>>;
  readonly progress: Progress;
};

export type Sample = {
  /** How long messages were made. */
  readonly durationMs: number;
  /** When the last byte arrived, or the observation's end if that is later. */
  readonly endMs: number;
  readonly messageCounts: Readonly<Record<Direction, number>>;
  /** Bytes of all messages, uncompressed. */
  readonly payloadBytes: number;
  /** Messages made by the end of each slice of time. */
  readonly madeSoFar: readonly number[];
  /** Directions in which a message was made before the WebSocket was open for its sender. */
  readonly madeTooSoon: readonly Direction[];
  readonly results: ByMethod<SampleResult>;
};

export type PlayedSample = {
  readonly sample: Sample;
  readonly schedule: Schedule;
  readonly plan: WirePlan;
  readonly runs: ByMethod<MethodRun>;
};

export function playSample(settings: ComparisonSettings): PlayedSample {
  const schedule = scheduleOf(settings);
  const plan = wirePlanOf(settings);
  const compared = comparedWith(settings);
  const runs = forEachCompared(compared, (id) => simulateMethod(id, schedule, settings));
  const ends = entriesOf(runs).map(([, run]) => lastArrivalOf(run));
  const endMs = Math.max(schedule.durationMs, ...ends);
  const sample: Sample = {
    durationMs: schedule.durationMs,
    endMs,
    ...countMessages(schedule),
    madeSoFar: countMoments(
      schedule.messages.map(({ madeAtMs }) => madeAtMs),
      endMs,
    ),
    madeTooSoon: DIRECTIONS.filter((direction) => isMadeTooSoon(schedule, direction, settings)),
    results: forEachCompared(compared, (id) =>
      resultOf(valueOf(runs, id), plan, settings.layer, endMs),
    ),
  };
  return { sample, schedule, plan, runs };
}

function resultOf(run: MethodRun, plan: WirePlan, layer: Layer, endMs: number): SampleResult {
  const { bytes, packets, progress } = countProgress(run, plan, layer, endMs);
  const { exchanges, writes, deliveries } = run;
  let [polls, emptyPolls, posts, pushes, heartbeats] = [0, 0, 0, 0, 0];
  for (const exchange of exchanges) {
    if (isPoll(exchange.purpose)) polls++;
    if (isEmptyPoll(exchange)) emptyPolls++;
    if (exchange.purpose === 'post') posts++;
  }
  for (const write of writes) {
    if (write.kind !== 'event' && write.kind !== 'frame') continue;
    const isMessage =
      write.kind === 'event' ? write.message !== null : write.carries === 'messages';
    if (isMessage) pushes++;
    else if (write.kind === 'event' || write.carries !== 'close') heartbeats++;
  }
  return {
    method: run.method,
    bytes,
    layers: bytesByLayer(bytes),
    totalBytes: totalOf(bytes, layer),
    packets,
    requests: exchanges.length,
    posts,
    polls,
    emptyPolls,
    pushes,
    heartbeats,
    connections: run.connectionCount,
    messages: deliveries.length,
    delays: {
      'server-to-client': summarizeDelays(deliveries, 'server-to-client'),
      'client-to-server': summarizeDelays(deliveries, 'client-to-server'),
    },
    progress,
  };
}

function lastArrivalOf({ writes }: MethodRun): number {
  let last = 0;
  for (const write of writes) {
    // The closing handshake isn't part of what is compared in time.
    const isClose = write.kind === 'frame' && write.carries === 'close';
    if (!isClose && write.arrivedAtMs > last) last = write.arrivedAtMs;
  }
  return last;
}

function countMessages({ messages }: Schedule): Pick<Sample, 'messageCounts' | 'payloadBytes'> {
  const messageCounts = { 'client-to-server': 0, 'server-to-client': 0 };
  let payloadBytes = 0;
  for (const { direction, size } of messages) {
    messageCounts[direction]++;
    payloadBytes += size;
  }
  return { messageCounts, payloadBytes };
}

/** A server can send once it sent its 101, a client once that arrived. */
function isMadeTooSoon(
  { messages }: Schedule,
  direction: Direction,
  settings: ComparisonSettings,
): boolean {
  const { roundTripMs } = settings;
  const crossedMs = direction === 'server-to-client' ? roundTripMs / 2 : roundTripMs;
  const openAtMs = openDelayOf(settings) + crossedMs;
  const first = messages.find((message) => message.direction === direction);
  return first !== undefined && first.madeAtMs < openAtMs;
}
