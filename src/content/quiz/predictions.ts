/**
 * Questions before the steps of a story. Sources: RFC 9293 §3.5, RFC 6455 §4.2.2, §7.1.5, §7.4.1.
 */

import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { openedAt, openingSignals } from '#core/story/opening-facts.ts';
import { actingSide, ownStory, proxyEnd } from '#core/story/own-story.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { senderOf } from '#core/trace/direction.ts';
import { actorName, actorWithin, isBrowser } from '#content/lesson/actor-names.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import {
  compressedPrediction,
  headerPrediction,
  opcodePrediction,
  pongPrediction,
  sizePrediction,
} from './frame-predictions.ts';
import { predict, type Prediction } from './prediction.ts';

/** When the request can leave. */
function timePrediction(step: Step, story: Story): Prediction | null {
  const opening = openingSignals(story);
  if (step.id !== 'request' || opening === null) return null;
  const oneWayMs = opening.synAckAtMs - opening.synAtMs;
  const passedMs = opening.requestAtMs - opening.synAtMs;
  const who = actorWithin(story.conversation.trace, 'client');
  return predict(
    step.id,
    [
      `One way takes ${formatDuration(oneWayMs)}. How long after its SYN can ${who} send its request?`,
    ],
    formatDuration(passedMs),
    [
      [
        formatDuration(oneWayMs),
        'That is one way. The SYN has to arrive, and the SYN-ACK has to come back.',
      ],
      [
        formatDuration(3 * oneWayMs),
        'That is when the ACK arrives. The request follows it without waiting for that.',
      ],
      [
        formatDuration(4 * oneWayMs),
        'Those are two round trips. TCP needs one; the opening handshake is the other.',
      ],
    ],
  );
}

/** The status of a server that agrees. */
function statusPrediction(step: Step, story: Story): Prediction | null {
  const { id, unit, isAltered } = step;
  if (id !== 'response' || unit?.kind !== 'response' || isAltered) return null;
  const { status } = unit.head.startLine;
  if (status !== SWITCHING_PROTOCOLS || openedAt(story) === null) return null;
  return predict(
    step.id,
    ['The server agrees to switch protocols. With which status?'],
    String(status),
    [
      ['200', 'Over HTTP/1.1, 200 is an ordinary response: the protocol stays HTTP.'],
      ['426', 'That refuses until the client upgrades. Here the client has asked, and may.'],
      ['302', 'That is a redirect. A browser would fail the connection.'],
    ],
  );
}

/** What each code means, for those who chose it where it is wrong. */
const MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [1000, '1000 is a normal closure, and has to be in a Close frame.'],
  [1006, '1006 is only reported, for an end without the peer’s Close frame.'],
  [1005, '1005 is only reported, for a Close frame without a code.'],
  [1002, '1002 means broken framing.'],
  [1007, '1007 means data that doesn’t fit its type, such as text that isn’t UTF-8.'],
  [1009, '1009 means that a message was too big.'],
  [1001, '1001 means that a side goes away.'],
];

const mistakenCodes = (codes: readonly number[]) =>
  MEANINGS.filter(([code]) => codes.includes(code)).map(
    ([code, meaning]) => [String(code), meaning] as const,
  );

/** The code with which a side fails the connection. */
function failurePrediction(step: Step, story: Story): Prediction | null {
  const { cause, unit, direction, isAltered } = step;
  if (cause !== 'failure' || unit?.kind !== 'frame' || direction === null || isAltered) return null;
  const { trace } = story.conversation;
  const code = closePayloadOf(unit, trace.streams[direction])?.code ?? null;
  if (code === null) return null;
  return predict(
    step.id,
    [`${actorName(trace, senderOf(direction))} fails the connection. With which close code?`],
    String(code),
    mistakenCodes([1002, 1007, 1009, 1000]),
  );
}

/** The code that the page gets. */
function pageCodePrediction(step: Step, story: Story): Prediction | null {
  if (!isBrowser(story.conversation.trace.endpoints)) return null;
  const closed = step.pageEvents.find(
    ({ side, event }) => side === 'client' && event.kind === 'close',
  );
  if (closed?.event.kind !== 'close') return null;
  return predict(
    step.id,
    ['The connection ends. Which code will the page’s close event have?'],
    String(closed.event.code),
    mistakenCodes([1000, 1005, 1006, 1001]),
  );
}

type Maker = (step: Step, story: Story) => Prediction | null;

/**
 * The most particular first. One of each kind in a direction is enough, because the next one would
 * ask the same.
 */
const MAKERS: readonly Maker[] = [
  failurePrediction,
  compressedPrediction,
  headerPrediction,
  opcodePrediction,
  pageCodePrediction,
  sizePrediction,
  pongPrediction,
  statusPrediction,
  timePrediction,
];

/** How many a story has. One that shows every kind of step has more. */
const MAX = 4;
const MAX_OF_WHOLE = 6;

/** The predictions of a story, in the order of its steps. */
export function predictionsOf(story: Story): Prediction[] {
  const found = MAKERS.flatMap((make) => firstOfEachSender(make, story));
  const hasPong = story.steps.some((step) => pongPrediction(step, story) !== null);
  const hasMessages = found.filter(({ stepId }) => /-(?:text|binary)-1$/.test(stepId)).length > 1;
  const chosen = found
    .filter(({ stepId }, index) => found.findIndex((each) => each.stepId === stepId) === index)
    .slice(0, hasPong && hasMessages ? MAX_OF_WHOLE : MAX);
  const order = new Map(story.steps.map(({ id }, index) => [id, index]));
  return chosen.toSorted((one, other) => order.get(one.stepId)! - order.get(other.stepId)!);
}

function firstOfEachSender(make: Maker, story: Story): Prediction[] {
  const seen = new Set<Step['direction']>();
  return story.steps.flatMap((step) => {
    if (seen.has(step.direction)) return [];
    // What a proxy passes on was asked about before.
    if (actingSide(step, 'sent') === proxyEnd(step)) return [];
    const prediction = make(step, ownStory(story, step));
    if (prediction === null) return [];
    seen.add(step.direction);
    return [prediction];
  });
}

/** The question before a step; null before most. */
export function predictionBefore(step: Step, story: Story): Prediction | null {
  return predictionsOf(story).find(({ stepId }) => stepId === step.id) ?? null;
}
