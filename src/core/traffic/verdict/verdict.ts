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
 *    WebSocket needs clearly fewer bytes.
 *
 * Everything else that differs between methods is a reason or an alternative, not a rule.
 */

import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
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
import type { CaseEvidence, Recommended, Verdict } from './recommendation.ts';

/** Null if no messages are sent: nothing has to be recommended for that. */
export function verdictOf(evidence: CaseEvidence): Verdict | null {
  const { sender } = evidence.answers;
  if (sender === null) return null;
  const recommended = sender === 'client' ? forClient(evidence) : forReceiver(evidence);
  return {
    recommended,
    isInTime: isInTime(evidence, figuresOf(recommended)),
    reasons: reasonsFor(recommended, evidence),
    alternatives: alternativesTo(recommended, evidence).slice(0, 3),
  };
}

function forReceiver(evidence: CaseEvidence): MethodId {
  const candidates = candidatesOf(evidence);
  const fewest = Math.min(...candidates.map((method) => evidence.figures[method].bytes));
  const isClose = (method: MethodId) => evidence.figures[method].bytes <= fewest * CLOSE;
  return SIMPLEST_FIRST.find((method) => candidates.includes(method) && isClose(method))!;
}

function forClient(evidence: CaseEvidence): Recommended {
  const { answers, figures } = evidence;
  const others = METHODS.filter((method) => method !== 'websocket');
  const fewest = Math.min(...others.map((method) => figures[method].bytes));
  const isClear = figures.websocket.bytes * CLOSE < fewest;
  const isOften = answers.messagesPerMinute >= OFTEN_PER_MINUTE;
  const candidates = candidatesOf(evidence);
  if (!candidates.includes('polling')) {
    return candidates.includes('websocket') ? 'websocket' : forReceiver(evidence);
  }
  return isOften && isClear && candidates.includes('websocket') ? 'websocket' : 'requests';
}
