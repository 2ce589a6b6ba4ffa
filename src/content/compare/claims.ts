/** The advantages usually claimed for WebSocket, each with the figures of a run that concern it. */

import {
  bearingOf,
  CLAIMS,
  type Bearing,
  type ClaimId,
} from '#core/traffic/results/claim-bearings.ts';
import type { ComparisonReport, MethodResult } from '#core/traffic/results/comparison.ts';
import {
  asPromptAsWebSocket,
  delayedDirection,
  meanDelayOf,
  meanWaitOf,
} from '#core/traffic/results/delay-comparison.ts';
import { overheadOf } from '#core/traffic/results/ratios.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { formatBytes, formatDelay, formatFactor, formatMemory } from './numbers.ts';
import { listed } from './sentences.ts';
import { METHOD_NAMES_WITHIN } from './compare-words.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

export type Claim = {
  readonly id: ClaimId;
  /** In the usual words. */
  readonly claim: string;
  readonly bearing: Bearing;
  readonly figure: string;
};

export const BEARING_WORDS: Readonly<Record<Bearing, string>> = {
  supports: 'Borne out',
  limits: 'Borne out in part',
  contradicts: 'Not here',
  silent: 'Nothing to tell',
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

const NO_DELAYS = 'No message was made.';

function realTime(report: ComparisonReport): string {
  if (delayedDirection(report) === null) return NO_DELAYS;
  const { polling, websocket } = report.results;
  const [pushed, polled] = [meanDelayOf(report, websocket), meanDelayOf(report, polling)];
  const amounts = `${formatDelay(pushed)} late on average by WebSocket, ${formatDelay(polled)} by polling.`;
  if (bearingOf('real-time', report) !== 'limits') return amounts;
  const names = listed(asPromptAsWebSocket(report).map((method) => METHOD_NAMES_WITHIN[method]));
  return `${amounts} But no later by ${names} than by WebSocket.`;
}

function latency(report: ComparisonReport): string {
  if (delayedDirection(report) === null) return NO_DELAYS;
  const { websocket, polling } = report.results;
  const oneWay = formatDelay(report.settings.roundTripMs / 2);
  const waiting = (result: MethodResult) => formatDelay(meanWaitOf(report, result));
  return `The way takes ${oneWay} by every method. What differs is the waiting before it: ${waiting(websocket)} by WebSocket, ${waiting(polling)} by polling.`;
}

function resources(report: ComparisonReport): string {
  const { websocket, polling } = report.results;
  const held = fleetOf(report, websocket);
  const heldByPolling = fleetOf(report, polling);
  const clients = countOf(report.settings.clients, 'client');
  const requests = `${countOf(websocket.requests, 'request')} by WebSocket, ${formatCount(polling.requests)} by polling.`;
  const memory = `${clients} hold ${formatCount(Math.round(held.connectionsHeld))} connections open, ${formatMemory(held.memoryBytes)} at the figure you set; by polling ${formatCount(Math.round(heldByPolling.connectionsHeld))}.`;
  return `${requests} ${memory}`;
}

function bothWays({ messageCounts, results }: ComparisonReport): string {
  const sent = messageCounts['client-to-server'];
  if (sent === 0) return 'No message went from the client in this run.';
  const { websocket, 'event-stream': stream } = results;
  return `${countOf(sent, 'message')} from the client: ${countOf(stream.posts, 'request')} more by every other method, none by WebSocket. ${countOf(websocket.connections, 'connection')} by WebSocket, ${formatCount(stream.connections)} by server-sent events.`;
}

function overhead(report: ComparisonReport): string {
  const amountsIn = (format: (result: MethodResult) => string) =>
    METHODS.map(
      (method) => `${format(report.results[method])} by ${METHOD_NAMES_WITHIN[method]}`,
    ).join(', ');
  return report.payloadBytes === 0
    ? `For saying nothing: ${amountsIn(({ totalBytes }) => formatBytes(totalBytes))}.`
    : `Bytes sent over bytes of the messages: ${amountsIn((result) => formatFactor(overheadOf(report, result) ?? 0))}.`;
}
