/**
 * What a TCP endpoint has still to send, and what it has sent without an acknowledgement: sent as
 * the congestion window allows, and again if it seems lost (RFC 9293 §3.8, RFC 6298, RFC 5681).
 */

import { CongestionWindow } from './congestion-window.ts';
import type { EventQueue, Scheduled } from './event-queue.ts';
import { RetransmissionTimeout } from './retransmission-timeout.ts';
import { sequenceEnd, sequenceStart, type Segment } from './segment.ts';

/** The parts of a segment that are the same each time it is sent. */
export type Outgoing = Pick<Segment, 'signals' | 'range' | 'bytes'> & { readonly name: string };

export type Transmitter = {
  /** Returns the delivery; null if the segment is lost. */
  readonly transmit: (outgoing: Outgoing, name: string) => Scheduled | null;
  /** Retransmitting as often as allowed brought no acknowledgement. */
  readonly giveUp: () => void;
};

/**
 * As Linux retransmits a SYN: after 1, 2, 4, 8, 16 and 32 seconds, then it gives up after 64 more.
 * It gives established connections 15 minutes. RFC 9293 §3.8.3 recommends at least 100 s for data,
 * and requires 3 minutes for a SYN.
 */
const MAX_RETRANSMISSIONS = 6;

/** Of a SYN-ACK, by Linux's `tcp_synack_retries`: it gives up after 63 s. */
const MAX_SYN_ACK_RETRANSMISSIONS = 5;

/** The number of duplicate acknowledgements that shows a loss (RFC 5681 §3.2). */
const DUPLICATES_OF_LOSS = 3;

/** Sent, and not acknowledged. */
type InFlight = {
  readonly outgoing: Outgoing;
  /** Copies of it that have not arrived yet. */
  readonly copies: Scheduled[];
  timesSent: number;
};

export class RetransmissionQueue {
  readonly #queue: EventQueue;
  readonly #transmitter: Transmitter;
  readonly #timeout = new RetransmissionTimeout();
  readonly #window: CongestionWindow;
  /** What the congestion window doesn't let out yet. */
  readonly #unsent: Outgoing[] = [];
  #inFlight: InFlight[] = [];
  #timer: Scheduled | null = null;
  /** Expiries of the timer since the last acknowledgement of something new. */
  #expiries = 0;
  /** Acknowledgements since that one that cover nothing new. */
  #duplicates = 0;

  constructor(queue: EventQueue, maxSegmentSize: number, transmitter: Transmitter) {
    this.#queue = queue;
    this.#transmitter = transmitter;
    this.#window = new CongestionWindow(maxSegmentSize);
  }

  /** Something that was sent is not acknowledged, so the timer runs. */
  get isWaiting(): boolean {
    return this.#inFlight.length > 0;
  }

  /** Sends the segments in their order, as soon as the congestion window allows. */
  add(...outgoing: readonly Outgoing[]): void {
    this.#unsent.push(...outgoing);
    this.sendWhatFits();
  }

  sendWhatFits(): void {
    for (;;) {
      const [next] = this.#unsent;
      if (next === undefined) break;
      const inFlight = this.#bytesInFlight;
      if (inFlight > 0 && inFlight + next.bytes.length > this.#window.size) break;
      this.#unsent.shift();
      this.#sendFirst(next);
    }
    this.#awaitTimer();
  }

  /** Forgets everything. */
  clear(): void {
    this.#inFlight = [];
    this.#unsent.length = 0;
    this.#startTimer();
  }

  /** Returns what the segment acknowledges for the first time. */
  takeAcknowledgement(segment: Segment): readonly Outgoing[] {
    const { acknowledges, echoMs } = segment;
    const isNew = ({ outgoing }: InFlight) => sequenceEnd(outgoing) <= acknowledges;
    const acknowledged = this.#inFlight.filter(isNew);
    if (acknowledged.length === 0) {
      if (this.#isDuplicate(segment)) this.#takeDuplicate();
      return [];
    }
    for (const copy of acknowledged.flatMap(({ copies }) => copies)) this.#queue.stopAwaiting(copy);
    this.#inFlight = this.#inFlight.filter((each) => !isNew(each));
    if (echoMs !== null) this.#timeout.measure(this.#queue.nowMs - echoMs);
    const segments = acknowledged.map(({ outgoing }) => outgoing);
    const isSlowSyn = this.#expiries > 0 && segments.some(({ signals }) => signals.includes('syn'));
    if (isSlowSyn) this.#timeout.startDataAfterSlowSyn();
    const isRecovering = this.#duplicates >= DUPLICATES_OF_LOSS;
    this.#expiries = 0;
    this.#duplicates = 0;
    this.#startTimer();
    if (isRecovering) this.#window.endRecovery();
    else this.#window.grow(segments.reduce((sum, { bytes }) => sum + bytes.length, 0));
    return segments;
  }

  get #bytesInFlight(): number {
    return this.#inFlight.reduce((sum, { outgoing }) => sum + outgoing.bytes.length, 0);
  }

  get #maxRetransmissions(): number {
    const signals = this.#inFlight[0]?.outgoing.signals ?? [];
    const isSynAck = signals.includes('syn') && signals.includes('ack');
    return isSynAck ? MAX_SYN_ACK_RETRANSMISSIONS : MAX_RETRANSMISSIONS;
  }

  #sendFirst(outgoing: Outgoing): void {
    const delivery = this.#transmitter.transmit(outgoing, outgoing.name);
    const copies = delivery === null ? [] : [delivery];
    this.#inFlight.push({ outgoing, copies, timesSent: 1 });
    if (this.#timer === null) this.#startTimer();
    else this.#awaitTimer();
  }

  #startTimer(): void {
    if (this.#timer !== null) this.#queue.cancel(this.#timer);
    this.#timer = null;
    if (this.#inFlight.length === 0) return;
    const expire = () => this.#expire();
    this.#timer = this.#queue.scheduleInBackground(this.#timeout.currentMs, expire, 'timer');
    this.#awaitTimer();
  }

  /** A script waits for the timer only if something was lost, or waits to be sent. */
  #awaitTimer(): void {
    if (this.#timer === null) return;
    const isLost = this.#inFlight.some(({ copies }) => copies.length === 0);
    if (isLost || this.#unsent.length > 0) this.#queue.startAwaiting(this.#timer);
    else this.#queue.stopAwaiting(this.#timer);
  }

  /** RFC 6298 §5.4 to §5.6. */
  #expire(): void {
    this.#timer = null;
    if (this.#expiries >= this.#maxRetransmissions) return this.#transmitter.giveUp();
    if (this.#expiries === 0) this.#window.shrink(this.#bytesInFlight);
    this.#expiries++;
    this.#duplicates = 0;
    this.#timeout.backOff();
    this.#retransmitFirst();
  }

  /** It asks for the earliest segment that is in flight, and does nothing else (RFC 5681 §2). */
  #isDuplicate({ acknowledges, bytes, signals }: Segment): boolean {
    const [first] = this.#inFlight;
    const isPure = bytes.length === 0 && !signals.includes('syn') && !signals.includes('fin');
    return isPure && first !== undefined && acknowledges === sequenceStart(first.outgoing);
  }

  /** Fast retransmit and fast recovery (RFC 5681 §3.2). After an expiry, the timer decides. */
  #takeDuplicate(): void {
    if (this.#expiries > 0) return;
    this.#duplicates++;
    if (this.#duplicates < DUPLICATES_OF_LOSS) return;
    if (this.#duplicates > DUPLICATES_OF_LOSS) this.#window.extendRecovery();
    else {
      this.#window.startRecovery(this.#bytesInFlight);
      this.#retransmitFirst();
    }
    this.sendWhatFits();
  }

  #retransmitFirst(): void {
    const [first] = this.#inFlight;
    if (first === undefined) return;
    const name = `${first.outgoing.name}-again-${first.timesSent}`;
    first.timesSent++;
    const delivery = this.#transmitter.transmit(first.outgoing, name);
    if (delivery !== null) first.copies.push(delivery);
    this.#startTimer();
  }
}
