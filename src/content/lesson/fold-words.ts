/** The words for a fold: TCP opens or closes, told in one stop. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import type { Fold } from '#core/story/folds.ts';
import { ownStory } from '#core/story/own-story.ts';
import type { BothStates, Step, StepKind } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { otherSide, senderOf, type Side } from '#core/trace/direction.ts';
import { isPureSignal } from '#core/trace/trace.ts';
import { actorName, actorWithin, codeOf } from './actor-names.ts';
import { stepLabel } from './step-labels.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import type { Prose, StepWords } from '#content/phrasing/prose.ts';

/** A fold can contain any two or more of its steps, because trouble divides it. */
export function foldText(fold: Fold, whole: Story): StepWords {
  const steps = whole.steps.slice(fold.firstStep, fold.endStep);
  const [first] = steps;
  if (first === undefined) throw new RangeError('expected a fold with steps');
  const isOnBoth = steps.some(({ hop }) => hop !== first.hop);
  if (isOnBoth) return bothHopsText(fold, steps, whole);
  const story = ownStory(whole, first);
  return fold.kind === 'opening' ? openingText(steps, story) : closingText(steps, story);
}

function openingText(steps: readonly Step[], story: Story): StepWords {
  const { trace } = story.conversation;
  const client = actorWithin(trace, 'client');
  const [syn, synAck] = [find('tcp-syn', steps), find('tcp-syn-ack', steps)];
  const states = steps.at(-1)?.statesAfter;
  const isOpen = states?.client.tcp === 'ESTABLISHED' && states.server.tcp === 'ESTABLISHED';
  const waitMs = syn && synAck ? timeBetween(syn, synAck) : null;
  const cost = waitMs === null ? '' : `, here ${formatDuration(waitMs)},`;
  return {
    title: titleOf(steps, 'opens', syn !== undefined && isOpen),
    happened: [
      syn && synAck
        ? `Opening takes ${client} one round trip${cost} from the SYN to the SYN-ACK.`
        : `${listOf(steps, story)} belong to the three segments that open TCP.`,
      carryData(steps, story)
        ? ''
        : syn && synAck
          ? ` None of them carries data. After them, ${client} can send its request.`
          : ' None of them carries data.',
    ],
    why: [
      'A WebSocket needs a TCP connection, because TCP delivers bytes in order. The same connection carries the HTTP handshake, all frames and the closing handshake.',
    ],
    references: [rfc(9293, '3.5'), rfc(6455, '4.1')],
  };
}

function closingText(steps: readonly Step[], story: Story): StepWords {
  const fins = steps.filter(({ kind }) => kind === 'tcp-fin');
  const [fin, reply] = fins;
  const { trace } = story.conversation;
  const states = statesAfter(steps, story);
  const isClosed = [states?.client.tcp, states?.server.tcp].every(
    (tcp) => tcp === 'CLOSED' || tcp === 'TIME-WAIT',
  );
  const waiting = (['client', 'server'] as const).filter(
    (side) => states?.[side].tcp === 'TIME-WAIT',
  );
  return {
    title: titleOf(steps, 'closes', fins.length > 1 && isClosed),
    happened: [
      `${listed([...finWords(fins, steps, story), ...lastArrival(steps)])}.`,
      fin && reply && answers(reply, fin)
        ? ` The second FIN is sent after the first one has arrived.`
        : '',
      ...closeEventText(steps, story),
    ],
    why: [
      'TCP has two directions. Each is closed by the side that sends in it, and acknowledged by the other.',
      waiting.length > 1
        ? ' Both closed at once, so both stay in TIME-WAIT for a while, in case their ACKs are lost.'
        : '',
      ...(waiting.length === 1 ? waiting : []).map(
        (side) =>
          ` ${actorName(trace, side)} stays in TIME-WAIT for a while, in case its ACK is lost.`,
      ),
    ],
    references: [rfc(9293, '3.6'), rfc(6455, '7.1.1')],
  };
}

/** Both connections of a proxy open or close at the same time. */
function bothHopsText(fold: Fold, steps: readonly Step[], story: Story): StepWords {
  const count = inWords(steps.length);
  const on = (['client', 'server'] as const).map((hop, index) => {
    const own = steps.filter((step) => step.hop === hop);
    const { trace } = ownStory(story, { hop }).conversation;
    const ends = `between ${actorWithin(trace, 'client')} and ${actorWithin(trace, 'server')}`;
    const noun = index > 0 ? '' : own.length === 1 ? ' segment' : ' segments';
    return `${inWords(own.length)}${noun} ${ends}`;
  });
  return {
    title: `${capitalized(count)} segments with which TCP ${fold.kind === 'opening' ? 'opens' : 'closes'} twice`,
    happened: [
      `TCP ${fold.kind === 'opening' ? 'opens' : 'closes'} twice: ${on.join(', ')}.`,
      ...closeEventText(steps, story),
    ],
    why: [
      'TCP ends at a proxy, so each side has its own connection to it, with its own sequence numbers.',
    ],
    references: [rfc(9110, '3.7'), rfc(9293, '3.6')],
  };
}

function titleOf(steps: readonly Step[], verb: 'opens' | 'closes', isWhole: boolean): string {
  const segments = new Set(steps.flatMap(({ eventIndices }) => eventIndices)).size;
  const count = inWords(segments);
  if (isWhole) return `TCP ${verb} in ${count} segments`;
  return `${capitalized(count)} segments with which TCP ${verb}`;
}

/** One clause or two. */
function finWords(fins: readonly Step[], steps: readonly Step[], story: Story): string[] {
  const { trace } = story.conversation;
  const [fin] = fins;
  if (fins.length > 1) return ['Each side ends its direction with a FIN'];
  const side = fin === undefined ? undefined : senderSide(fin);
  if (side === undefined) return [`Each of the ${inWords(steps.length)} ACKs acknowledges a FIN`];
  const isAcknowledged = steps.some((step) => step !== fin && senderSide(step) !== side);
  return [
    `${actorName(trace, side)} ends its direction with a FIN`,
    ...(isAcknowledged ? [`${actorWithin(trace, otherSide(side))} acknowledges one`] : []),
  ];
}

/** "A, and b", "a, b, and c". */
function listed(clauses: readonly string[]): string {
  return clauses
    .map((clause, index) => {
      if (index === 0) return clause;
      return index === clauses.length - 1 ? `, and ${clause}` : `, ${clause}`;
    })
    .join('');
}

/** From the first sending on. Empty if the times aren't known. */
function lastArrival(steps: readonly Step[]): string[] {
  const [first] = steps;
  const times = steps.map((step) => (first ? timeBetween(first, step) : null));
  if (times.some((time) => time === null)) return [];
  const lastMs = Math.max(...times.map((time) => time ?? 0));
  return [`the last segment arrives after ${formatDuration(lastMs)}`];
}

/** When code of the client hears that the connection is closed, if it does so in these steps. */
function closeEventText(steps: readonly Step[], story: Story): Prose {
  const step = steps.find(({ pageEvents }) =>
    pageEvents.some(({ side, event }) => side === 'client' && event.kind === 'close'),
  );
  if (step === undefined) return [];
  const { trace } = ownStory(story, step).conversation;
  const isByFin = step.kind === 'tcp-fin' && senderSide(step) === 'server';
  return [
    ` For ${codeOf(trace.endpoints, 'client')}, the `,
    { code: 'close' },
    isByFin
      ? ` event fires when the FIN of ${actorWithin(trace, 'server')} arrives.`
      : ' event fires.',
  ];
}

/** "SYN and SYN-ACK", "FIN, FIN and ACK". */
function listOf(steps: readonly Step[], story: Story): string {
  const names = steps.map((step) => stepLabel(step, story));
  const last = names.pop();
  return names.length === 0 ? (last ?? '') : `${names.join(', ')} and ${last}`;
}

/** Of both ends when all of the steps have arrived. Undefined if nothing happened in them. */
function statesAfter(steps: readonly Step[], story: Story): BothStates | undefined {
  return story.moments.findLast(({ stepIndex }) => steps.includes(story.steps[stepIndex]!))?.states;
}

function find(kind: StepKind, steps: readonly Step[]): Step | undefined {
  return steps.find((step) => step.kind === kind);
}

function senderSide({ direction }: Step): Side | undefined {
  return direction === null ? undefined : senderOf(direction);
}

function carryData(steps: readonly Step[], { conversation: { trace } }: Story): boolean {
  return steps
    .flatMap(({ eventIndices }) => eventIndices.map((index) => trace.events[index]))
    .some((event) => event !== undefined && !isPureSignal(event));
}

/** Milliseconds from the sending of one to the arrival of the other; null if unknown. */
function timeBetween(first: Step, last: Step): number | null {
  const { arrival } = last;
  if (first.sentAtMs === null || arrival.kind !== 'arrived') return null;
  return arrival.atMs - first.sentAtMs;
}

/** Whether the sender of this FIN had the other one before. */
function answers(reply: Step, { direction, arrival }: Step): boolean {
  return (
    reply.direction !== direction &&
    reply.sentAtMs !== null &&
    reply.arrival.kind === 'arrived' &&
    arrival.kind === 'arrived' &&
    reply.sentAtMs >= arrival.atMs
  );
}
