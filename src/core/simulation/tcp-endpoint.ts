/**
 * Enough of TCP for two endpoints to open, use, lose and close a connection (RFC 9293 §3.5 to §3.8,
 * RFC 6298, RFC 5681).
 *
 * It is simplified, because lessons are about WebSocket. Acknowledgements that neither complete an
 * opening nor cover a FIN cross unseen, and are lost only with the whole connection. The receive
 * window is never full.
 */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import type { Side } from '#core/trace/direction.ts';
import { hasPeersFin, nextTcpState, tcpMove, type TcpState } from '#core/trace/tcp-states.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { EventQueue, Scheduled } from './event-queue.ts';
import { RetransmissionQueue, type Outgoing } from './retransmission-queue.ts';
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
  /** The state is another one now. */
  readonly moved?: (state: TcpState) => void;
};

/**
 * The acknowledgement of a FIN waits this long for our own FIN to travel with (RFC 9293 §3.8.6.3:
 * below 500). Data is acknowledged without delay, as Linux does on a young connection.
 */
const DELAYED_ACKNOWLEDGEMENT_MS = 40;

export class TcpEndpoint {
  readonly #side: Side;
  readonly #queue: EventQueue;
  readonly #wire: Wire;
  readonly #listener: TcpListener;
  readonly #retransmissions: RetransmissionQueue;
  #state: TcpState;
  /** Bytes handed to us, sent or not. */
  #writtenSize = 0;
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
    this.#retransmissions = new RetransmissionQueue(queue, wire.maxSegmentSize, {
      transmit: (outgoing, name) => this.#transmit(outgoing, name),
      giveUp: () => this.#giveUp(),
    });
    this.#state = side === 'client' ? 'CLOSED' : 'LISTEN';
    wire.attach(side, (segment) => this.#receive(segment));
  }

  get state(): TcpState {
    return this.#state;
  }

  /** Something that we sent is not acknowledged, so the timer runs. */
  get isWaiting(): boolean {
    return this.#retransmissions.isWaiting;
  }

  /** Sends a SYN. */
  connect(): void {
    this.#retransmissions.add(this.#signalSegment(['syn'], 'tcp-syn'));
  }

  /** Sends the pieces as one run of bytes, split at `sizes` and at the maximum segment size. */
  send(written: readonly NamedBytes[], sizes: readonly number[] = []): void {
    if (!this.#canSend) return;
    const bytes = concatBytes(written.map((piece) => piece.bytes));
    const names = new SegmentNames(written);
    const segments: Outgoing[] = [];
    let sizeIndex = 0;
    for (let at = 0; at < bytes.length;) {
      const wanted = sizes[sizeIndex++] ?? bytes.length;
      const end = Math.min(bytes.length, at + Math.min(wanted, this.#wire.maxSegmentSize));
      const start = this.#writtenSize;
      this.#writtenSize += end - at;
      segments.push({
        name: names.nameOf(at, end),
        signals: [],
        range: { start, end: this.#writtenSize },
        bytes: bytes.subarray(at, end),
      });
      at = end;
    }
    this.#retransmissions.add(...segments);
  }

  /** Ends our half with a FIN after what was written. Does nothing if it has ended. */
  end(): void {
    if (!this.#canSend) return;
    this.#hasEnded = true;
    this.#retransmissions.add(this.#signalSegment(['fin', 'ack'], `${this.#side}-tcp-fin`));
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

  #moveTo(state: TcpState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.moved?.(state);
  }

  #transmit(outgoing: Outgoing, name: string): Scheduled | null {
    this.#moveTo(nextTcpState(this.#state, tcpMove('send', outgoing.signals)));
    return this.#put(outgoing, name);
  }

  /** Every segment but a SYN or RST also acknowledges what has arrived. */
  #put(
    outgoing: Omit<Outgoing, 'name'> & Pick<Segment, 'sequenceNumber'>,
    name: string | null,
  ): Scheduled | null {
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

  #giveUp(): void {
    this.#close();
    this.#wire.noteGivingUp(this.#side, 'retransmissions');
    this.#listener.lost();
  }

  /** Forgets the connection, without telling the peer. */
  #close(): void {
    this.#moveTo('CLOSED');
    this.#retransmissions.clear();
    this.#early.length = 0;
    if (this.#acknowledgement !== null) this.#queue.cancel(this.#acknowledgement);
    this.#acknowledgement = null;
  }

  #reset(): void {
    const reset = this.#signalSegment(['rst'], `${this.#side}-tcp-reset`);
    this.#transmit(reset, reset.name);
    this.#close();
  }

  #receive(segment: Segment): void {
    const { signals } = segment;
    switch (this.#state) {
      case 'CLOSED':
        // What crosses unseen isn't answered either.
        if (!signals.includes('rst') && segment.name !== null) this.#answerWhileClosed(segment);
        return;
      case 'LISTEN':
        if (signals.includes('syn')) this.#acceptSyn(segment);
        return;
      case 'SYN-SENT':
        if (signals.includes('rst')) this.#takeReset();
        else if (signals.includes('syn')) this.#acceptSynAck(segment);
        return;
      default:
        if (signals.includes('rst')) return this.#receiveReset(segment);
        this.#takeAcknowledgement(segment);
        if (sequenceEnd(segment) > sequenceStart(segment)) this.#takeInOrder(segment);
    }
  }

  /** RFC 9293 §3.10.7.1. */
  #answerWhileClosed({ signals, acknowledges }: Segment): void {
    const isSyn = signals.includes('syn') && !signals.includes('ack');
    const reset = this.#signalSegment(isSyn ? ['rst', 'ack'] : ['rst'], `${this.#side}-tcp-reset`);
    this.#put({ ...reset, sequenceNumber: isSyn ? null : acknowledges }, reset.name);
  }

  /** One with an old sequence number is dropped (RFC 9293 §3.10.7.4). */
  #receiveReset({ sequenceNumber = Infinity }: Segment): void {
    if (sequenceNumber !== null && sequenceNumber >= this.#expected) this.#takeReset();
  }

  #takeReset(): void {
    this.#close();
    this.#listener.lost();
  }

  #acceptSyn(segment: Segment): void {
    this.#noteArrival(segment);
    this.#expected = sequenceEnd(segment);
    this.#moveTo(nextTcpState(this.#state, 'receive syn'));
    this.#retransmissions.add(this.#signalSegment(['syn', 'ack'], 'tcp-syn-ack'));
  }

  #acceptSynAck(segment: Segment): void {
    this.#noteArrival(segment);
    this.#expected = sequenceEnd(segment);
    this.#moveTo(nextTcpState(this.#state, 'receive syn-ack'));
    this.#takeAcknowledgement(segment);
    this.#acknowledge('tcp-ack');
    this.#listener.opened();
  }

  #takeAcknowledgement(segment: Segment): void {
    const acknowledged = this.#retransmissions.takeAcknowledgement(segment);
    if (acknowledged.length === 0) return;
    const isOpening = this.#state === 'SYN-RECEIVED';
    const isClosing = acknowledged.some(({ signals }) => signals.includes('fin'));
    if (isOpening || isClosing) this.#moveTo(nextTcpState(this.#state, 'receive ack'));
    if (isOpening) this.#listener.opened();
    if (this.#state === 'CLOSED') this.#close();
    this.#retransmissions.sendWhatFits();
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
    this.#moveTo(nextTcpState(this.#state, 'receive fin'));
    if (this.#state !== 'CLOSE-WAIT') this.#acknowledgeNow();
    this.#listener.receiveEnd();
  }

  /** A duplicate: its sender did not get our acknowledgement, or not in time. */
  #acknowledgeAgain({ signals }: Segment): void {
    if (signals.includes('syn') && this.#side === 'client') this.#acknowledge('tcp-ack');
    else this.#acknowledgeNow();
  }

  #acknowledgeSoon(): void {
    this.#acknowledgement = this.#queue.scheduleInBackground(DELAYED_ACKNOWLEDGEMENT_MS, () => {
      this.#acknowledgeNow();
    });
  }

  /** Its name is null unless it covers the peer's FIN, which changes the peer's state. */
  #acknowledgeNow(): void {
    if (!hasPeersFin(this.#state)) this.#acknowledge(null);
    else this.#acknowledge(this.#state === 'CLOSE-WAIT' ? 'tcp-end-ack' : 'tcp-last-ack');
  }

  /** No application waits for one that is late: what is sent next acknowledges the same. */
  #acknowledge(name: string | null): void {
    const delivery = this.#put(this.#signalSegment(['ack'], ''), name);
    const onTimeMs = this.#queue.nowMs + this.#wire.oneWayDelayMs;
    if (delivery !== null && delivery.atMs > onTimeMs) this.#queue.stopAwaiting(delivery);
  }
}
