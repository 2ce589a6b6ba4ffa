/**
 * Which method suits someone's answers, by the figures of a comparison. The rules, in order:
 *
 * 1. A method is in time if its expected delay isn't larger than allowed. If any method is in time,
 *    only those are candidates. If none is, the soonest are.
 * 2. On a platform that starts functions on demand, a method whose request waits for messages isn't
 *    a candidate, as long as another is: functions end after some seconds, and cost while they
 *    wait.
 * 3. Of the candidates, the simplest is recommended whose bytes are close to the fewest.
 * 4. If only the client sends, plain requests are enough, unless it sends every second and a
 *    WebSocket needs clearly fewer bytes. The other methods only add a way to receive, so they are
 *    recommended only if neither is a candidate.
 *
 * Everything else that differs between methods is a reason or an alternative, not a rule.
 */

import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { alternativesTo } from './alternatives.ts';
import {
  candidatesOf,
  CLOSE,
  figuresOf,
  isInTime,
  OFTEN_PER_MINUTE,
  SIMPLEST_FIRST,
} from './candidates.ts';
import { reasonsFor } from './reasons.ts';
import type { CaseEvidence, Verdict } from './recommendation.ts';

/** Null if no messages are sent: nothing has to be recommended for that. */
export function verdictOf(evidence: CaseEvidence): Verdict | null {
  const { sender } = evidence.answers;
  if (sender === null) return null;
  const recommended = sender === 'client' ? forClient(evidence) : forReceiver(evidence);
  return {
    recommended,
    isInTime: isInTime(evidence, recommended),
    reasons: reasonsFor(recommended, evidence),
    alternatives: alternativesTo(recommended, evidence).slice(0, 3),
  };
}

function forReceiver(evidence: CaseEvidence): ComparedId {
  const candidates = candidatesOf(evidence);
  const bytesOf = (id: ComparedId) => figuresOf(evidence, id).bytes;
  const fewest = Math.min(...candidates.map(bytesOf));
  const isClose = (id: ComparedId) => bytesOf(id) <= fewest * CLOSE;
  return SIMPLEST_FIRST.find((id) => candidates.includes(id) && isClose(id))!;
}

function forClient(evidence: CaseEvidence): ComparedId {
  const candidates = candidatesOf(evidence);
  const [hasRequests, hasWebSocket] = [
    candidates.includes('requests'),
    candidates.includes('websocket'),
  ];
  if (hasRequests && hasWebSocket) {
    const [one, other] = [figuresOf(evidence, 'requests'), figuresOf(evidence, 'websocket')];
    const isOften = evidence.answers.messagesPerMinute >= OFTEN_PER_MINUTE;
    return isOften && other.bytes * CLOSE < one.bytes ? 'websocket' : 'requests';
  }
  if (hasRequests) return 'requests';
  return hasWebSocket ? 'websocket' : forReceiver(evidence);
}
