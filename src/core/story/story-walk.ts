/**
 * Follows both sides of a connection through the moments of a trace, in one pass (RFC 6455 §7.1).
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import type { Arrivals } from './arrivals.ts';
import { bufferedAfter, callOf } from './calls.ts';
import { chapterOfEach } from './chapters.ts';
import { signalsOf, type DraftStep } from './draft-step.ts';
import { orderMoments, type DraftMoment } from './moments.ts';
import { SideTrack } from './side-track.ts';
import type { BothStates, ChapterId, Moment, PageEvent, Step } from './step.ts';
import { openClient, receiveUnit, sendUnit } from './unit-effects.ts';

export type WalkedStory = { readonly steps: readonly Step[]; readonly moments: readonly Moment[] };

/** `drafts` are all steps, in the order in which they begin. */
export function walkStory(
  drafts: readonly DraftStep[],
  conversation: Conversation,
  arrivals: Arrivals,
): WalkedStory {
  const walk = new StoryWalk(drafts, conversation, arrivals);
  const moments = orderMoments(drafts).map((moment) => walk.pass(moment));
  return { steps: walk.steps, moments };
}

/** What is known of a step only after both sides were followed through it. */
type StepOutcome = Pick<Step, 'cause' | 'pageEvents' | 'statesBefore' | 'statesAfter'>;

/** What one moment adds to it. */
type Happening = Pick<StepOutcome, 'cause' | 'pageEvents'>;

const NOTHING: Happening = { cause: null, pageEvents: [] };

class StoryWalk {
  readonly #conversation: Conversation;
  readonly #arrivals: Arrivals;
  readonly #chapters: readonly ChapterId[];
  readonly #tracks: Readonly<Record<Side, SideTrack>>;
  /** The gap that the response was lost in, if what follows shows that there was one. */
  readonly #unseenResponse: Unit | null;
  /** FINs that were sent after the peer's had arrived. */
  readonly #acknowledgingFins = new Set<DraftStep>();
  /** By step, up to the moment that has been reached. */
  readonly #outcomes = new Map<DraftStep, StepOutcome>();
  readonly #steps: Step[] = [];

  constructor(drafts: readonly DraftStep[], conversation: Conversation, arrivals: Arrivals) {
    this.#conversation = conversation;
    this.#arrivals = arrivals;
    this.#chapters = chapterOfEach(drafts, conversation.trace);
    this.#unseenResponse = findUnseenResponse(drafts);
    const hasSyn = drafts.some(({ kind }) => kind === 'tcp-syn');
    const hasHandshake = drafts.some(
      ({ unit }) => unit?.kind === 'request' || unit?.kind === 'response',
    );
    const trackOf = (side: Side) =>
      new SideTrack(side, { hasSyn, hasHandshake, sendsClose: sendsClose(side, drafts) });
    this.#tracks = { client: trackOf('client'), server: trackOf('server') };
  }

  /** Complete when all moments have passed. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  pass({ draft, stepIndex, phase, atMs, isLast }: DraftMoment): Moment {
    const statesBefore = this.#states();
    const before = this.#outcomes.get(draft) ?? { ...NOTHING, statesBefore };
    const { cause, pageEvents } = phase === 'sent' ? this.#send(draft) : this.#receive(draft);
    const states = this.#states();
    const outcome: StepOutcome = {
      cause: before.cause ?? cause,
      pageEvents: [...before.pageEvents, ...pageEvents],
      statesBefore: before.statesBefore,
      statesAfter: states,
    };
    this.#outcomes.set(draft, outcome);
    if (isLast) this.#steps[stepIndex] = this.#toStep(draft, stepIndex, outcome);
    return { stepIndex, phase, atMs, states };
  }

  #states(): BothStates {
    return { client: this.#tracks.client.state, server: this.#tracks.server.state };
  }

  #send(draft: DraftStep): Happening {
    const { kind, direction, unit } = draft;
    if (direction === null) return NOTHING;
    const sender = this.#tracks[senderOf(direction)];
    if (sender.state.tcp === 'CLOSE-WAIT') this.#acknowledgingFins.add(draft);
    if (kind === 'tcp-retransmission') return NOTHING;
    if (unit === null) {
      return happening(sender, sender.sendSignals(signalsOf(draft, this.#conversation.trace)));
    }
    if (kind !== 'unit') return NOTHING;
    if (unit === this.#unseenResponse) sender.open();
    const { cause, events } = sendUnit(unit, sender);
    return happening(sender, events, cause);
  }

  #receive(draft: DraftStep): Happening {
    const { kind, direction, side } = draft;
    const { client } = this.#tracks;
    if (kind === 'open') return happening(client, openClient(client, this.#arrivals));
    if (direction !== null) {
      const receiver = this.#tracks[receiverOf(direction)];
      return happening(receiver, this.#receiveSegments(draft, receiver));
    }
    if (kind !== 'gave-up' || side === null) return NOTHING;
    const track = this.#tracks[side];
    return happening(track, track.giveUp());
  }

  #receiveSegments(draft: DraftStep, receiver: SideTrack): PageEvent[] {
    const signals = signalsOf(draft, this.#conversation.trace);
    if (signals.length === 0) receiver.receiveBytes();
    if (draft.unit !== null && draft.unit === this.#unseenResponse) {
      receiver.open();
    }
    const completed = this.#arrivals.completed.get(draft) ?? [];
    const events = completed.flatMap((unit) => receiveUnit(unit, receiver, this.#arrivals));
    const isEnd = this.#arrivals.ends.has(draft);
    if (signals.length > 0 && (isEnd || !signals.includes('fin'))) {
      // If times are unknown, a FIN that comes second is taken to acknowledge the first.
      const acknowledgesFin =
        this.#acknowledgingFins.has(draft) || draft.arrival.kind !== 'arrived';
      events.push(...receiver.receiveSignals(signals, acknowledgesFin));
    } else if (isEnd) {
      events.push(...receiver.receiveSignals(['fin', 'ack'], true));
    }
    return events;
  }

  #toStep(draft: DraftStep, stepIndex: number, outcome: StepOutcome): Step {
    const { direction, eventIndices } = draft;
    const events = eventIndices.map((event) => this.#conversation.trace.events[event]);
    const isCalled = outcome.cause !== 'answer' && outcome.cause !== 'failure';
    const call = isCalled ? callOf(draft, this.#conversation) : null;
    return {
      ...draft,
      ...outcome,
      chapter: this.#chapters[stepIndex]!,
      segmentName: events[0]?.name ?? null,
      isHeldBack: this.#arrivals.heldBack.has(draft),
      isAltered: events.some((event) => event?.alteredBytes !== undefined),
      completed: this.#arrivals.completed.get(draft) ?? [],
      call,
      bufferedAmount: bufferedAfter(call, direction && senderOf(direction)),
    };
  }
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

function sendsClose(side: Side, drafts: readonly DraftStep[]): boolean {
  return drafts.some(
    ({ unit, direction }) =>
      unit?.kind === 'frame' &&
      unit.header.opcode === OPCODE.close &&
      direction !== null &&
      senderOf(direction) === side,
  );
}
