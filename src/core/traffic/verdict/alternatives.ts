/** When to choose another method than the recommended one. */

import { comparedIn } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { Answers } from './answers.ts';
import {
  ALIKE,
  candidatesOf,
  CLOSE,
  figuresOf,
  OFTEN_PER_MINUTE,
  waitsInRequest,
} from './candidates.ts';
import type { Alternative, CaseEvidence, Condition } from './recommendation.ts';

/** Polls that are further apart than this leave a connection idle. */
const RESTING_MS = 10_000;

/** Games and calls: what comes too late is worthless. */
const URGENT_MS = 100;

export function alternativesTo(recommended: ComparedId, evidence: CaseEvidence): Alternative[] {
  const { answers, figures, http } = evidence;
  const candidates = candidatesOf(evidence);
  const hasProxy = answers.between === 'proxy' || answers.between === 'cdn';
  const delayOf = (id: ComparedId) => figuresOf(evidence, id).delayMs;
  const { bytes } = figuresOf(evidence, recommended);
  const hasFewerBytes = figures.websocket.bytes * CLOSE < bytes;
  const maybe = (method: ComparedId, when: Condition): Alternative[] =>
    candidates.includes(method) && method !== recommended ? [{ method, when }] : [];
  const soonest = comparedIn(figures).filter(
    (id) =>
      delayOf(id) * ALIKE < delayOf(recommended) && !(isServerless(answers) && waitsInRequest(id)),
  );
  const sooner = soonest
    .toSorted((a, b) => figuresOf(evidence, a).bytes - figuresOf(evidence, b).bytes)
    .slice(0, 1);
  const unreliable: Alternative[] =
    answers.allowedDelayMs <= URGENT_MS && answers.messagesPerMinute >= OFTEN_PER_MINUTE
      ? [{ method: 'webtransport', when: 'may-be-lost' }]
      : [];
  switch (recommended) {
    case 'websocket':
      if (answers.sender === 'client') {
        return [...unreliable, ...maybe('requests', 'nothing-held')];
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
      return [
        ...unreliable,
        { method: 'websocket', when: hasFewerBytes ? 'server-sends-or-bytes' : 'server-sends' },
      ];
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
