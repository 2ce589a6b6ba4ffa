/** Why a method is recommended: figures of the run, and properties of the method. */

import { comparedIn, simplestIn } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { CLOSE, figuresOf, isInTime } from './candidates.ts';
import type { CaseEvidence, PropertyReason, Reason } from './recommendation.ts';

export function reasonsFor(recommended: ComparedId, evidence: CaseEvidence): Reason[] {
  return [
    timeReason(recommended, evidence),
    ...bytesReason(recommended, evidence),
    ...propertiesOf(recommended, evidence).map((kind) => ({ kind })),
  ];
}

function timeReason(recommended: ComparedId, evidence: CaseEvidence): Reason {
  if (!isInTime(evidence, recommended)) return { kind: 'soonest' };
  const late = comparedIn(evidence.figures).filter((id) => !isInTime(evidence, id));
  return late.length === 0 ? { kind: 'all-in-time' } : { kind: 'in-time', late };
}

function bytesReason(recommended: ComparedId, evidence: CaseEvidence): Reason[] {
  const bytesOf = (id: ComparedId) => figuresOf(evidence, id).bytes;
  const other = otherThan(recommended, evidence);
  const own = bytesOf(recommended);
  const reasons: Reason[] = [];
  if (own < bytesOf(other)) {
    reasons.push({ kind: 'fewer-bytes', other, ratio: bytesOf(other) / own });
  }
  const cheapest = comparedIn(evidence.figures).toSorted((a, b) => bytesOf(a) - bytesOf(b))[0]!;
  if (cheapest !== recommended && bytesOf(cheapest) < own && own <= bytesOf(cheapest) * CLOSE) {
    reasons.push({ kind: 'few-more-bytes', other: cheapest, ratio: own / bytesOf(cheapest) });
  }
  return reasons;
}

/** The simplest, or WebSocket if that is recommended. */
function otherThan(recommended: ComparedId, { figures }: CaseEvidence): ComparedId {
  const simplest = simplestIn(figures);
  return recommended === simplest ? 'websocket' : simplest;
}

function propertiesOf(recommended: ComparedId, { answers }: CaseEvidence): PropertyReason[] {
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
