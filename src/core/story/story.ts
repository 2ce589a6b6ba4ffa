/** The story of a trace: what happened, step by step, read out of the bytes and signals that crossed. */

import {
  readConversation,
  type Conversation,
  type ReadingOptions,
} from '#core/dissection/conversation.ts';
import { OPCODE } from '#core/protocol/opcode.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { callOf, framePayload, messageEndingAt } from './calls.ts';
import { draftSteps, type DraftStep } from './draft-steps.ts';
import { orderMoments } from './moments.ts';
import { SideTrack } from './side-track.ts';
import {
  CHAPTER_IDS,
  type BothStates,
  type Chapter,
  type ChapterId,
  type Moment,
  type PageEvent,
  type Step,
} from './step.ts';
import { decodeClosePayload } from '#core/protocol/close-payload.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening-response.ts';

export type Story = {
  readonly conversation: Conversation;
  readonly chapters: readonly Chapter[];
  /** In the order in which they began. */
  readonly steps: readonly Step[];
  /** Every sending and every arrival, in the order in which they happened. */
  readonly moments: readonly Moment[];
};

export function readStory(trace: Trace, options?: ReadingOptions): Story {
  const conversation = readConversation(trace, options);
  const teller = new Teller(conversation, draftSteps(conversation));
  const moments = teller.tell();
  const steps = teller.steps();
  return { conversation, chapters: chaptersOf(steps), steps, moments };
}

type SideEvent = { readonly side: Side; readonly event: PageEvent };

/** What is learned about a step while its moments pass. */
type Told = {
  statesBefore: BothStates | null;
  statesAfter: BothStates | null;
  isAnswer: boolean;
  readonly pageEvents: SideEvent[];
};

/** Walks through the moments once, keeping track of both sides. */
class Teller {
  readonly #conversation: Conversation;
  readonly #drafts: readonly DraftStep[];
  readonly #tracks: Readonly<Record<Side, SideTrack>>;
  readonly #told: readonly Told[];

  constructor(conversation: Conversation, drafts: readonly DraftStep[]) {
    this.#conversation = conversation;
    this.#drafts = drafts;
    const starts = {
      withSyn: drafts.some(({ kind }) => kind === 'tcp-syn'),
      withHandshake: drafts.some(
        ({ unit }) => unit?.kind === 'request' || unit?.kind === 'response',
      ),
    };
    this.#tracks = {
      client: new SideTrack('client', starts),
      server: new SideTrack('server', starts),
    };
    this.#told = drafts.map(() => ({
      statesBefore: null,
      statesAfter: null,
      isAnswer: false,
      pageEvents: [],
    }));
  }

  tell(): Moment[] {
    return orderMoments(this.#drafts).map(({ stepIndex, phase, atMs }) => {
      const draft = this.#drafts[stepIndex];
      const told = this.#told[stepIndex];
      if (draft && told) {
        told.statesBefore ??= this.#states();
        if (phase === 'sent') this.#tellSending(draft, told);
        else told.pageEvents.push(...this.#tellArrival(draft));
        told.statesAfter = this.#states();
      }
      return { stepIndex, phase, atMs, states: this.#states() };
    });
  }

  steps(): Step[] {
    const chapters = chapterOfEach(this.#drafts);
    return this.#drafts.map((draft, index) => {
      const told = this.#told[index];
      const { id, kind, direction, unit, unitIndex, sentAtMs, arrival } = draft;
      return {
        id,
        kind,
        chapter: chapters[index] ?? 'data',
        direction,
        unit,
        unitIndex,
        sentAtMs,
        arrival,
        call: told?.isAnswer ? null : callOf(draft, this.#conversation),
        pageEvents: told?.pageEvents ?? [],
        statesBefore: told?.statesBefore ?? this.#states(),
        statesAfter: told?.statesAfter ?? this.#states(),
      };
    });
  }

  #states(): BothStates {
    return { client: this.#tracks.client.state, server: this.#tracks.server.state };
  }

  #tellSending({ direction, unit, signals }: DraftStep, told: Told): void {
    if (direction === null) return;
    const side = senderOf(direction);
    const track = this.#tracks[side];
    if (signals.length > 0) {
      track.sendSignals(signals);
    } else if (unit?.kind === 'response') {
      const agrees = unit.head.startLine.status === SWITCHING_PROTOCOLS;
      track.move(agrees ? 'response-sent' : 'handshake-failed');
      if (agrees) told.pageEvents.push({ side, event: { kind: 'connection' } });
    } else if (unit?.kind === 'frame' && unit.header.opcode === OPCODE.close) {
      told.isAnswer = track.hasReceivedClose;
      track.move('close-sent');
    }
  }

  #tellArrival(draft: DraftStep): SideEvent[] {
    const { direction, unit, unitIndex, signals } = draft;
    if (draft.kind === 'open') {
      this.#tracks.client.move('response-accepted');
      return [{ side: 'client', event: { kind: 'open' } }];
    }
    if (direction === null) return [];
    const side = receiverOf(direction);
    const track = this.#tracks[side];
    if (signals.length > 0) {
      const event = track.receiveSignals(signals);
      return event ? [{ side, event }] : [];
    }
    if (this.#mustFail(unitIndex)) {
      track.move(
        track.state.readyState === 'CONNECTING' ? 'handshake-failed' : 'connection-failed',
      );
      return [{ side, event: { kind: 'error' } }];
    }
    if (unit?.kind !== 'frame' || unitIndex === null) return [];
    if (unit.header.opcode === OPCODE.close) {
      const { code, reason } = decodeClosePayload(framePayload(unit, this.#conversation));
      track.receiveClose(code, reason);
      return [];
    }
    // A page never hears of ping and pong: its browser answers them. A server's library tells.
    if (unit.header.opcode === OPCODE.ping || unit.header.opcode === OPCODE.pong) {
      const kind = unit.header.opcode === OPCODE.ping ? 'ping' : 'pong';
      const data = framePayload(unit, this.#conversation);
      return side === 'server' ? [{ side, event: { kind, data } }] : [];
    }
    const message = messageEndingAt(unitIndex, this.#conversation);
    return message ? [{ side, event: { kind: 'message', ...message } }] : [];
  }

  #mustFail(unitIndex: number | null): boolean {
    return this.#conversation.findings.some(
      (finding) => finding.unitIndex === unitIndex && finding.violation.reaction === 'must fail',
    );
  }
}

/** Chapters only go forward: what comes late stays in the chapter that has begun. */
function chapterOfEach(drafts: readonly DraftStep[]): ChapterId[] {
  let reached = 0;
  return drafts.map((draft) => {
    reached = Math.max(reached, CHAPTER_IDS.indexOf(ownChapter(draft)));
    return CHAPTER_IDS[reached] ?? 'data';
  });
}

function ownChapter({ kind, unit }: DraftStep): ChapterId {
  if (kind === 'open') return 'connection';
  if (kind === 'tcp-fin' || kind === 'tcp-reset' || kind === 'tcp-last-ack') return 'closure';
  if (kind !== 'unit') return 'tcp';
  if (unit?.kind === 'frame') return unit.header.opcode === OPCODE.close ? 'closure' : 'data';
  if (unit?.kind === 'after-close') return 'closure';
  return unit?.kind === 'cut-header' ? 'data' : 'handshake';
}

function chaptersOf(steps: readonly Step[]): Chapter[] {
  return CHAPTER_IDS.flatMap((id) => {
    const firstStep = steps.findIndex((step) => step.chapter === id);
    if (firstStep === -1) return [];
    const endStep = steps.findLastIndex((step) => step.chapter === id) + 1;
    return [{ id, firstStep, endStep }];
  });
}
