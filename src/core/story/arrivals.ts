/**
 * What each step's arrival brings its receiver: units that become complete, and the end of the
 * stream (RFC 9293 §3.6). Bytes may be lost, held back or altered on the way.
 */

import { rangesOverlap } from '#core/bytes/bit-range.ts';
import type { Conversation, ReadingOptions } from '#core/conversation/conversation.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import type { Direction, Side } from '#core/trace/direction.ts';
import { handOver, type HandedOn } from '#core/trace/hand-over.ts';
import { tcpMove } from '#core/trace/tcp-states.ts';
import type { Arrival, Trace } from '#core/trace/trace.ts';
import { decidedUnits } from './decided-units.ts';
import { signalsOf, type DraftStep } from './draft-step.ts';
import { findEarlyFailure } from './early-failure.ts';
import { failingUnits } from './failing-units.ts';
import { findOpeningFailure } from './opening-failure.ts';
import { endOfReading, misreadSteps, type Misread } from './misread-steps.ts';
import { isOldReset } from './old-resets.ts';
import { receivedConversation } from './received-conversation.ts';

export type Arrivals = {
  /** The conversation as each side has it. Unit indices below are of the receiver's. */
  readonly received: Readonly<Record<Side, Conversation>>;
  /** Units that make the side that receives them fail, each with the rule that decides it. */
  readonly failing: Readonly<Record<Side, ReadonlyMap<number, Violation>>>;
  /** Units that become complete with the step's arrival. */
  readonly completed: ReadonlyMap<DraftStep, readonly number[]>;
  /** Steps whose arrival ends the stream for the receiver. */
  readonly ends: ReadonlySet<DraftStep>;
  /** Steps whose bytes TCP hands over only after another step's bytes have arrived. */
  readonly heldBack: ReadonlySet<DraftStep>;
  /** Steps whose receiver has had all of their bytes or signals before. */
  readonly duplicates: ReadonlySet<DraftStep>;
  /** RSTs that their receiver drops. */
  readonly oldResets: ReadonlySet<DraftStep>;
  /** Steps whose bytes their receiver reads as something else than was sent. */
  readonly misread: ReadonlyMap<DraftStep, Misread>;
  /** The step that brings the client the response that it accepts; null if none does. */
  readonly opening: DraftStep | null;
};

/** What one side receives. */
type Incoming = {
  readonly received: Conversation;
  readonly failing: ReadonlyMap<number, Violation>;
  readonly misread: readonly (readonly [DraftStep, Misread])[];
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
    oldResets: new Set(drafts.filter((draft) => isOldReset(draft, conversation.trace))),
    misread: new Map([...client.misread, ...server.misread]),
    opening:
      client.completed.find(([, units]) => bringsAcceptedResponse(units, client))?.[0] ?? null,
  };
}

function bringsAcceptedResponse(
  units: readonly number[],
  { received, failing }: Incoming,
): boolean {
  return units.some((index) => {
    const unit = received.units[index];
    const isSwitching =
      unit?.kind === 'response' && unit.head.startLine.status === SWITCHING_PROTOCOLS;
    return isSwitching && !failing.has(index);
  });
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
  const opening = findOpeningFailure(conversation, received, direction);
  const early = opening ?? findEarlyFailure(received, direction, pieces, options);
  const lastIndex = opening?.unitIndex ?? Infinity;
  const decided = decidedUnits(received, direction).filter((unit) => unit.unitIndex < lastIndex);
  const failing = failingUnits(received, direction);
  if (early !== null) {
    decided.push(early);
    failing.set(early.unitIndex, early.violation);
  }
  const stepsOf = stepsByEvent(drafts);
  const completed = new Map<DraftStep, number[]>();
  for (const { unitIndex, position } of decided) {
    const step = stepAt(position, pieces, stepsOf);
    if (step !== null) completed.set(step, [...(completed.get(step) ?? []), unitIndex]);
  }
  const last = endEventIndex === null ? null : (stepsOf.get(endEventIndex)?.at(-1) ?? null);
  const end = last !== null && isAnsweredWithReset(last, allDrafts) ? null : last;
  const late = drafts.filter((draft) => isNotHandedOver(draft, pieces));
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
  const misread = misreadSteps(
    drafts.filter((draft) => !duplicates.includes(draft)),
    {
      sent: conversation,
      received,
      direction,
      pieces,
      stepsOf,
      failedHead: opening?.unitIndex ?? null,
      readUpTo: endOfReading(decided, received, failing),
    },
  );
  return { received, failing, completed: [...completed], end, heldBack, duplicates, misread };
}

/**
 * Bytes that fill the last gap before a FIN, and arrive at a closed socket: its TCP sends a RST
 * instead of taking the FIN (RFC 1122 §4.2.2.13).
 */
function isAnsweredWithReset(filling: DraftStep, drafts: readonly DraftStep[]): boolean {
  const { direction, unit } = filling;
  return drafts.some(
    (reset) =>
      reset.kind === 'tcp-reset' &&
      reset.direction !== direction &&
      unit !== null &&
      reset.sentAtMs === arrivalTime(filling.arrival),
  );
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

/** Its bytes arrive, and are handed over with those of another step, or never. */
function isNotHandedOver(draft: DraftStep, pieces: readonly HandedOn[]): boolean {
  const { arrival, carried, eventIndices } = draft;
  if (arrival.kind !== 'arrived' || carried.start === carried.end) return false;
  return piecesOf(draft, pieces).every(({ eventIndex }) => !eventIndices.includes(eventIndex));
}

/**
 * Expects a step whose own arrival hands nothing over. What arrives in the same instant arrives in
 * the order of sending.
 */
function hadAllBefore(draft: DraftStep, pieces: readonly HandedOn[], { events }: Trace): boolean {
  const arrivedAt = arrivalTime(draft.arrival);
  const own = piecesOf(draft, pieces);
  if (own.length === 0) return false;
  return own.every(({ eventIndex }) => {
    const completing = events[eventIndex];
    if (completing === undefined) return false;
    const completedAt = arrivalTime(completing.arrival);
    const isSentBefore = draft.eventIndices.every((own) => eventIndex < own);
    return completedAt < arrivedAt || (completedAt === arrivedAt && isSentBefore);
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
    // The ACK of a SYN-ACK is not that of a FIN.
    const key = `${move} ${draft.kind === 'tcp-ack'}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
}

/** Milliseconds; expects something that arrived. */
function arrivalTime(arrival: Arrival): number {
  return arrival.kind === 'arrived' ? arrival.atMs : Infinity;
}
