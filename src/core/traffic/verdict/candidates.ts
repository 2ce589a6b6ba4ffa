/** Which methods can be recommended at all, by their figures. */

import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import type { CaseEvidence, Recommended } from './recommendation.ts';

/** A total is close to another if it is at most this many times as large. */
export const CLOSE = 1.15;
/** Delays are alike if one is at most this many times as large. */
export const ALIKE = 1.05;

/**
 * By what a method needs. Polling is a request; server-sent events are a response that stays open,
 * read by the browser; long polling has to start again after each message; a WebSocket is another
 * protocol.
 */
export const SIMPLEST_FIRST: readonly MethodId[] = [
  'polling',
  'event-stream',
  'long-polling',
  'websocket',
];

/** A client that sends this often is served better by an open connection. */
export const OFTEN_PER_MINUTE = 60;

/** The method whose figures are those of a recommendation: a POST is the same in polling. */
export function figuresOf(recommended: Recommended): MethodId {
  return recommended === 'requests' ? 'polling' : recommended;
}

export function candidatesOf(evidence: CaseEvidence): readonly MethodId[] {
  const { answers, figures } = evidence;
  const inTime = METHODS.filter((method) => isInTime(evidence, method));
  const soonestMs = Math.min(...METHODS.map((method) => figures[method].delayMs));
  const candidates =
    inTime.length > 0
      ? inTime
      : METHODS.filter((method) => figures[method].delayMs <= soonestMs * ALIKE);
  if (answers.between !== 'serverless') return candidates;
  const possible = candidates.filter((method) => !waitsInRequest(method));
  return possible.length > 0 ? possible : candidates;
}

export function isInTime({ answers, figures }: CaseEvidence, method: MethodId): boolean {
  return figures[method].delayMs <= answers.allowedDelayMs;
}

export function waitsInRequest(method: MethodId): boolean {
  return method === 'long-polling' || method === 'event-stream';
}
