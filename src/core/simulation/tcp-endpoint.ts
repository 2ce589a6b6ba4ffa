/**
 * Enough of TCP for two endpoints to open, use, lose and close a connection (RFC 9293 §3.5 to §3.8,
 * RFC 6298, RFC 5681).
 *
 * It is simplified, because lessons are about WebSocket. Acknowledgements that neither complete an
 * opening nor a closing cross unseen, and are lost only with the whole connection. The receive
 * window is never full. Only the timer retransmits; duplicate acknowledgements do not.
 */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import type { Side } from '#core/trace/direction.ts';
import { nextTcpState, tcpMove, type TcpState } from '#core/trace/tcp-states.ts';
import type { Signal } from '#core/trace/trace.ts';
import { CongestionWindow } from './congestion-window.ts';
import type { EventQueue, Scheduled } from './event-queue.ts';
import { RetransmissionTimeout } from './retransmission-timeout.ts';
import { SegmentNames, type NamedBytes } from './segment-names.ts';
import { sequenceEnd, sequenceStart, type Segment } from './segment.ts';
import type { Wire } from './wire.ts';

export type TcpListener = {
  /** The three-way handshake is complete on this side. */
  readonly opened: () => void;
  readonly receiveBytes: (bytes: Uint8Array) => void;
  /** The peer ended its half of the connection. */
  readonly receiveEnd: () => void;
  /** The peer reset the connection, or too many retransmissions failed. */
  readonly lost: () => void;
};

/**
 * As Linux retransmits a SYN: after 1, 2, 4, 8, 16 and 32 seconds, then it gives up after 64 more.
 * It gives established connections 15 minutes. RFC 9293 §3.8.3 requires at least 100 s for both.
 */
const MAX_RETRANSMISSIONS = 6;

/**
 * The acknowledgement of a FIN waits this long for our own FIN to travel with (RFC 9293 §3.8.6.3:
 * below 500). Data is acknowledged without delay, as Linux does on a young connection.
 */
const DELAYED_ACKNOWLEDGEMENT_MS = 40;

/** The parts of a segment that are the same each time it is sent. */
type Outgoing = Pick<Segment, 'signals' | 'range' | 'bytes'> & { readonly name: string };

/** Sent, and not acknowledged. */
type InFlight = {
  readonly outgoing: Outgoing;
  /** Copies of it that have not arrived yet. */
  readonly copies: Scheduled[];
  timesSent: number;
};

export class TcpEndpoint {
  readonly #side: Side;
  readonly #queue: EventQueue;
  readonly #wire: Wire;
  readonly #listener: TcpListener;
  readonly #timeout = new RetransmissionTimeout();
  readonly #window: CongestionWindow;
  #state: TcpState;
  /** Bytes handed to us, sent or not. */
  #writtenSize = 0;
  /** What the congestion window doesn't let out yet. */
  readonly #unsent: Outgoing[] = [];
  #inFlight: InFlight[] = [];
  #timer: Scheduled | null = null;
  /** Expiries of the timer since the last acknowledgement of something new. */
  #expiries = 0;
  /** The next sequence number that we expect from the peer. */
  #expected = 0;
  /** Segments that arrived before an earlier one. */
  readonly #early: Segment[] = [];
  #acknowledgement: Scheduled | null = null;
  /** When the segment was sent that our next acknowledgement answers (RFC 7323 §4.3). */
  #echoMs: number | null = null;
  #hasEnded = false;
  /** The application has closed its socket, and reads nothing any more. */
  #isDestroyed = false;

  constructor(side: Side, queue: EventQueue, wire: Wire, listener: TcpListener) {
    this.#side = side;
    this.#queue = queue;
    this.#wire = wire;
    this.#listener = listener;
    this.#window = new CongestionWindow(wire.maxSegmentSize);
    this.#state = side === 'client' ? 'CLOSED' : 'LISTEN';
    wire.attach(side, (segment) => this.#receive(segment));
  }

  get state(): TcpState {
    return this.#state;
  }

  /** Something that we sent is not acknowledged, so the timer runs. */
  get isWaiting(): boolean {
    return this.#inFlight.length > 0;
  }

  /** Sends a SYN. */
  connect(): void {
    this.#sendSignals(['syn'], 'tcp-syn');
  }

  /** Sends the pieces as one run of bytes, split at `sizes` and at the maximum segment size. */
  send(written: readonly NamedBytes[], sizes: readonly number[] = []): void {
    if (!this.#canSend) return;
    const bytes = concatBytes(written.map((piece) => piece.bytes));
    const names = new SegmentNames(written);
    let sizeIndex = 0;
    for (let at = 0; at < bytes.length;) {
      const wanted = sizes[sizeIndex++] ?? bytes.length;
      const end = Math.min(bytes.length, at + Math.min(wanted, this.#wire.maxSegmentSize));
      const start = this.#writtenSize;
      this.#writtenSize += end - at;
      this.#unsent.push({
        name: names.nameOf(at, end),
        signals: [],
        range: { start, end: this.#writtenSize },
        bytes: bytes.subarray(at, end),
      });
      at = end;
    }
    this.#sendWhatFits();
  }

  /** Ends our half with a FIN after what was written. Does nothing if it has ended. */
  end(): void {
    if (!this.#canSend) return;
    this.#hasEnded = true;
    this.#unsent.push(this.#signalSegment(['fin', 'ack'], `${this.#side}-tcp-fin`));
    this.#sendWhatFits();
  }

  /**
   * The application closes its socket. That ends our half with a FIN. A RST answers what still
   * arrives (RFC 1122 §4.2.2.13). Does not call the listener.
   */
  destroy(): void {
    this.#isDestroyed = true;
    if (this.#state === 'SYN-SENT') this.#close();
    else this.end();
  }

  get #canSend(): boolean {
    const isOpen = this.#state === 'ESTABLISHED' || this.#state === 'CLOSE-WAIT';
    return isOpen && !this.#hasEnded;
  }

  #signalSegment(signals: readonly Signal[], name: string): Outgoing {
    const range = { start: this.#writtenSize, end: this.#writtenSize };
    return { name, signals, range, bytes: NO_BYTES };
  }

  #sendWhatFits(): void {
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

  get #bytesInFlight(): number {
    return this.#inFlight.reduce((sum, { outgoing }) => sum + outgoing.bytes.length, 0);
  }

  #sendSignals(signals: readonly Signal[], name: string): void {
    this.#sendFirst(this.#signalSegment(signals, name));
  }

  /** Sends a segment, and again until it is acknowledged. ACK and RST are sent once. */
  #sendFirst(outgoing: Outgoing): void {
    this.#state = nextTcpState(this.#state, tcpMove('send', outgoing.signals));
    const delivery = this.#put(outgoing, outgoing.name);
    const needsAcknowledgement =
      outgoing.bytes.length > 0 ||
      outgoing.signals.includes('syn') ||
      outgoing.signals.includes('fin');
    if (!needsAcknowledgement) return;
    const copies = delivery === null ? [] : [delivery];
    this.#inFlight.push({ outgoing, copies, timesSent: 1 });
    if (this.#timer === null) this.#startTimer();
    else this.#awaitTimer();
  }

  /** Every segment but a SYN or RST also acknowledges what has arrived. */
  #put(outgoing: Omit<Outgoing, 'name'>, name: string | null): Scheduled | null {
    if (this.#acknowledgement !== null) this.#queue.cancel(this.#acknowledgement);
    this.#acknowledgement = null;
    return this.#wire.carry(this.#side, {
      ...outgoing,
      name,
      acknowledges: this.#expected,
      sentAtMs: this.#queue.nowMs,
      echoMs: this.#echoMs,
    });
  }

  #startTimer(): void {
    if (this.#timer !== null) this.#queue.cancel(this.#timer);
    this.#timer = null;
    if (this.#inFlight.length === 0) return;
    this.#timer = this.#queue.scheduleInBackground(this.#timeout.currentMs, () => this.#expire());
    this.#awaitTimer();
  }

  /** A script waits for the timer only if something was lost, or waits to be sent. */
  #awaitTimer(): void {
    if (this.#timer === null) return;
    const isLost = this.#inFlight.some(({ copies }) => copies.length === 0);
    if (isLost || this.#unsent.length > 0) this.#queue.startAwaiting(this.#timer);
    else this.#queue.stopAwaiting(this.#timer);
  }

  /** Retransmits the earliest segment that is not acknowledged (RFC 6298 §5.4 to §5.6). */
  #expire(): void {
    const [first] = this.#inFlight;
    this.#timer = null;
    if (first === undefined) return;
    if (this.#expiries === MAX_RETRANSMISSIONS) return this.#giveUp();
    if (this.#expiries === 0) this.#window.shrink(this.#bytesInFlight);
    this.#expiries++;
    this.#timeout.backOff();
    const name = `${first.outgoing.name}-again-${first.timesSent}`;
    first.timesSent++;
    const delivery = this.#put(first.outgoing, name);
    if (delivery !== null) first.copies.push(delivery);
    this.#startTimer();
  }

  #giveUp(): void {
    this.#close();
    this.#wire.noteGivingUp(this.#side, 'retransmissions');
    this.#listener.lost();
  }

  /** Forgets the connection, without telling the peer. */
  #close(): void {
    this.#state = 'CLOSED';
    this.#inFlight = [];
    this.#unsent.length = 0;
    this.#early.length = 0;
    this.#startTimer();
    if (this.#acknowledgement !== null) this.#queue.cancel(this.#acknowledgement);
    this.#acknowledgement = null;
  }

  #reset(): void {
    this.#sendSignals(['rst'], `${this.#side}-tcp-reset`);
    this.#close();
  }

  #receive(segment: Segment): void {
    const { signals } = segment;
    switch (this.#state) {
      case 'CLOSED':
        // RFC 9293 §3.10.7.1. Old copies that arrive after a complete closing are left out.
        if (this.#isDestroyed && sequenceEnd(segment) > sequenceStart(segment)) this.#reset();
        return;
      case 'LISTEN':
        if (signals.includes('syn')) this.#acceptSyn(segment);
        return;
      case 'SYN-SENT':
        if (signals.includes('rst')) this.#receiveReset();
        else if (signals.includes('syn')) this.#acceptSynAck(segment);
        return;
      default:
        if (signals.includes('rst')) return this.#receiveReset();
        this.#takeAcknowledgement(segment);
        if (sequenceEnd(segment) > sequenceStart(segment)) this.#takeInOrder(segment);
    }
  }

  #receiveReset(): void {
    this.#close();
    this.#listener.lost();
  }

  #acceptSyn(segment: Segment): void {
    this.#noteArrival(segment);
    this.#expected = sequenceEnd(segment);
    this.#state = nextTcpState(this.#state, 'receive syn');
    this.#sendSignals(['syn', 'ack'], 'tcp-syn-ack');
  }

  #acceptSynAck(segment: Segment): void {
    const wasSlow = this.#expiries > 0;
    this.#noteArrival(segment);
    this.#expected = sequenceEnd(segment);
    this.#state = nextTcpState(this.#state, 'receive syn-ack');
    this.#takeAcknowledgement(segment);
    if (wasSlow) this.#timeout.startDataAfterSlowSyn();
    this.#sendSignals(['ack'], 'tcp-ack');
    this.#listener.opened();
  }

  #takeAcknowledgement({ acknowledges, echoMs }: Segment): void {
    const isNew = ({ outgoing }: InFlight) => sequenceEnd(outgoing) <= acknowledges;
    const acknowledged = this.#inFlight.filter(isNew);
    if (acknowledged.length === 0) return;
    for (const copy of acknowledged.flatMap(({ copies }) => copies)) this.#queue.stopAwaiting(copy);
    this.#inFlight = this.#inFlight.filter((each) => !isNew(each));
    if (echoMs !== null) this.#timeout.measure(this.#queue.nowMs - echoMs);
    this.#expiries = 0;
    this.#startTimer();
    const segments = acknowledged.map(({ outgoing }) => outgoing);
    this.#window.grow(segments.reduce((sum, { bytes }) => sum + bytes.length, 0));
    const isOpening = this.#state === 'SYN-RECEIVED';
    const isClosing = segments.some(({ signals }) => signals.includes('fin'));
    if (isOpening || isClosing) this.#state = nextTcpState(this.#state, 'receive ack');
    if (isOpening) this.#listener.opened();
    if (this.#state === 'CLOSED') this.#close();
    this.#sendWhatFits();
  }

  #takeInOrder(segment: Segment): void {
    if (sequenceEnd(segment) <= this.#expected) return this.#acknowledgeAgain(segment);
    this.#early.push(segment);
    this.#early.sort((a, b) => sequenceStart(a) - sequenceStart(b));
    if (sequenceStart(segment) > this.#expected) return this.#acknowledgeNow();
    this.#noteArrival(segment);
    while (this.#takeNext());
    if (this.#state === 'CLOSED') return;
    if (!segment.signals.includes('fin')) this.#acknowledgeNow();
    // In other states the last ACK has been sent.
    else if (this.#state === 'CLOSE-WAIT') this.#acknowledgeSoon();
  }

  /** The echo is of the earliest segment that is not acknowledged yet (RFC 7323 §4.3). */
  #noteArrival({ sentAtMs }: Segment): void {
    if (this.#acknowledgement === null) this.#echoMs = sentAtMs;
  }

  /** Takes the first waiting segment. Returns false if bytes before it are missing. */
  #takeNext(): boolean {
    const [next] = this.#early;
    if (next === undefined || sequenceStart(next) > this.#expected) return false;
    this.#early.shift();
    if (sequenceEnd(next) <= this.#expected) return true;
    this.#expected = sequenceEnd(next);
    if (next.signals.includes('fin')) this.#takeEnd();
    else if (this.#isDestroyed) this.#reset();
    else this.#listener.receiveBytes(next.bytes);
    return true;
  }

  #takeEnd(): void {
    this.#state = nextTcpState(this.#state, 'receive fin');
    const hasBothEnds = this.#state === 'TIME-WAIT' || this.#state === 'CLOSING';
    if (hasBothEnds) this.#sendSignals(['ack'], 'tcp-last-ack');
    this.#listener.receiveEnd();
  }

  /** A duplicate: its sender did not get our acknowledgement, or not in time. */
  #acknowledgeAgain({ signals }: Segment): void {
    if (signals.includes('syn') && this.#side === 'client') {
      return this.#sendSignals(['ack'], 'tcp-ack');
    }
    const hasBothEnds = this.#state === 'TIME-WAIT' || this.#state === 'CLOSING';
    if (signals.includes('fin') && hasBothEnds) this.#sendSignals(['ack'], 'tcp-last-ack');
    else this.#acknowledgeNow();
  }

  #acknowledgeSoon(): void {
    this.#acknowledgement = this.#queue.scheduleInBackground(DELAYED_ACKNOWLEDGEMENT_MS, () => {
      this.#acknowledgeNow();
    });
  }

  #acknowledgeNow(): void {
    this.#put(this.#signalSegment(['ack'], ''), null);
  }
}
