/** The advantages usually claimed for WebSocket, each with the figures that concern it. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import {
  bearingOf,
  CLAIMS,
  isRealTime,
  othersIn,
  type Bearing,
  type ClaimId,
} from '#core/traffic/results/claim-bearings.ts';
import type { ComparisonReport, MethodResult } from '#core/traffic/results/comparison.ts';
import {
  asPromptAsWebSocket,
  soonerThanWebSocket,
  delayedDirection,
  meanDelayOf,
  meanWaitOf,
} from '#core/traffic/results/delay-comparison.ts';
import { overheadOf } from '#core/traffic/results/ratios.ts';
import { fleetOf, type Fleet } from '#core/traffic/results/fleet.ts';
import { entriesOf, simplestIn, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { formatBits, formatBytes, formatDelay, formatFactor, formatRate } from './numbers.ts';
import { DIRECTION_WORDS } from './direction-words.ts';
import { listed, nameWithin, verbOfAll } from './method-names.ts';
import { METHOD_NAMES_WITHIN } from './compare-words.ts';
import { countOf } from '#content/phrasing/quantity.ts';

export type Claim = {
  readonly id: ClaimId;
  /** In the usual words. */
  readonly claim: string;
  readonly bearing: Bearing;
  readonly figure: string;
};

export const BEARING_WORDS: Readonly<Record<Bearing, string>> = {
  supports: 'Supported',
  limits: 'Partly supported',
  contradicts: 'Not here',
  silent: 'Nothing to judge by',
};

const CLAIM_WORDS: Readonly<Record<ClaimId, string>> = {
  'real-time': 'Updates in real time',
  latency: 'Lower latency',
  resources: 'Efficient use of resources',
  'both-ways': 'Both directions over one connection',
  overhead: 'Lower overhead',
};

const FIGURES: Readonly<Record<ClaimId, (report: ComparisonReport) => string>> = {
  'real-time': realTime,
  latency,
  resources,
  'both-ways': bothWays,
  overhead,
};

export function claimsOf(report: ComparisonReport): Claim[] {
  return CLAIMS.map((id) => ({
    id,
    claim: CLAIM_WORDS[id],
    bearing: bearingOf(id, report),
    figure: FIGURES[id](report),
  }));
}

const NO_MESSAGES = 'No message is sent.';

function realTime(report: ComparisonReport): string {
  if (delayedDirection(report) === null) return NO_MESSAGES;
  const waits = perMethod(report, (result) => {
    const waitMs = meanWaitOf(report, result);
    return waitMs === null ? null : formatDelay(waitMs);
  });
  const before =
    report.settings.lossPercent > 0
      ? 'Before it is sent, or sent again after a loss'
      : 'Before it is sent';
  const waiting = `${before}, a message ${directionOf(report)} waits ${waits} on average.${endlessly(report)}`;
  const others = othersIn(report).filter((method) => isRealTime(report, method));
  return isRealTime(report, 'websocket') && others.length > 0
    ? `${waiting} ${capitalized(namesOf(others))} ${verbOfAll(others, 'is', 'are')} in real time, too.`
    : waiting;
}

function latency(report: ComparisonReport): string {
  if (delayedDirection(report) === null) return NO_MESSAGES;
  const delays = perMethod(report, (result) => {
    const meanMs = meanDelayOf(report, result);
    return meanMs === null ? null : formatDelay(meanMs);
  });
  const oneWay = formatDelay(report.settings.roundTripMs / 2);
  const figure = `A message ${directionOf(report)} arrives after ${delays} on average.${endlessly(report)} Of each delay, the network takes ${oneWay}.`;
  const sooner = soonerThanWebSocket(report);
  const alike = asPromptAsWebSocket(report).filter((id) => !sooner.includes(id));
  return [
    figure,
    ...(sooner.length === 0 ? [] : [`With ${namesOf(sooner)}, it is sooner than with WebSocket.`]),
    ...(alike.length === 0
      ? []
      : [`With ${namesOf(alike)}, it is at most 5% later than with WebSocket.`]),
  ].join(' ');
}

function directionOf(report: ComparisonReport): string {
  return DIRECTION_WORDS[delayedDirection(report) ?? 'server-to-client'];
}

/** For the methods that have no expected delay. */
function endlessly(report: ComparisonReport): string {
  const endless = entriesOf(report.results).flatMap(([id, result]) =>
    meanDelayOf(report, result) === null ? [id] : [],
  );
  return endless.length === 0 ? '' : ` It waits longer and longer with ${namesOf(endless)}.`;
}

function resources(report: ComparisonReport): string {
  const simplest = simplestIn(report.results);
  const [own, other] = (['websocket', simplest] as const).map((id) =>
    fleetOf(report, valueOf(report.results, id)),
  ) as [Fleet, Fleet];
  const clients = countOf(report.settings.clients, 'client');
  return `For ${clients}, requests per second are ${formatRate(own.requestsPerSecond)} with WebSocket and ${formatRate(other.requestsPerSecond)} with ${nameWithin(simplest)}. Open connections are ${formatRate(own.connectionsHeld)} and ${formatRate(other.connectionsHeld)}. Traffic is ${formatBits(own.bitsPerSecond)} and ${formatBits(other.bitsPerSecond)}.`;
}

function bothWays({ messageCounts, results }: ComparisonReport): string {
  if (messageCounts['client-to-server'] === 0) return 'No message comes from the client.';
  if (messageCounts['server-to-client'] === 0) return 'No message goes to the client.';
  const held = entriesOf(results).map(
    ([method, { connectionsHeld }]) =>
      `${formatRate(connectionsHeld)} with ${METHOD_NAMES_WITHIN[method]}`,
  );
  return `With WebSocket, each message from the client is a frame. With every other method, it takes a separate request. On average, a client holds these connections: ${listed(held)}.`;
}

function overhead(report: ComparisonReport): string {
  const amountsIn = (format: (result: MethodResult) => string) => perMethod(report, format);
  return report.payloadBytes === 0
    ? `Without a message, a session is ${amountsIn(({ totalBytes }) => formatBytes(totalBytes))}.`
    : `For each byte of a message, these cross the network: ${amountsIn((result) => formatFactor(overheadOf(report, result) ?? 0))}.`;
}

/** "30 ms with WebSocket and 1.03 s with polling". Methods with the same amount share it. */
function perMethod(
  { results }: ComparisonReport,
  format: (result: MethodResult) => string | null,
): string {
  const methods = new Map<string, ComparedId[]>();
  const entries = entriesOf(results);
  for (const [method, result] of entries.toReversed()) {
    const amount = format(result);
    if (amount !== null) methods.set(amount, [...(methods.get(amount) ?? []), method]);
  }
  const amounts = [...methods].map(([amount, same]) => {
    const names = same.length === entries.length ? 'every method' : namesOf(same);
    return `${amount} with ${names}`;
  });
  // A list in a list needs a comma before its last "and".
  const isNested = amounts.length > 1 && amounts.some((amount) => amount.includes(' and '));
  return isNested ? `${amounts.slice(0, -1).join(', ')}, and ${amounts.at(-1)}` : listed(amounts);
}

function namesOf(methods: readonly ComparedId[]): string {
  return listed(methods.map((method) => METHOD_NAMES_WITHIN[method]));
}
