/**
 * Follows both sides of a connection through the moments of a trace, in one pass (RFC 6455 §7.1).
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import { hasPeersFin } from '#core/trace/tcp-states.ts';
import type { Arrivals } from './arrivals.ts';
import { bufferedAfter, callOf } from './calls.ts';
import { chapterOfEach } from './chapters.ts';
import { signalsOf, type DraftStep } from './draft-step.ts';
import { orderMoments, type DraftMoment } from './moments.ts';
import { SideTrack } from './side-track.ts';
import type { BothStates, ChapterId, Moment, PageEvent, Step } from './step.ts';
import { openClient, receiveUnit, sendUnit } from './unit-effects.ts';

export type WalkedStory = {
  /** Before the first moment. */
  readonly start: BothStates;
  readonly steps: readonly Step[];
  readonly moments: readonly Moment[];
};

/** `drafts` are all steps, in the order in which they begin. */
export function walkStory(
  drafts: readonly DraftStep[],
  conversation: Conversation,
  arrivals: Arrivals,
): WalkedStory {
  const walk = new StoryWalk(drafts, conversation, arrivals);
  const start = walk.states;
  const moments = orderMoments(drafts, arrivals).map((moment) => walk.pass(moment));
  return { start, steps: walk.steps(), moments };
}

/** What is known of a step only after both sides were followed through it. */
type StepOutcome = Pick<Step, 'cause' | 'pageEvents' | 'statesBefore' | 'statesAfter'>;

/** What one moment adds to it. */
type Happening = Pick<StepOutcome, 'cause' | 'pageEvents'>;

const NOTHING: Happening = { cause: null, pageEvents: [] };

class StoryWalk {
  readonly #drafts: readonly DraftStep[];
  readonly #conversation: Conversation;
  readonly #arrivals: Arrivals;
  readonly #chapters: readonly ChapterId[];
  readonly #tracks: Readonly<Record<Side, SideTrack>>;
  /** The gap that the response was lost in, if what follows shows that there was one. */
  readonly #unseenResponse: Unit | null;
  /** Segments that were sent after the peer's FIN had arrived, so that they acknowledge it. */
  readonly #acknowledgingFins = new Set<DraftStep>();
  /** Steps with a unit whose receiver did not read any more. */
  readonly #unread = new Set<DraftStep>();
  /** Steps at whose arrival their receiver reads. */
  readonly #read = new Set<DraftStep>();
  /** Steps whose arrival made their receiver fail, each with the rule that decided it. */
  readonly #fatal = new Map<DraftStep, Violation>();
  /** By step, up to the moment that has been reached. */
  readonly #outcomes = new Map<DraftStep, StepOutcome>();

  constructor(drafts: readonly DraftStep[], conversation: Conversation, arrivals: Arrivals) {
    this.#drafts = drafts;
    this.#conversation = conversation;
    this.#arrivals = arrivals;
    this.#chapters = chapterOfEach(drafts, conversation.trace);
    this.#unseenResponse = findUnseenResponse(drafts);
    const hasSyn = drafts.some(({ kind }) => kind === 'tcp-syn');
    const hasHandshake = drafts.some(
      ({ unit }) => unit?.kind === 'request' || unit?.kind === 'response',
    );
    const trackOf = (side: Side) =>
      new SideTrack(side, { hasSyn, hasHandshake, unitsToSend: unitsSentBy(side, drafts) });
    this.#tracks = { client: trackOf('client'), server: trackOf('server') };
  }

  /** Expects that all moments have passed: what is held back is read at a later step's arrival. */
  steps(): readonly Step[] {
    return this.#drafts.map((draft, index) => this.#toStep(draft, index));
  }

  pass({ draft, stepIndex, phase, atMs }: DraftMoment): Moment {
    const states = this.states;
    const before = this.#outcomes.get(draft) ?? {
      ...NOTHING,
      statesBefore: states,
      statesAfter: states,
    };
    const { cause, pageEvents } = phase === 'sent' ? this.#send(draft) : this.#receive(draft);
    const side = sideOf(draft, phase);
    const statesNow = this.states;
    const outcome: StepOutcome = {
      cause: before.cause ?? cause,
      pageEvents: [...before.pageEvents, ...pageEvents],
      statesBefore: { ...before.statesBefore, [side]: states[side] },
      statesAfter: { ...before.statesAfter, [side]: statesNow[side] },
    };
    this.#outcomes.set(draft, outcome);
    return { stepIndex, phase, atMs, states: statesNow };
  }

  get states(): BothStates {
    const { client, server } = this.#tracks;
    const { readyState } = client;
    return { client: { ...client.state, readyState }, server: server.state };
  }

  #send(draft: DraftStep): Happening {
    const { kind, direction, unit } = draft;
    if (direction === null) return NOTHING;
    const sender = this.#tracks[senderOf(direction)];
    if (hasPeersFin(sender.state.tcp)) this.#acknowledgingFins.add(draft);
    if (kind === 'tcp-retransmission') return NOTHING;
    if (unit === null) {
      // A RST from a closed socket answers what still arrives (RFC 9293 §3.10.7.1).
      const cause = sender.readyState === 'CLOSED' && kind === 'tcp-reset' ? 'answer' : null;
      const events = sender.sendSignals(signalsOf(draft, this.#conversation.trace));
      return happening(sender, events, cause);
    }
    if (kind !== 'unit') return NOTHING;
    if (unit === this.#unseenResponse) sender.open();
    const { cause, events } = sendUnit(unit, sender);
    return happening(sender, [...events, ...sender.noteSending()], cause);
  }

  #receive(draft: DraftStep): Happening {
    const { kind, direction, side } = draft;
    const { client } = this.#tracks;
    if (kind === 'open') return happening(client, openClient(client, this.#arrivals));
    if (direction !== null) {
      const receiver = this.#tracks[receiverOf(direction)];
      return happening(receiver, this.#receiveSegments(draft, receiver));
    }
    if (draft.givingUp === null || side === null) return NOTHING;
    const track = this.#tracks[side];
    return happening(track, track.giveUp(draft.givingUp));
  }

  #receiveSegments(draft: DraftStep, receiver: SideTrack): PageEvent[] {
    if (this.#arrivals.oldResets.has(draft)) return [];
    const signals = signalsOf(draft, this.#conversation.trace);
    if (!signals.includes('rst') && !signals.includes('syn')) {
      receiver.receiveAcknowledgement(this.#acknowledgingFins.has(draft));
    }
    if (draft.unit !== null && draft.unit === this.#unseenResponse) {
      receiver.open();
    }
    const completed = this.#arrivals.completed.get(draft) ?? [];
    const { hasFailed } = receiver;
    if (receiver.isReading) this.#read.add(draft);
    else if (draft.unit !== null) this.#unread.add(draft);
    const events = completed.flatMap((unit) => receiveUnit(unit, receiver, this.#arrivals));
    if (receiver.hasFailed && !hasFailed) this.#noteFailure(draft, receiver.side, completed);
    const isEnd = this.#arrivals.ends.has(draft);
    if (isEnd) events.push(...receiver.receiveSignals(['fin']));
    else if (!signals.includes('fin')) events.push(...receiver.receiveSignals(signals));
    return events;
  }

  #noteFailure(draft: DraftStep, side: Side, completed: readonly number[]): void {
    const failing = this.#arrivals.failing[side];
    const violation = completed.map((unit) => failing.get(unit)).find((each) => each !== undefined);
    if (violation) this.#fatal.set(draft, violation);
  }

  #toStep(draft: DraftStep, stepIndex: number): Step {
    const { direction, eventIndices } = draft;
    const outcome = this.#outcomes.get(draft)!;
    const events = eventIndices.map((event) => this.#conversation.trace.events[event]);
    const isCalled = outcome.cause !== 'answer' && outcome.cause !== 'failure';
    const call = isCalled ? callOf(draft, this.#conversation) : null;
    const misread = this.#arrivals.misread.get(draft);
    return {
      ...draft,
      ...outcome,
      chapter: this.#chapters[stepIndex]!,
      segmentName: events[0]?.name ?? null,
      isHeldBack: this.#arrivals.heldBack.has(draft),
      isDuplicate: this.#arrivals.duplicates.has(draft),
      isAltered: events.some((event) => event?.alteredBytes !== undefined),
      completed: this.#arrivals.completed.get(draft) ?? [],
      isUnread: this.#unread.has(draft),
      misreadAs: misread && this.#read.has(misread.handedOverBy) ? misread.as : null,
      fatalViolation: this.#fatal.get(draft) ?? null,
      call,
      bufferedAmount: bufferedAfter(call, direction && senderOf(direction)),
    };
  }
}

/** The side whose part in the step this is. */
function sideOf({ direction, side }: DraftStep, phase: Moment['phase']): Side {
  if (direction === null) return side ?? 'client';
  return phase === 'sent' ? senderOf(direction) : receiverOf(direction);
}

function happening(
  { side }: SideTrack,
  events: readonly PageEvent[],
  cause: Happening['cause'] = null,
): Happening {
  return { cause, pageEvents: events.map((event) => ({ side, event })) };
}

/** A gap before the server's first frame, if no response is before that frame. */
function findUnseenResponse(drafts: readonly DraftStep[]): Unit | null {
  const units = drafts.flatMap(({ unit, direction }) =>
    unit !== null && direction === 'server-to-client' ? [unit] : [],
  );
  const firstFrame = units.findIndex(({ kind }) => kind === 'frame');
  const before = units.slice(0, Math.max(0, firstFrame));
  if (before.some(({ kind }) => kind === 'response')) return null;
  return before.findLast(({ kind }) => kind === 'not-captured') ?? null;
}

function unitsSentBy(side: Side, drafts: readonly DraftStep[]): number {
  return drafts.filter(
    ({ kind, direction }) => kind === 'unit' && direction !== null && senderOf(direction) === side,
  ).length;
}
