/** Whether a comparison supports the five advantages usually claimed for WebSocket. */

import { METHODS } from '#core/traffic/methods/method-run.ts';
import type { ComparisonReport } from './comparison.ts';
import { asPromptAsWebSocket, delayedDirection, meanDelayOf } from './delay-comparison.ts';
import { fleetOf } from './fleet.ts';

export const CLAIMS = ['real-time', 'latency', 'resources', 'both-ways', 'overhead'] as const;

export type ClaimId = (typeof CLAIMS)[number];

/** What a run shows about a claim; `silent` if it has no messages to show it with. */
export type Bearing = 'supports' | 'limits' | 'contradicts' | 'silent';

/** Another method is close to WebSocket if its total is less than this many times as large. */
const CLOSE = 1.15;

const BEARINGS: Readonly<Record<ClaimId, (report: ComparisonReport) => Bearing>> = {
  'real-time': (report) => {
    if (delayedDirection(report) === null) return 'silent';
    const { polling, websocket } = report.results;
    if (meanDelayOf(report, websocket) > meanDelayOf(report, polling)) return 'contradicts';
    return asPromptAsWebSocket(report).length === 0 ? 'supports' : 'limits';
  },
  latency: (report) => {
    if (delayedDirection(report) === null) return 'silent';
    const { polling, websocket } = report.results;
    const isLower = meanDelayOf(report, websocket) < meanDelayOf(report, polling);
    return isLower ? 'limits' : 'contradicts';
  },
  resources: (report) => {
    const { polling, websocket } = report.results;
    if (websocket.requests >= polling.requests) return 'contradicts';
    const [held, heldByPolling] = [fleetOf(report, websocket), fleetOf(report, polling)];
    return held.connectionsHeld > heldByPolling.connectionsHeld ? 'limits' : 'supports';
  },
  'both-ways': ({ messageCounts }) =>
    messageCounts['client-to-server'] === 0 ? 'silent' : 'supports',
  overhead: ({ payloadBytes, results }) => {
    const { totalBytes } = results.websocket;
    const others = METHODS.filter((method) => method !== 'websocket').map(
      (method) => results[method].totalBytes,
    );
    if (payloadBytes === 0) {
      return others.every((other) => totalBytes <= other) ? 'supports' : 'contradicts';
    }
    if (others.some((other) => totalBytes >= other)) return 'contradicts';
    return others.some((other) => other < totalBytes * CLOSE) ? 'limits' : 'supports';
  },
};

export function bearingOf(claim: ClaimId, report: ComparisonReport): Bearing {
  return BEARINGS[claim](report);
}
