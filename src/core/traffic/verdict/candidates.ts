/** Which methods can be recommended at all, by their figures. */

import { comparedIn, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { CaseEvidence, MethodFigures } from './recommendation.ts';

/** A total is close to another if it is at most this many times as large. */
export const CLOSE = 1.15;
/** Delays are alike if one is at most this many times as large. */
export const ALIKE = 1.05;

/**
 * By what a method needs. Plain requests need nothing. Polling is a request; server-sent events are
 * a response that stays open, read by the browser; long polling has to start again after each
 * message; a WebSocket is another protocol.
 */
export const SIMPLEST_FIRST: readonly ComparedId[] = [
  'requests',
  'polling',
  'event-stream',
  'long-polling',
  'websocket',
];

/** A client that sends this often is served better by an open connection. */
export const OFTEN_PER_MINUTE = 60;

export function figuresOf(
  { figures }: Pick<CaseEvidence, 'figures'>,
  id: ComparedId,
): MethodFigures {
  return valueOf(figures, id);
}

export function candidatesOf(evidence: CaseEvidence): readonly ComparedId[] {
  const { answers, figures } = evidence;
  const compared = comparedIn(figures);
  const inTime = compared.filter((id) => isInTime(evidence, id));
  const soonestMs = Math.min(...compared.map((id) => figuresOf(evidence, id).delayMs));
  const candidates =
    inTime.length > 0
      ? inTime
      : compared.filter((id) => figuresOf(evidence, id).delayMs <= soonestMs * ALIKE);
  if (answers.between !== 'serverless') return candidates;
  const possible = candidates.filter((method) => !waitsInRequest(method));
  return possible.length > 0 ? possible : candidates;
}

export function isInTime(evidence: CaseEvidence, id: ComparedId): boolean {
  return figuresOf(evidence, id).delayMs <= evidence.answers.allowedDelayMs;
}

export function waitsInRequest(method: ComparedId): boolean {
  return method === 'long-polling' || method === 'event-stream';
}
