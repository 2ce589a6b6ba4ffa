/** What must be true of every story, whatever a reader sets or does to a segment. */

import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Moment, PageEvent, Step } from '#core/story/step.ts';
import { actingSide, proxyEnd } from '#core/story/own-story.ts';
import type { Story } from '#core/story/story.ts';
import {
  DIRECTIONS,
  receiverOf,
  senderOf,
  type Direction,
  type Side,
} from '#core/trace/direction.ts';
import { handOver } from '#core/trace/hand-over.ts';
import { readStream, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import {
  connectionsOf,
  foundStories,
  SETTINGS,
  tamperedStories,
  type Tampered,
} from '../scenarios/tampered-stories.ts';

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
    .filter((step) => {
      const sender = senderOf(step.direction!);
      const { readyState, tcp } = step.statesBefore[sender];
      return (readyState === 'CLOSED' && sender !== proxyEnd(step)) || tcp === 'CLOSED';
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
          .flatMap((moment) => (moment.phase === phase ? [story.steps[moment.stepIndex]!] : []))
          .filter(({ hop = side }) => hop === side);
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
  connectionsOf(trace).flatMap(lostForEver);

function lostForEver(trace: Trace): string[] {
  return trace.events.flatMap((event, index) => {
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
    // A proxy stops connecting when its client has left.
    const hasLeft = isConnecting && trace.endpoints[side].name === 'Proxy';
    const isReset = trace.events.some(
      ({ direction, signals, arrival }) =>
        signals.includes('rst') && (direction === event.direction || arrival.kind === 'arrived'),
    );
    return isAgain || hasGivenUp || isReset || hasLeft
      ? []
      : [`${event.name} is lost and never sent again`];
  });
}

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
    const end = actingSide(step, phase);
    // A proxy's part changes the state of neither side.
    const acting = end === proxyEnd(step) ? null : end;
    for (const other of SIDES.filter((side) => side !== acting)) {
      if (JSON.stringify(states[other]) === JSON.stringify(before[other])) continue;
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

/** A state of TCP, from this time on. */
type TimedState = readonly [atMs: number, state: string];

/** Without those that are as before. */
function changesOf(states: readonly TimedState[]): string[] {
  return states
    .filter(([, state], index) => state !== states[index - 1]?.[1])
    .map(([atMs, state]) => `${atMs} ${state}`);
}

/** The last of those that follow one another in no time. */
function lastPerTime(states: readonly TimedState[]): TimedState[] {
  return states.filter(([atMs], index) => atMs !== states[index + 1]?.[0]);
}

/** Each endpoint of TCP is told to be in the states that it is in, at the same times. */
const tcpStatesAreThoseOfTcp: Invariant = ({ story: { start, moments }, tcpStates }) =>
  SIDES.flatMap((side) => {
    const first: TimedState = [-1, start[side].tcp];
    const told = moments.map(({ atMs, states }): TimedState => [atMs ?? NaN, states[side].tcp]);
    const real = tcpStates
      .filter((change) => change.side === side)
      .map(({ atMs, state }): TimedState => [atMs, state]);
    const expected = changesOf(lastPerTime([first, ...real])).join(', ');
    const got = changesOf(lastPerTime([first, ...told])).join(', ');
    const passed = changesOf([first, ...real]);
    const invented = changesOf([first, ...told]).filter((each) => !passed.includes(each));
    return [
      ...(got === expected ? [] : [`${side} is told ${got}, is ${expected}`]),
      ...invented.map((each) => `${side} is never ${each}`),
    ];
  });

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

/** What the receiver's TCP hands over, and where in it the bytes are that were sent. */
function handedOver(direction: Direction, trace: Trace) {
  const { pieces } = handOver(trace, direction);
  const bytes = concatBytes(pieces.map((piece) => piece.bytes));
  const sentAt = new Int32Array(bytes.length);
  /** -1 for a byte that didn't arrive. */
  const arrivedAt = new Int32Array(trace.streams[direction].length).fill(-1);
  let at = 0;
  for (const piece of pieces) {
    piece.bytes.forEach((_, index) => {
      sentAt[at] = piece.range.start + index;
      arrivedAt[piece.range.start + index] = at++;
    });
  }
  return { bytes, sentAt, arrivedAt };
}

/** The frames after a head, as the reader of frames finds them. None if the head doesn't end. */
function framesIn(bytes: Uint8Array): { readonly start: number; readonly end: number }[] {
  const frames = [];
  const headEnd = fromLatin1(bytes).indexOf('\r\n\r\n');
  let start = headEnd === -1 ? bytes.length : headEnd + 4;
  while (start < bytes.length) {
    const reading = decodeFrameHeader(bytes, start);
    const size =
      reading.kind === 'incomplete' ? Infinity : reading.size + reading.header.payloadLength.value;
    frames.push({ start, end: start + size });
    start += size;
  }
  return frames;
}

/**
 * A frame is read as a frame only if the receiver, decoding what arrived from the start, finds one
 * where that frame's first byte is, with each byte at its distance from there.
 */
const noFrameIsReadThatIsNotFound: Invariant = ({ trace, story }) =>
  connectionsOf(trace).flatMap((connection, index) =>
    DIRECTIONS.flatMap((direction) => {
      const side = receiverOf(direction);
      const hop = trace.onward === undefined ? undefined : SIDES[index];
      if (side === proxyEnd({ ...(hop && { hop }) })) return [];
      const own = hop === undefined ? story : story.hops![hop];
      return wronglyRead(direction, connection, own);
    }),
  );

function wronglyRead(direction: Direction, trace: Trace, story: Story): string[] {
  const side = receiverOf(direction);
  // Where nothing is altered, every frame is found.
  if (!trace.events.some((event) => event.direction === direction && event.alteredBytes)) {
    return story.steps.some((step) => step.direction === direction && step.misreadAs !== null)
      ? [`bytes of the ${senderOf(direction)} are read as something else`]
      : [];
  }
  const { bytes, sentAt, arrivedAt } = handedOver(direction, trace);
  const found = framesIn(bytes);
  const sent = readStream(trace, direction);
  return story.steps.flatMap(({ id, unit, carried, misreadAs, ...step }) => {
    if (unit?.kind !== 'frame' || unit.direction !== direction) return [];
    if (step.arrival.kind !== 'arrived' || step.isUnread) return [];
    const isLate = step.isHeldBack || step.isDuplicate;
    const isClosed = step.statesBefore[side].tcp === 'CLOSED';
    // A retransmission can carry several frames.
    if (isLate || isClosed || step.kind === 'tcp-retransmission') return [];
    const places = arrivedAt.slice(carried.start, carried.end);
    if (places.every((at) => at === -1)) {
      return misreadAs === 'nothing' ? [] : [`${id} doesn’t arrive at all`];
    }
    const isIntact = places.every(
      (at, index) => at !== -1 && bytes[at] === sent[carried.start + index],
    );
    if (!isIntact) return [];
    const frame = found.find(({ start, end }) => start <= places[0]! && places[0]! < end);
    const offset = carried.start - unit.range.start;
    const isFound =
      frame !== undefined &&
      sentAt[frame.start] === unit.range.start &&
      places.every((at, index) => at < frame.end && at - frame.start === offset + index);
    if (isFound === (misreadAs === null)) return [];
    return [`${id} is read as ${misreadAs ?? 'itself'}, and ${isFound ? '' : 'not '}found`];
  });
}

/** What a side fails by is known, and is the step that made it fail. */
const everyFailureHasARule: Invariant = ({ story: { steps } }) =>
  steps.flatMap(({ id, cause, direction, pageEvents, fatalViolation }, index) => {
    const isHeard = pageEvents.some(
      ({ event, side }) => side === 'server' && event.kind === 'error',
    );
    if (isHeard && fatalViolation === null) return [`${id} is an error without a rule`];
    if (cause !== 'failure') return [];
    const hasReason = steps
      .slice(0, index)
      .some((step) => step.fatalViolation !== null && step.direction !== direction);
    return hasReason ? [] : [`${id} answers a failure that no step shows`];
  });

/** RFC 9293 §3.10.7.1. */
const closedEndpointsAnswer: Invariant = ({ story: { steps } }) =>
  steps
    .filter(
      ({ direction, arrival, kind }) =>
        direction && arrival.kind === 'arrived' && kind !== 'tcp-reset',
    )
    .filter(({ direction, statesBefore }) => statesBefore[receiverOf(direction!)].tcp === 'CLOSED')
    .filter(
      ({ direction, arrival, hop }) =>
        !steps.some(
          (reset) =>
            reset.kind === 'tcp-reset' &&
            reset.hop === hop &&
            reset.direction !== direction &&
            arrival.kind === 'arrived' &&
            reset.sentAtMs === arrival.atMs,
        ),
    )
    .map(({ id }) => `${id} reaches a closed endpoint, which doesn’t answer`);

/** RFC 9293 §3.10: only a RST leaves a closed endpoint, and the SYN that opens it. */
const closedEndpointsSendNothingElse: Invariant = ({ story: { steps } }) =>
  steps
    .filter(({ direction, kind }) => direction && kind !== 'tcp-reset' && kind !== 'tcp-syn')
    .filter(({ direction, statesBefore }) => statesBefore[senderOf(direction!)].tcp === 'CLOSED')
    .map(({ id }) => `${id} is sent by a closed endpoint`);

/** A segment that arrives while bytes before it are missing is held back, or came before. */
const whatLacksEarlierBytesIsHeldBack: Invariant = ({ trace, story }) =>
  story.steps
    .filter(({ carried, arrival, isHeldBack, isDuplicate }) => {
      const isLate = isHeldBack || isDuplicate;
      return carried.end > carried.start && arrival.kind === 'arrived' && !isLate;
    })
    .filter((step) => {
      const own = step.hop === 'server' && trace.onward ? trace.onward : trace;
      const { arrival, direction, carried } = step;
      const arrivedAt = arrival.kind === 'arrived' ? arrival.atMs : 0;
      const before = own.events
        .filter((event) => event.direction === direction && event.arrival.kind === 'arrived')
        .filter((event) => event.arrival.kind === 'arrived' && event.arrival.atMs <= arrivedAt)
        .sort((one, other) => one.range.start - other.range.start);
      const upTo = before.reduce(
        (end, { range }) => (range.start <= end ? Math.max(end, range.end) : end),
        0,
      );
      return upTo < carried.start;
    })
    .map(({ id }) => `${id} is not held back`);

/** What crossed is in a step, so that no state changes by what isn't shown. */
const everySegmentIsInAStep: Invariant = ({ trace, story }) =>
  connectionsOf(trace).flatMap((connection, at) => {
    const hop = trace.onward === undefined ? undefined : SIDES[at];
    const shown = new Set(
      story.steps.filter((step) => step.hop === hop).flatMap(({ eventIndices }) => eventIndices),
    );
    return connection.events.flatMap(({ name }, index) =>
      shown.has(index) ? [] : [`${name} is in no step`],
    );
  });

const INVARIANTS: Readonly<Record<string, Invariant>> = {
  'no closed side sends': noClosedSideSends,
  'a close is clean only after both Close frames': cleanOnlyAfterBothCloses,
  'what is lost is retransmitted': whatIsLostIsRetransmitted,
  'states change only in the step that changes them': statesChangeInTheirStep,
  'TCP states are those of the simulated endpoints': tcpStatesAreThoseOfTcp,
  'page events come in an order that WHATWG allows': pageEventsAreAllowed,
  'an error is followed by a close': noErrorWithoutClose,
  'every story ends closed, or a side notices nothing': everyStoryEnds,
  'steps have unique ids': idsAreUnique,
  'a late segment brings nothing': lateStepsBringNothing,
  'a frame is read only where its receiver finds it': noFrameIsReadThatIsNotFound,
  'every segment is in a step': everySegmentIsInAStep,
  'what lacks earlier bytes is held back': whatLacksEarlierBytesIsHeldBack,
  'a closed endpoint answers with a RST': closedEndpointsAnswer,
  'a closed endpoint sends nothing else': closedEndpointsSendNothingElse,
  'a side fails by a rule that a step shows': everyFailureHasARule,
};

describe('in every scenario, with every setting and every tampering', () => {
  const wrong = new Map<string, string[]>(Object.keys(INVARIANTS).map((name) => [name, []]));
  let count = 0;
  const examine = (tampered: Tampered) => {
    count++;
    for (const [name, check] of Object.entries(INVARIANTS)) {
      for (const problem of check(tampered)) wrong.get(name)!.push(`${tampered.name}: ${problem}`);
    }
  };
  for (const setting of SETTINGS) {
    for (const tampered of tamperedStories(setting)) examine(tampered);
  }
  for (const tampered of foundStories()) examine(tampered);

  test.each(Object.keys(INVARIANTS))('%s', (name) => {
    const found = wrong.get(name)!;
    expect(found.length, found.slice(0, 25).join('\n')).toBe(0);
  });

  test('there are thousands of them', () => {
    expect(count).toBeGreaterThan(3347);
  });
});
