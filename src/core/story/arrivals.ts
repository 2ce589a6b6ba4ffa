/**
 * What each step's arrival brought its receiver: units that became complete, and the end. Seen with
 * the receiver's eyes, since what was sent may have been lost, held back or altered on the way.
 */

import { bytesCovering, rangeContains, rangesOverlap } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import {
  readConversation,
  type Conversation,
  type ReadingOptions,
} from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { DEFAULT_LIMITS } from '#core/protocol/messages/limits.ts';
import { MessageReader } from '#core/protocol/messages/message-reader.ts';
import type { MessageSink } from '#core/protocol/messages/message-sink.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import {
  DIRECTIONS,
  receiverOf,
  senderOf,
  type Direction,
  type Side,
} from '#core/trace/direction.ts';
import { handOver, type HandedOn, type HandOver } from '#core/trace/hand-over.ts';
import { hasGaps, streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import type { DraftStep } from './draft-steps.ts';

export type Arrivals = {
  /**
   * The conversation as each side has it: its own bytes as it sent them, the other's as they
   * arrived.
   */
  readonly received: Readonly<Record<Side, Conversation>>;
  /** By step: indices of units in the receiver's conversation. */
  readonly completed: ReadonlyMap<number, readonly number[]>;
  /** Steps upon which a receiver learns that nothing more will come. */
  readonly ends: ReadonlySet<number>;
  /** Steps whose bytes were handed on only when those of another had come. */
  readonly heldBack: ReadonlySet<number>;
  /**
   * By side: the unit of which it had enough to fail the connection, though the rest never came;
   * null where there is none.
   */
  readonly failsWithin: Readonly<Record<Side, number | null>>;
};

/** Where in the receiver's stream a unit is decided, and which. */
type Decision = { readonly unitIndex: number; readonly position: number };

export function followArrivals(
  conversation: Conversation,
  drafts: readonly DraftStep[],
  options: ReadingOptions = {},
): Arrivals {
  const overs: Record<Direction, HandOver> = {
    'client-to-server': handOver(conversation.trace, 'client-to-server'),
    'server-to-client': handOver(conversation.trace, 'server-to-client'),
  };
  const received = {
    client: receivedBy('client', conversation, overs, options),
    server: receivedBy('server', conversation, overs, options),
  };
  const stepsOf = stepsByEvent(drafts);
  const completed = new Map<number, number[]>();
  const ends = new Set<number>();
  const heldBack = new Set<number>();
  const failsWithin: Record<Side, number | null> = { client: null, server: null };
  for (const direction of DIRECTIONS) {
    const { pieces, endEventIndex } = overs[direction];
    const view = received[receiverOf(direction)];
    const early = findEarlyFailure(view, direction, pieces, options);
    failsWithin[receiverOf(direction)] = early?.unitIndex ?? null;
    for (const { unitIndex, position } of [
      ...decisions(view, direction),
      ...(early === null ? [] : [early]),
    ]) {
      const step = stepAt(position, pieces, drafts, stepsOf);
      if (step !== null) completed.set(step, [...(completed.get(step) ?? []), unitIndex]);
    }
    const endStep = endEventIndex === null ? undefined : stepsOf.get(endEventIndex)?.at(-1);
    if (endStep !== undefined) ends.add(endStep);
    drafts.forEach((draft, index) => {
      if (draft.direction === direction && isHeldBack(draft, pieces)) heldBack.add(index);
    });
  }
  return { received, completed, ends, heldBack, failsWithin };
}

/** The same conversation where all arrived as it was sent: reading it again would find the same. */
function receivedBy(
  side: Side,
  conversation: Conversation,
  overs: Readonly<Record<Direction, HandOver>>,
  options: ReadingOptions = {},
): Conversation {
  const { trace } = conversation;
  const incoming = side === 'client' ? 'server-to-client' : 'client-to-server';
  const isAltered = trace.events.some(
    ({ direction, alteredBytes }) => direction === incoming && alteredBytes !== undefined,
  );
  if (!isAltered) return conversation;
  return readConversation(withPieces(trace, incoming, overs[incoming].pieces), options);
}

/** A trace of the bytes alone: each direction's in one go. */
function withPieces(trace: Trace, altered: Direction, pieces: readonly HandedOn[]): Trace {
  const sent = trace.streams[altered];
  let at = 0;
  const gaps = pieces.flatMap(({ range, bytes }) => {
    const own = { start: at, end: (at += bytes.length) };
    return sent.gaps.some((gap) => rangeContains(gap, range)) ? [own] : [];
  });
  const bytes = concatBytes(pieces.map((piece) => piece.bytes));
  const streams = { ...trace.streams, [altered]: streamOf(bytes, gaps) };
  const events = DIRECTIONS.map((direction): TraceEvent => ({
    direction,
    signals: [],
    range: { start: 0, end: streams[direction].length },
    sentAtMs: null,
    arrival: { kind: 'unknown' },
  }));
  return { ...trace, streams, events };
}

/** Parts of something, or of nobody knows what. */
const UNDECIDED: readonly Unit['kind'][] = [
  'cut-head',
  'cut-header',
  'not-captured',
  'payload-rest',
  'unplaced',
];

/**
 * Every unit of one direction that can be decided: a frame that breaks a rule in its header needs
 * no payload for it.
 */
function decisions({ units, findings }: Conversation, direction: Direction): Decision[] {
  const breaches = new Map<number, Violation>();
  for (const { unitIndex, violation, buffer } of findings) {
    const isFatal = violation.reaction === 'must fail' && buffer === 'wire';
    if (isFatal && !breaches.has(unitIndex)) breaches.set(unitIndex, violation);
  }
  return units.flatMap((unit, unitIndex) => {
    if (unit.direction !== direction) return [];
    if (UNDECIDED.includes(unit.kind)) return [];
    const { start, end } = unit.range;
    if (unit.kind !== 'frame') return [{ unitIndex, position: end }];
    const breach = breaches.get(unitIndex);
    const isInHeader = breach && bytesCovering(breach.range).end <= unit.headerSize;
    if (isInHeader) return [{ unitIndex, position: start + unit.headerSize }];
    // The receiver had what was not captured.
    const isComplete = unit.missing === 0 || unit.notCaptured !== undefined;
    return isComplete ? [{ unitIndex, position: end }] : [];
  });
}

/**
 * A receiver need not have all of a frame to fail. Where a stream ends within one, the reader that
 * ours and every connection uses says whether it would have, and where.
 */
function findEarlyFailure(
  { units, compression, trace }: Conversation,
  direction: Direction,
  pieces: readonly HandedOn[],
  { parts = {} }: ReadingOptions,
): Decision | null {
  const unitIndex = units.findLastIndex((unit) => unit.direction === direction);
  const last = units[unitIndex];
  const isCut = last?.kind === 'cut-header' || (last?.kind === 'frame' && last.missing > 0);
  const first = units.find((unit) => unit.direction === direction && isFraming(unit.kind));
  const sender = senderOf(direction);
  const isReadable = compression === null || parts.inflation !== undefined;
  if (!isCut || first === undefined || !isReadable || hasGaps(trace)) return null;
  let hasFailed = false;
  const { maxMessageSize = DEFAULT_LIMITS.maxMessageSize } = trace.endpoints[receiverOf(direction)];
  const reader = new MessageReader(
    {
      sender,
      limits: { maxMessageSize },
      compression: compression?.[sender] ?? null,
      ...(parts.inflation && { codecs: parts.inflation }),
    },
    { ...DEAF, takeFailure: () => (hasFailed = true) },
  );
  let position = 0;
  for (const { bytes } of pieces) {
    reader.feed(bytes.subarray(Math.max(0, first.range.start - position)));
    position += bytes.length;
    if (hasFailed) return { unitIndex, position };
  }
  return null;
}

const DEAF: MessageSink = {
  takeMessage: () => undefined,
  takePing: () => undefined,
  takePong: () => undefined,
  takeClose: () => undefined,
  takeFailure: () => undefined,
};

function isFraming(kind: Unit['kind']): boolean {
  return kind === 'frame' || kind === 'cut-header';
}

/**
 * The step upon whose arrival the receiver has the byte before `position`; null where it never has.
 */
function stepAt(
  position: number,
  pieces: readonly HandedOn[],
  drafts: readonly DraftStep[],
  stepsOf: ReadonlyMap<number, readonly number[]>,
): number | null {
  let before = 0;
  for (const { eventIndex, bytes, range } of pieces) {
    const within = position - before;
    before += bytes.length;
    if (position > before) continue;
    const steps = stepsOf.get(eventIndex) ?? [];
    const sentAt = Math.min(range.start + within, range.end) - 1;
    const own = steps.find((index) => {
      const { carried, kind } = drafts[index] ?? { carried: { start: 0, end: 0 }, kind: 'unit' };
      return kind !== 'tcp-fin' && carried.start <= sentAt && sentAt < carried.end;
    });
    return own ?? steps.at(-1) ?? null;
  }
  return null;
}

function stepsByEvent(drafts: readonly DraftStep[]): Map<number, number[]> {
  const steps = new Map<number, number[]>();
  drafts.forEach(({ eventIndices }, step) => {
    for (const index of eventIndices) steps.set(index, [...(steps.get(index) ?? []), step]);
  });
  return steps;
}

function isHeldBack({ eventIndices, carried, arrival }: DraftStep, pieces: readonly HandedOn[]) {
  if (arrival.kind !== 'arrived') return false;
  const own = pieces.filter(({ range }) => rangesOverlap(range, carried));
  return own.length > 0 && own.every(({ eventIndex }) => !eventIndices.includes(eventIndex));
}
