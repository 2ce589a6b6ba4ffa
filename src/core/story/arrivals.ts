/**
 * What each step's arrival brings its receiver: units that become complete, and the end of the
 * stream (RFC 9293 §3.6). Bytes may be lost, held back or altered on the way.
 */

import { rangesOverlap } from '#core/bytes/bit-range.ts';
import type { Conversation, ReadingOptions } from '#core/conversation/conversation.ts';
import type { Direction, Side } from '#core/trace/direction.ts';
import { handOver, type HandedOn } from '#core/trace/hand-over.ts';
import { tcpMove } from '#core/trace/tcp-states.ts';
import type { Arrival, Trace } from '#core/trace/trace.ts';
import { decidedUnits } from './decided-units.ts';
import { signalsOf, type DraftStep } from './draft-step.ts';
import { findEarlyFailure } from './early-failure.ts';
import { failingUnits } from './failing-units.ts';
import { receivedConversation } from './received-conversation.ts';

export type Arrivals = {
  /** The conversation as each side has it. Unit indices below are of the receiver's. */
  readonly received: Readonly<Record<Side, Conversation>>;
  /** Units that make the side that receives them fail. */
  readonly failing: Readonly<Record<Side, ReadonlySet<number>>>;
  /** Units that become complete with the step's arrival. */
  readonly completed: ReadonlyMap<DraftStep, readonly number[]>;
  /** Steps whose arrival ends the stream for the receiver. */
  readonly ends: ReadonlySet<DraftStep>;
  /** Steps whose bytes TCP hands over only after another step's bytes have arrived. */
  readonly heldBack: ReadonlySet<DraftStep>;
  /** Steps whose receiver has had all of their bytes or signals before. */
  readonly duplicates: ReadonlySet<DraftStep>;
  /** The step that brings the client the response that it accepts; null if none does. */
  readonly opening: DraftStep | null;
};

/** What one side receives. */
type Incoming = {
  readonly received: Conversation;
  readonly failing: ReadonlySet<number>;
  readonly completed: readonly (readonly [DraftStep, number[]])[];
  readonly end: DraftStep | null;
  readonly heldBack: readonly DraftStep[];
  readonly duplicates: readonly DraftStep[];
};

export function followArrivals(
  conversation: Conversation,
  drafts: readonly DraftStep[],
  options: ReadingOptions = {},
): Arrivals {
  const client = followIncoming(conversation, 'server-to-client', drafts, options);
  const server = followIncoming(conversation, 'client-to-server', drafts, options);
  return {
    received: { client: client.received, server: server.received },
    failing: { client: client.failing, server: server.failing },
    completed: new Map([...client.completed, ...server.completed]),
    ends: new Set([client.end, server.end].filter((end) => end !== null)),
    heldBack: new Set([...client.heldBack, ...server.heldBack]),
    duplicates: new Set([...client.duplicates, ...server.duplicates]),
    opening:
      client.completed.find(([, units]) => bringsAcceptedResponse(units, client))?.[0] ?? null,
  };
}

function bringsAcceptedResponse(
  units: readonly number[],
  { received, failing }: Incoming,
): boolean {
  return units.some((unit) => received.units[unit]?.kind === 'response' && !failing.has(unit));
}

function followIncoming(
  conversation: Conversation,
  direction: Direction,
  allDrafts: readonly DraftStep[],
  options: ReadingOptions,
): Incoming {
  const drafts = allDrafts.filter((draft) => draft.direction === direction);
  const { pieces, endEventIndex } = handOver(conversation.trace, direction);
  const received = receivedConversation(conversation, direction, pieces, options);
  const early = findEarlyFailure(received, direction, pieces, options);
  const decided = decidedUnits(received, direction);
  const failing = failingUnits(received, direction);
  if (early !== null) {
    decided.push(early);
    failing.add(early.unitIndex);
  }
  const stepsOf = stepsByEvent(drafts);
  const completed = new Map<DraftStep, number[]>();
  for (const { unitIndex, position } of decided) {
    const step = stepAt(position, pieces, stepsOf);
    if (step !== null) completed.set(step, [...(completed.get(step) ?? []), unitIndex]);
  }
  const end = endEventIndex === null ? null : (stepsOf.get(endEventIndex)?.at(-1) ?? null);
  const late = drafts.filter((draft) => isHandedOverByOthers(draft, pieces));
  const isDuplicate = (draft: DraftStep) => hadAllBefore(draft, pieces, conversation.trace);
  const duplicates = late.filter(isDuplicate);
  const heldBack = late.filter((draft) => !isDuplicate(draft));
  duplicates.push(...repeatedSignals(drafts, conversation.trace));
  const isEarlyFin = (draft: DraftStep) =>
    signalsOf(draft, conversation.trace).includes('fin') &&
    draft.arrival.kind === 'arrived' &&
    draft !== end &&
    !duplicates.includes(draft);
  heldBack.push(...drafts.filter(isEarlyFin));
  return { received, failing, completed: [...completed], end, heldBack, duplicates };
}

function stepsByEvent(drafts: readonly DraftStep[]): Map<number, DraftStep[]> {
  const steps = new Map<number, DraftStep[]>();
  for (const draft of drafts) {
    for (const index of draft.eventIndices) steps.set(index, [...(steps.get(index) ?? []), draft]);
  }
  return steps;
}

/** The step whose arrival gives the receiver its first `position` bytes; null if none does. */
function stepAt(
  position: number,
  pieces: readonly HandedOn[],
  stepsOf: ReadonlyMap<number, readonly DraftStep[]>,
): DraftStep | null {
  let before = 0;
  for (const { eventIndex, bytes, range } of pieces) {
    const within = position - before;
    before += bytes.length;
    if (position > before) continue;
    const steps = stepsOf.get(eventIndex) ?? [];
    const sentAt = Math.min(range.start + within, range.end) - 1;
    const own = steps.find(
      ({ carried, kind }) => kind !== 'tcp-fin' && carried.start <= sentAt && sentAt < carried.end,
    );
    return own ?? steps.at(-1) ?? null;
  }
  return null;
}

function isHandedOverByOthers(draft: DraftStep, pieces: readonly HandedOn[]): boolean {
  if (draft.arrival.kind !== 'arrived') return false;
  const own = piecesOf(draft, pieces);
  return own.length > 0 && own.every(({ eventIndex }) => !draft.eventIndices.includes(eventIndex));
}

/** Expects a step whose bytes other events handed over. */
function hadAllBefore(draft: DraftStep, pieces: readonly HandedOn[], { events }: Trace): boolean {
  const arrivedAt = arrivalTime(draft.arrival);
  return piecesOf(draft, pieces).every(({ eventIndex }) => {
    const completing = events[eventIndex];
    return completing !== undefined && arrivalTime(completing.arrival) <= arrivedAt;
  });
}

function piecesOf({ carried }: DraftStep, pieces: readonly HandedOn[]): HandedOn[] {
  return pieces.filter(({ range }) => rangesOverlap(range, carried));
}

/** Signals of a kind that had arrived before. Each RST counts. */
function repeatedSignals(drafts: readonly DraftStep[], trace: Trace): DraftStep[] {
  const arrived = drafts
    .filter(({ arrival }) => arrival.kind === 'arrived')
    .sort((a, b) => arrivalTime(a.arrival) - arrivalTime(b.arrival));
  const seen = new Set<string>();
  return arrived.filter((draft) => {
    const move = tcpMove('receive', signalsOf(draft, trace));
    if (move === null || move === 'receive rst') return false;
    // The ACK that completes an opening is not that which completes a closing.
    const key = `${move} ${draft.id.startsWith('tcp-last-ack')}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
}

/** Milliseconds; expects something that arrived. */
function arrivalTime(arrival: Arrival): number {
  return arrival.kind === 'arrived' ? arrival.atMs : Infinity;
}
