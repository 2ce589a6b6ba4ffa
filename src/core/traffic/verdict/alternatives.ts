/** When to choose another method than the recommended one. */

import type { MethodId } from '#core/traffic/methods/method-run.ts';
import type { Answers } from './answers.ts';
import {
  ALIKE,
  candidatesOf,
  figuresOf,
  OFTEN_PER_MINUTE,
  SIMPLEST_FIRST,
  waitsInRequest,
} from './candidates.ts';
import type { Alternative, CaseEvidence, Condition, Recommended } from './recommendation.ts';

/** Polls that are further apart than this leave a connection idle. */
const RESTING_MS = 10_000;

/** Games and calls: what comes too late is worthless. */
const URGENT_MS = 100;

export function alternativesTo(recommended: Recommended, evidence: CaseEvidence): Alternative[] {
  const { answers, figures, http } = evidence;
  const candidates = candidatesOf(evidence);
  const hasProxy = answers.between === 'proxy' || answers.between === 'cdn';
  const own = figures[figuresOf(recommended)].delayMs;
  const maybe = (method: MethodId, when: Condition): Alternative[] =>
    candidates.includes(method) && method !== recommended ? [{ method, when }] : [];
  const soonest = SIMPLEST_FIRST.filter(
    (method) =>
      figures[method].delayMs * ALIKE < own && !(isServerless(answers) && waitsInRequest(method)),
  );
  const sooner = [...soonest].sort((a, b) => figures[a].bytes - figures[b].bytes).slice(0, 1);
  const unreliable: Alternative[] =
    answers.allowedDelayMs <= URGENT_MS && answers.messagesPerMinute >= OFTEN_PER_MINUTE
      ? [{ method: 'webtransport', when: 'may-be-lost' }]
      : [];
  switch (recommended) {
    case 'websocket':
      if (answers.sender === 'client') {
        return [...unreliable, { method: 'requests', when: 'nothing-held' }];
      }
      return [
        ...unreliable,
        ...maybe('event-stream', hasProxy ? 'no-upgrade' : 'no-reconnect-code'),
        ...(answers.allowedDelayMs >= RESTING_MS ? maybe('polling', 'nothing-held') : []),
      ];
    case 'event-stream': {
      const hasFewConnections = http === '1.1' && answers.sender === 'server';
      return [
        ...unreliable,
        ...maybe('websocket', hasFewConnections ? 'many-tabs' : 'client-sends'),
        ...(hasProxy ? maybe('long-polling', 'proxy-buffers') : []),
      ];
    }
    case 'long-polling':
      return [...unreliable, ...maybe('event-stream', 'no-reconnect-code')];
    case 'polling':
      return [
        ...unreliable,
        ...sooner.map((method): Alternative => ({ method, when: 'sooner' })),
        ...maybe('websocket', 'client-sends'),
      ].filter(isFirstOfMethod);
    case 'requests':
      return [...unreliable, { method: 'websocket', when: 'server-sends' }];
  }
}

function isServerless({ between }: Answers): boolean {
  return between === 'serverless';
}

function isFirstOfMethod(
  { method }: Alternative,
  index: number,
  all: readonly Alternative[],
): boolean {
  return all.findIndex((other) => other.method === method) === index;
}
