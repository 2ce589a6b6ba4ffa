/** Whether a comparison supports the five advantages usually claimed for WebSocket. */

import { entriesOf, simplestIn, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
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

/** What a WebSocket is compared with. */
export function othersIn({ results }: Pick<ComparisonReport, 'results'>): ComparedId[] {
  return entriesOf(results).flatMap(([id]) => (id === 'websocket' ? [] : [id]));
}

const BEARINGS: Readonly<Record<ClaimId, (report: ComparisonReport) => Bearing>> = {
  'real-time': (report) => {
    if (delayedDirection(report) === null) return 'silent';
    if (!isRealTime(report, 'websocket')) return 'contradicts';
    return othersIn(report).some((id) => isRealTime(report, id)) ? 'limits' : 'supports';
  },
  latency: (report) => {
    if (delayedDirection(report) === null) return 'silent';
    const asPrompt = asPromptAsWebSocket(report);
    if (asPrompt.length === 0) return 'supports';
    return asPrompt.length < othersIn(report).length ? 'limits' : 'contradicts';
  },
  resources: (report) => {
    const { isBetter, isWorse } = againstSimplest(report);
    if (!isWorse) return isBetter ? 'supports' : 'limits';
    return isBetter ? 'limits' : 'contradicts';
  },
  'both-ways': (report) => {
    const { messageCounts, results } = report;
    if (Object.values(messageCounts).some((count) => count === 0)) return 'silent';
    const { connectionsHeld } = results.websocket;
    const needsMore = othersIn(report).every(
      (id) => valueOf(results, id).connectionsHeld > connectionsHeld * (1 + NOISE),
    );
    return needsMore ? 'supports' : 'limits';
  },
  overhead: (report) => {
    const { results } = report;
    const { totalBytes } = results.websocket;
    const others = othersIn(report).map((id) => valueOf(results, id).totalBytes);
    if (others.some((other) => totalBytes > other * (1 + NOISE))) return 'contradicts';
    return others.every((other) => other >= totalBytes * CLOSE) ? 'supports' : 'limits';
  },
};

export function bearingOf(claim: ClaimId, report: ComparisonReport): Bearing {
  return BEARINGS[claim](report);
}

/** Whether a method's messages hardly wait before they are sent. */
export function isRealTime(report: ComparisonReport, method: ComparedId): boolean {
  const wait = meanWaitOf(report, valueOf(report.results, method));
  return wait !== null && wait < REAL_TIME_MS;
}

/** What a server needs for WebSocket, compared with what it needs for the simplest. */
function againstSimplest(report: ComparisonReport): { isBetter: boolean; isWorse: boolean } {
  const { websocket } = report.results;
  const simplest = valueOf(report.results, simplestIn(report.results));
  const needs = (result: MethodResult) => {
    const { requestsPerSecond, connectionsHeld, bitsPerSecond } = fleetOf(report, result);
    return [requestsPerSecond, connectionsHeld, bitsPerSecond];
  };
  const [own, others] = [needs(websocket), needs(simplest)];
  return {
    isBetter: own.some((value, index) => value * (1 + NOISE) < others[index]!),
    isWorse: own.some((value, index) => value > others[index]! * (1 + NOISE)),
  };
}
