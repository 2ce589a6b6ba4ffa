/** Whether a comparison supports the five advantages usually claimed for WebSocket. */

import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import { NOISE } from './break-even.ts';
import type { ComparisonReport, MethodResult } from './comparison.ts';
import { asPromptAsWebSocket, delayedDirection, meanWaitOf } from './delay-comparison.ts';
import { fleetOf } from './fleet.ts';

export const CLAIMS = ['real-time', 'latency', 'resources', 'both-ways', 'overhead'] as const;

export type ClaimId = (typeof CLAIMS)[number];

/** What the figures show about a claim; `silent` if they have nothing to show it with. */
export type Bearing = 'supports' | 'limits' | 'contradicts' | 'silent';

/** Another method is close to WebSocket if its total is less than this many times as large. */
const CLOSE = 1.15;

/** Updates count as real time if a message waits less than this before it is sent. */
const REAL_TIME_MS = 100;

export const OTHER_METHODS = METHODS.filter((method) => method !== 'websocket');

const BEARINGS: Readonly<Record<ClaimId, (report: ComparisonReport) => Bearing>> = {
  'real-time': (report) => {
    if (delayedDirection(report) === null) return 'silent';
    if (!isRealTime(report, 'websocket')) return 'contradicts';
    return OTHER_METHODS.some((method) => isRealTime(report, method)) ? 'limits' : 'supports';
  },
  latency: (report) => {
    if (delayedDirection(report) === null) return 'silent';
    const asPrompt = asPromptAsWebSocket(report);
    if (asPrompt.length === 0) return 'supports';
    return asPrompt.length < OTHER_METHODS.length ? 'limits' : 'contradicts';
  },
  resources: (report) => {
    const { isBetter, isWorse } = againstPolling(report);
    if (!isWorse) return isBetter ? 'supports' : 'limits';
    return isBetter ? 'limits' : 'contradicts';
  },
  'both-ways': ({ messageCounts, results }) => {
    if (Object.values(messageCounts).some((count) => count === 0)) return 'silent';
    const { connectionsHeld } = results.websocket;
    const needsMore = OTHER_METHODS.every(
      (method) => results[method].connectionsHeld > connectionsHeld * (1 + NOISE),
    );
    return needsMore ? 'supports' : 'limits';
  },
  overhead: ({ results }) => {
    const { totalBytes } = results.websocket;
    const others = OTHER_METHODS.map((method) => results[method].totalBytes);
    if (others.some((other) => totalBytes > other * (1 + NOISE))) return 'contradicts';
    return others.every((other) => other >= totalBytes * CLOSE) ? 'supports' : 'limits';
  },
};

export function bearingOf(claim: ClaimId, report: ComparisonReport): Bearing {
  return BEARINGS[claim](report);
}

/** Whether a method's messages hardly wait before they are sent. */
export function isRealTime(report: ComparisonReport, method: MethodId): boolean {
  const wait = meanWaitOf(report, report.results[method]);
  return wait !== null && wait < REAL_TIME_MS;
}

/** What a server needs for WebSocket, compared with what it needs for polling. */
function againstPolling(report: ComparisonReport): { isBetter: boolean; isWorse: boolean } {
  const { polling, websocket } = report.results;
  const needs = (result: MethodResult) => {
    const { requestsPerSecond, connectionsHeld, bitsPerSecond } = fleetOf(report, result);
    return [requestsPerSecond, connectionsHeld, bitsPerSecond];
  };
  const [own, others] = [needs(websocket), needs(polling)];
  return {
    isBetter: own.some((value, index) => value * (1 + NOISE) < others[index]!),
    isWorse: own.some((value, index) => value > others[index]! * (1 + NOISE)),
  };
}
