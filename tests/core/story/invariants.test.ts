/** What must be true of every story, whatever a reader sets or does to a segment. */

import { describe, expect, test } from 'vitest';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Moment, PageEvent, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { otherSide, receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import type { TraceEvent } from '#core/trace/trace.ts';
import { SETTINGS, tamperedStories, type Tampered } from '../scenarios/tampered-stories.ts';

const SIDES: readonly Side[] = ['client', 'server'];

/** Returns what is wrong with a story; nothing if all is right. */
type Invariant = (tampered: Tampered) => readonly string[];

function isCloseFrame({ unit }: Step): boolean {
  return unit?.kind === 'frame' && unit.header.opcode === OPCODE.close;
}

function eventsOf(side: Side, { steps }: Story): PageEvent[] {
  return steps.flatMap(({ pageEvents }) =>
    pageEvents.filter((one) => one.side === side).map(({ event }) => event),
  );
}

/** Only TCP may still send: what it has to retransmit, its FIN, ACK and RST. */
const noClosedSideSends: Invariant = ({ story }) =>
  story.steps
    .filter(({ direction, kind }) => direction !== null && kind === 'unit')
    .filter(({ direction, statesBefore }) => {
      const { readyState, tcp } = statesBefore[senderOf(direction!)];
      return readyState === 'CLOSED' || tcp === 'CLOSED';
    })
    .map(({ id }) => `${id} is sent by a closed side`);

const cleanOnlyAfterBothCloses: Invariant = ({ story }) =>
  SIDES.filter((side) => eventsOf(side, story).some((e) => e.kind === 'close' && e.wasClean))
    .filter((side) => {
      const closedAt = story.moments.findIndex(
        ({ states }) => states[side].readyState === 'CLOSED',
      );
      const until = (phase: Moment['phase']) =>
        story.moments
          .slice(0, closedAt + 1)
          .flatMap((moment) => (moment.phase === phase ? [story.steps[moment.stepIndex]!] : []));
      const hasSent = until('sent').some(
        (step) =>
          isCloseFrame(step) && step.direction !== null && senderOf(step.direction) === side,
      );
      const hasReceived = until('arrived').some(
        ({ completed, direction }) =>
          direction !== null &&
          receiverOf(direction) === side &&
          completed.some((index) => {
            const unit = story.received[side].units[index];
            return unit?.kind === 'frame' && unit.header.opcode === OPCODE.close;
          }),
      );
      return !hasSent || !hasReceived;
    })
    .map((side) => `${side} reports a clean close without both Close frames`);

/** What has to be acknowledged is sent again, unless its sender gave up or was reset. */
const whatIsLostIsRetransmitted: Invariant = ({ trace }) =>
  trace.events.flatMap((event, index) => {
    const needsIt =
      event.range.end > event.range.start ||
      event.signals.some((signal) => signal === 'syn' || signal === 'fin');
    if (!needsIt || event.arrival.kind !== 'lost') return [];
    const side = senderOf(event.direction);
    const isAgain = trace.events.some(
      (other, at) => repeats(other, event) && (at > index || other.arrival.kind === 'arrived'),
    );
    const isConnecting = event.signals.includes('syn');
    const hasGivenUp =
      trace.givenUp?.some(
        (one) => one.side === side && (isConnecting || one.reason === 'retransmissions'),
      ) ?? false;
    const isReset = trace.events.some(
      ({ direction, signals, arrival }) =>
        signals.includes('rst') && (direction === event.direction || arrival.kind === 'arrived'),
    );
    return isAgain || hasGivenUp || isReset ? [] : [`${event.name} is lost and never sent again`];
  });

function repeats(later: TraceEvent, event: TraceEvent): boolean {
  return (
    later.direction === event.direction &&
    later.range.start <= event.range.start &&
    later.range.end >= event.range.end &&
    ['syn', 'fin'].every(
      (s) => !event.signals.includes(s as 'syn') || later.signals.includes(s as 'syn'),
    )
  );
}

/** Between two moments, only the side whose moment it is changes. */
const statesChangeInTheirStep: Invariant = ({ story: { start, steps, moments } }) => {
  const wrong: string[] = [];
  let before = start;
  for (const { stepIndex, phase, states } of moments) {
    const step = steps[stepIndex]!;
    const acting =
      step.direction === null
        ? step.side
        : phase === 'sent'
          ? senderOf(step.direction)
          : receiverOf(step.direction);
    const other = otherSide(acting ?? 'client');
    if (before !== undefined && JSON.stringify(states[other]) !== JSON.stringify(before[other])) {
      wrong.push(`${step.id} changes the ${other}`);
    }
    if (
      acting !== null &&
      (JSON.stringify(step.statesBefore[acting]) !== JSON.stringify(before?.[acting]) ||
        JSON.stringify(step.statesAfter[acting]) !== JSON.stringify(states[acting]))
    ) {
      wrong.push(`${step.id} shows other states of the ${acting} than its moment`);
    }
    before = states;
  }
  return wrong;
};

/** WHATWG: `open`, messages until `close()` is called, `error` or not, then `close`. */
const pageEventsAreAllowed: Invariant = ({ story }) => {
  const kinds = eventsOf('client', story)
    .map(({ kind }) => kind)
    .join(' ');
  const wrong = /^(open( message)*)?( ?error)?( ?close)?$/.test(kinds)
    ? []
    : [`page events: ${kinds}`];
  const called = story.steps.findIndex(
    ({ call, direction }) => call?.kind === 'close' && direction === 'client-to-server',
  );
  if (called === -1) return wrong;
  const calledAt = story.moments.findIndex((m) => m.stepIndex === called);
  const late = story.steps.filter(
    (step, index) =>
      step.pageEvents.some(({ side, event }) => side === 'client' && event.kind === 'message') &&
      story.moments.findLastIndex((m) => m.stepIndex === index) > calledAt,
  );
  return [...wrong, ...late.map(({ id }) => `${id} brings a message after close()`)];
};

const noErrorWithoutClose: Invariant = ({ story }) => {
  const kinds = eventsOf('client', story).map(({ kind }) => kind);
  return kinds.includes('error') && !kinds.includes('close') ? ['an error without a close'] : [];
};

/** Nobody waits for ever without being told of: a side that is not closed notices nothing. */
const everyStoryEnds: Invariant = ({ story }) => {
  const last = story.moments.at(-1)?.states;
  if (last === undefined) return ['no moments'];
  return SIDES.flatMap((side) => {
    const { readyState, tcp } = last[side];
    if (readyState === 'CLOSED') return [];
    if (readyState === null)
      return ['LISTEN', 'CLOSED', 'TIME-WAIT'].includes(tcp)
        ? []
        : [`${side} has TCP ${tcp} at the end`];
    return readyState === 'OPEN' ? [] : [`${side} ends ${readyState}, TCP ${tcp}`];
  });
};

const idsAreUnique: Invariant = ({ story: { steps } }) => {
  const ids = steps.map(({ id }) => id);
  return new Set(ids).size === ids.length ? [] : [`ids: ${ids.join(' ')}`];
};

/** A step that is held back or a duplicate has arrived, and brings its receiver nothing. */
const lateStepsBringNothing: Invariant = ({ story: { steps } }) =>
  steps
    .filter(({ isHeldBack, isDuplicate }) => isHeldBack || isDuplicate)
    .filter(
      ({ arrival, completed, isHeldBack, isDuplicate }) =>
        arrival.kind !== 'arrived' || completed.length > 0 || (isHeldBack && isDuplicate),
    )
    .map(({ id }) => `${id} is late and brings something`);

const INVARIANTS: Readonly<Record<string, Invariant>> = {
  'no closed side sends': noClosedSideSends,
  'a close is clean only after both Close frames': cleanOnlyAfterBothCloses,
  'what is lost is retransmitted': whatIsLostIsRetransmitted,
  'states change only in the step that changes them': statesChangeInTheirStep,
  'page events come in an order that WHATWG allows': pageEventsAreAllowed,
  'an error is followed by a close': noErrorWithoutClose,
  'every story ends closed, or a side notices nothing': everyStoryEnds,
  'steps have unique ids': idsAreUnique,
  'a late segment brings nothing': lateStepsBringNothing,
};

describe('in every scenario, with every setting and every tampering', () => {
  const wrong = new Map<string, string[]>(Object.keys(INVARIANTS).map((name) => [name, []]));
  let count = 0;
  for (const setting of SETTINGS) {
    for (const tampered of tamperedStories(setting)) {
      count++;
      for (const [name, check] of Object.entries(INVARIANTS)) {
        for (const problem of check(tampered))
          wrong.get(name)!.push(`${tampered.name}: ${problem}`);
      }
    }
  }

  test.each(Object.keys(INVARIANTS))('%s', (name) => {
    const found = wrong.get(name)!;
    expect(found.length, found.slice(0, 25).join('\n')).toBe(0);
  });

  test('there are thousands of them', () => {
    expect(count).toBeGreaterThan(3347);
  });
});
