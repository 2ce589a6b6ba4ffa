/** Walks through the moments of a story once, keeping track of both sides. */

import { FIELD } from '#core/protocol/http/field-name.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import type { Arrivals } from './arrivals.ts';
import { framePayload, messageEndingAt } from './calls.ts';
import type { DraftStep } from './draft-steps.ts';
import { orderMoments } from './moments.ts';
import { isAccepted } from './silent-steps.ts';
import { SideTrack } from './side-track.ts';
import type { BothStates, Moment, PageEvent, StepCause } from './step.ts';

export type SideEvent = { readonly side: Side; readonly event: PageEvent };

/** What is learned about a step while its moments pass. */
export type Told = {
  statesBefore: BothStates;
  statesAfter: BothStates;
  cause: StepCause | null;
  /** A FIN that was sent when the other side's had come. */
  acknowledgesFin: boolean;
  readonly pageEvents: SideEvent[];
};

export class Teller {
  readonly #drafts: readonly DraftStep[];
  readonly #arrivals: Arrivals;
  readonly #tracks: Readonly<Record<Side, SideTrack>>;
  readonly #failing: Readonly<Record<Side, ReadonlySet<number>>>;
  /** The gap that the answer was lost in, though what follows shows that there was one. */
  readonly #unseenAnswer: Unit | null;
  readonly #told: Told[];

  constructor(drafts: readonly DraftStep[], arrivals: Arrivals) {
    this.#drafts = drafts;
    this.#arrivals = arrivals;
    const starts = {
      withSyn: drafts.some(({ kind }) => kind === 'tcp-syn'),
      withHandshake: drafts.some(
        ({ unit }) => unit?.kind === 'request' || unit?.kind === 'response',
      ),
    };
    this.#tracks = {
      client: new SideTrack('client', starts, sendsClose('client', drafts)),
      server: new SideTrack('server', starts, sendsClose('server', drafts)),
    };
    this.#failing = {
      client: unitsThatFail(arrivals.received.client),
      server: unitsThatFail(arrivals.received.server),
    };
    this.#unseenAnswer = unseenAnswer(drafts);
    const states = this.#states();
    this.#told = drafts.map(() => ({
      statesBefore: states,
      statesAfter: states,
      cause: null,
      acknowledgesFin: false,
      pageEvents: [],
    }));
  }

  /** Beside each draft. */
  get told(): readonly Told[] {
    return this.#told;
  }

  tell(): Moment[] {
    const begun = new Set<number>();
    return orderMoments(this.#drafts).map(({ stepIndex, phase, atMs }) => {
      const draft = this.#drafts[stepIndex];
      const told = this.#told[stepIndex];
      if (draft && told) {
        if (!begun.has(stepIndex)) told.statesBefore = this.#states();
        begun.add(stepIndex);
        if (phase === 'sent') this.#tellSending(draft, told);
        else told.pageEvents.push(...this.#tellArrival(draft, stepIndex, told));
        told.statesAfter = this.#states();
      }
      return { stepIndex, phase, atMs, states: this.#states() };
    });
  }

  #states(): BothStates {
    return { client: this.#tracks.client.state, server: this.#tracks.server.state };
  }

  #tellSending({ kind, direction, unit, signals }: DraftStep, told: Told): void {
    if (direction === null) return;
    const side = senderOf(direction);
    const track = this.#tracks[side];
    told.acknowledgesFin = this.#tracks[side].state.tcp === 'CLOSE-WAIT';
    if (signals.length > 0) {
      if (kind === 'tcp-retransmission') return;
      told.pageEvents.push(...track.sendSignals(signals).map((event) => ({ side, event })));
      return;
    }
    if (kind !== 'unit') return;
    if (unit !== null && unit === this.#unseenAnswer) track.move('response-sent');
    // Of what was not captured nobody knows why it was sent.
    if (unit?.kind === 'not-captured') return;
    told.cause = 'call';
    if (unit?.kind === 'response') {
      told.cause = 'answer';
      const agrees = unit.head.startLine.status === SWITCHING_PROTOCOLS;
      track.move(agrees ? 'response-sent' : 'handshake-failed');
      if (agrees) told.pageEvents.push({ side, event: { kind: 'connection' } });
    } else if (unit?.kind === 'frame' && unit.header.opcode === OPCODE.pong) {
      told.cause = 'answer';
    } else if (unit?.kind === 'frame' && unit.header.opcode === OPCODE.close) {
      told.cause = track.causeOfClose;
      track.move('close-sent');
    }
  }

  #tellArrival(
    { kind, direction, side, signals, unit }: DraftStep,
    step: number,
    told: Told,
  ): SideEvent[] {
    if (kind === 'open') return this.#tellOpening();
    if (kind === 'gave-up' && side !== null) {
      return this.#tracks[side].giveUp().map((event) => ({ side, event }));
    }
    if (direction === null) return [];
    const receiver = receiverOf(direction);
    const track = this.#tracks[receiver];
    if (signals.length === 0) track.receiveBytes();
    if (unit !== null && unit === this.#unseenAnswer) track.move('response-accepted');
    const completed = this.#arrivals.completed.get(step) ?? [];
    const events = completed.flatMap((unitIndex) => this.#takeUnit(receiver, unitIndex));
    const isEnd = this.#arrivals.ends.has(step);
    if (signals.length > 0 && (isEnd || !signals.includes('fin'))) {
      const acknowledges = told.acknowledgesFin || !this.#isTimed(step);
      events.push(...track.receiveSignals(signals, acknowledges));
    } else if (isEnd) {
      events.push(...track.receiveSignals(['fin', 'ack'], true));
    }
    return events.map((event) => ({ side: receiver, event }));
  }

  /** Where nobody knows times, an end that comes second is taken to acknowledge the first. */
  #isTimed(step: number): boolean {
    return this.#drafts[step]?.arrival.kind === 'arrived';
  }

  #tellOpening(): SideEvent[] {
    this.#tracks.client.move('response-accepted');
    const { units } = this.#arrivals.received.client;
    const answer = units.findLast((unit) => unit.kind === 'response');
    const valueOf = (name: string) => (answer && findField(answer.head.fields, name)?.value) ?? '';
    const protocol = valueOf(FIELD.webSocketProtocol);
    const extensions = valueOf(FIELD.webSocketExtensions);
    return [{ side: 'client', event: { kind: 'open', protocol, extensions } }];
  }

  #takeUnit(side: Side, unitIndex: number): PageEvent[] {
    const view = this.#arrivals.received[side];
    const unit = view.units[unitIndex];
    const track = this.#tracks[side];
    if (unit === undefined || !track.isReading) return [];
    if (this.#mustFail(side, unit, unitIndex)) return track.fail();
    if (unit.kind !== 'frame') return [];
    const { opcode } = unit.header;
    if (unit.notCaptured !== undefined && opcode !== OPCODE.close) return [];
    if (opcode === OPCODE.close) {
      const { code, reason } = decodeClosePayload(framePayload(unit, view));
      track.receiveClose(code, reason);
      return [];
    }
    if (opcode === OPCODE.ping || opcode === OPCODE.pong) return heardControl(side, unit, view);
    const message = messageEndingAt(unitIndex, view);
    // A page hears no message any more once it has called close() (WHATWG WebSockets); a server's
    // library tells.
    const isHeard = side === 'server' || track.state.readyState === 'OPEN';
    return message && isHeard ? [{ kind: 'message', ...message }] : [];
  }

  #mustFail(side: Side, unit: Unit, unitIndex: number): boolean {
    const view = this.#arrivals.received[side];
    if (unit.kind === 'response' && side === 'client') return !isAccepted(unit, unitIndex, view);
    return this.#failing[side].has(unitIndex) || this.#arrivals.failsWithin[side] === unitIndex;
  }
}

/** A page never hears of ping and pong: its browser answers them. A server's library tells. */
function heardControl(side: Side, unit: FrameUnit, view: Conversation): PageEvent[] {
  if (side === 'client') return [];
  const kind = unit.header.opcode === OPCODE.ping ? 'ping' : 'pong';
  return [{ kind, data: framePayload(unit, view) }];
}

function unseenAnswer(drafts: readonly DraftStep[]): Unit | null {
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

/**
 * By a rule that a receiver must fail by, or by data that nobody can inflate: what it may do there,
 * ours does.
 */
function unitsThatFail({ findings, units }: Conversation): ReadonlySet<number> {
  const failing = new Set(
    findings
      .filter(({ violation }) => violation.reaction === 'must fail')
      .map(({ unitIndex }) => unitIndex),
  );
  units.forEach((unit, index) => {
    if (unit.kind === 'frame' && (unit.inflation?.breach ?? null) !== null) failing.add(index);
  });
  return failing;
}
