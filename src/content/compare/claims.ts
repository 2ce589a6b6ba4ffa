/**
 * The five advantages usually claimed for WebSocket, each with the figure of this run that supports
 * or limits it.
 */

import type { ComparisonReport, MethodResult } from '#core/traffic/results/comparison.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { formatBytes, formatDelay, formatFactor, formatMemory } from './numbers.ts';
import { delayedDirection, listed } from './sentences.ts';
import { METHOD_NAMES_WITHIN } from './compare-words.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

export const CLAIMS = ['real-time', 'latency', 'resources', 'both-ways', 'overhead'] as const;

export type ClaimId = (typeof CLAIMS)[number];

/** What a run says of a claim: for it, against it, both, or nothing. */
export type Bearing = 'supports' | 'limits' | 'contradicts' | 'silent';

export type Claim = {
  readonly id: ClaimId;
  /** As it is usually put. */
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

export function claimsOf(report: ComparisonReport): Claim[] {
  return [realTime(report), latency(report), resources(report), bothWays(report), overhead(report)];
}

const NO_DELAYS = 'No message was made.';

function meanOf(report: ComparisonReport, { delays }: MethodResult): number {
  const direction = delayedDirection(report);
  return direction === null ? 0 : (delays[direction]?.meanMs ?? 0);
}

function realTime(report: ComparisonReport): Claim {
  const { polling, websocket } = report.results;
  const [id, claim] = ['real-time', 'Updates in real time'] as const;
  if (delayedDirection(report) === null) return { id, claim, bearing: 'silent', figure: NO_DELAYS };
  const [pushed, polled] = [meanOf(report, websocket), meanOf(report, polling)];
  const equals = METHODS.filter(
    (method) => method !== 'websocket' && meanOf(report, report.results[method]) <= pushed * 1.05,
  );
  const amounts = `${formatDelay(pushed)} late on average by WebSocket, ${formatDelay(polled)} by polling.`;
  if (pushed > polled) return { id, claim, bearing: 'contradicts', figure: amounts };
  if (equals.length === 0) return { id, claim, bearing: 'supports', figure: amounts };
  const names = listed(equals.map((method) => METHOD_NAMES_WITHIN[method]));
  return {
    id,
    claim,
    bearing: 'limits',
    figure: `${amounts} But no later by ${names} than by WebSocket.`,
  };
}

function latency(report: ComparisonReport): Claim {
  const { websocket, polling } = report.results;
  const [id, claim] = ['latency', 'Lower latency'] as const;
  const direction = delayedDirection(report);
  if (direction === null) return { id, claim, bearing: 'silent', figure: NO_DELAYS };
  const wayMs = report.settings.roundTripMs / 2;
  const waiting = (result: MethodResult) =>
    formatDelay(Math.max(0, (result.delays[direction]?.meanMs ?? 0) - wayMs));
  const isLower = meanOf(report, websocket) < meanOf(report, polling);
  return {
    id,
    claim,
    bearing: isLower ? 'limits' : 'contradicts',
    figure: `The way takes ${formatDelay(wayMs)} by every method. What differs is the waiting before it: ${waiting(websocket)} by WebSocket, ${waiting(polling)} by polling.`,
  };
}

function resources(report: ComparisonReport): Claim {
  const { websocket, polling } = report.results;
  const held = fleetOf(report, websocket);
  const heldByPolling = fleetOf(report, polling);
  const clients = countOf(report.settings.clients, 'client');
  const requests = `${countOf(websocket.requests, 'request')} by WebSocket, ${formatCount(polling.requests)} by polling.`;
  const memory = `${clients} hold ${formatCount(Math.round(held.connectionsHeld))} connections open, ${formatMemory(held.memoryBytes)} at the figure you set; by polling ${formatCount(Math.round(heldByPolling.connectionsHeld))}.`;
  const isFewer = websocket.requests < polling.requests;
  const holdsMore = held.connectionsHeld > heldByPolling.connectionsHeld;
  return {
    id: 'resources',
    claim: 'Efficient use of resources',
    bearing: !isFewer ? 'contradicts' : holdsMore ? 'limits' : 'supports',
    figure: `${requests} ${memory}`,
  };
}

function bothWays(report: ComparisonReport): Claim {
  const [id, claim] = ['both-ways', 'Both directions over one connection'] as const;
  const sent = report.messageCounts['client-to-server'];
  if (sent === 0) {
    return { id, claim, bearing: 'silent', figure: 'No message went from the client in this run.' };
  }
  const { websocket } = report.results;
  const stream = report.results['event-stream'];
  return {
    id,
    claim,
    bearing: 'supports',
    figure: `${countOf(sent, 'message')} from the client: ${countOf(stream.posts, 'request')} more by every other method, none by WebSocket. ${countOf(websocket.connections, 'connection')} by WebSocket, ${formatCount(stream.connections)} by server-sent events.`,
  };
}

function overhead(report: ComparisonReport): Claim {
  const [id, claim] = ['overhead', 'Lower overhead'] as const;
  const { payloadBytes, results } = report;
  const { websocket } = results;
  if (payloadBytes === 0) {
    const amounts = METHODS.map(
      (method) => `${formatBytes(results[method].totalBytes)} by ${METHOD_NAMES_WITHIN[method]}`,
    );
    const bearing = METHODS.every((method) => websocket.totalBytes <= results[method].totalBytes)
      ? 'supports'
      : 'contradicts';
    return { id, claim, bearing, figure: `For saying nothing: ${amounts.join(', ')}.` };
  }
  const factor = (result: MethodResult) => result.totalBytes / payloadBytes;
  const amounts = METHODS.map(
    (method) => `${formatFactor(factor(results[method]))} by ${METHOD_NAMES_WITHIN[method]}`,
  );
  const others = METHODS.filter((method) => method !== 'websocket').map(
    (method) => results[method],
  );
  const isLeast = others.every((other) => websocket.totalBytes < other.totalBytes);
  const isClose = others.some((other) => other.totalBytes < websocket.totalBytes * 1.15);
  return {
    id,
    claim,
    bearing: !isLeast ? 'contradicts' : isClose ? 'limits' : 'supports',
    figure: `Bytes sent over bytes of the messages: ${amounts.join(', ')}.`,
  };
}
