/** Why a method is recommended: figures of the run, and properties of the method. */

import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import { CLOSE, figuresOf, isInTime } from './candidates.ts';
import type { CaseEvidence, PropertyReason, Reason, Recommended } from './recommendation.ts';

export function reasonsFor(recommended: Recommended, evidence: CaseEvidence): Reason[] {
  return [
    timeReason(recommended, evidence),
    ...bytesReason(recommended, evidence),
    ...propertiesOf(recommended, evidence).map((kind) => ({ kind })),
  ];
}

function timeReason(recommended: Recommended, evidence: CaseEvidence): Reason {
  if (!isInTime(evidence, figuresOf(recommended))) return { kind: 'soonest' };
  const late = METHODS.filter((method) => !isInTime(evidence, method));
  return late.length === 0 ? { kind: 'all-in-time' } : { kind: 'in-time', late };
}

/**
 * Against the method that people think of first: polling, or WebSocket if polling is recommended.
 */
function bytesReason(recommended: Recommended, { figures }: CaseEvidence): Reason[] {
  if (recommended === 'requests') return [];
  const other: MethodId = recommended === 'polling' ? 'websocket' : 'polling';
  const own = figures[recommended].bytes;
  const reasons: Reason[] = [];
  if (own < figures[other].bytes) {
    reasons.push({ kind: 'fewer-bytes', other, ratio: figures[other].bytes / own });
  }
  const cheapest = METHODS.toSorted((a, b) => figures[a].bytes - figures[b].bytes)[0]!;
  if (
    cheapest !== recommended &&
    figures[cheapest].bytes < own &&
    own <= figures[cheapest].bytes * CLOSE
  ) {
    reasons.push({ kind: 'few-more-bytes', other: cheapest, ratio: own / figures[cheapest].bytes });
  }
  return reasons;
}

function propertiesOf(recommended: Recommended, { answers }: CaseEvidence): PropertyReason[] {
  switch (recommended) {
    case 'requests':
      return ['nothing-to-receive', 'plain-http'];
    case 'polling':
      return answers.between === 'cdn' ? ['holds-nothing', 'cacheable'] : ['holds-nothing'];
    case 'event-stream':
      return ['plain-http', 'reconnects'];
    case 'long-polling':
      return ['plain-http'];
    case 'websocket':
      return [
        ...(answers.sender === 'both' ? (['both-ways'] as const) : []),
        ...(answers.between === 'serverless' ? (['gateway-holds'] as const) : []),
      ];
  }
}
