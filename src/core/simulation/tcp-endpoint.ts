/**
 * Just enough of TCP for two endpoints to open, use, lose and close a connection (RFC 9293 §3.5 to
 * §3.8).
 *
 * It is simplified, because lessons are about WebSocket. Acknowledgements are neither shown nor
 * lost, except those that complete an opening or a closing. Windows are never full. Only a timer
 * retransmits a lost segment; duplicate acknowledgements do not.
 */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import type { Side } from '#core/trace/direction.ts';
import { nextTcpState, tcpMove, type TcpState } from '#core/trace/tcp-states.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { EventQueue } from './event-queue.ts';
import { SegmentNames, type NamedBytes } from './segment-names.ts';
import type { Segment, Wire } from './wire.ts';

export type TcpListener = {
  /** The three-way handshake is complete on this side. */
  readonly opened: () => void;
  readonly receiveBytes: (bytes: Uint8Array) => void;
  /** The peer ended its half of the connection. */
  readonly receiveEnd: () => void;
  /** The peer reset the connection, or too many retransmissions failed. */
  readonly lost: () => void;
};

/** The bounds of the retransmission timeout, which doubles each time (RFC 6298 §2.4, §5.5). */
const MIN_TIMEOUT_MS = 1000;
const MAX_TIMEOUT_MS = 120_000;

/**
 * As Linux retransmits a SYN: after 1, 2, 4, 8, 16 and 32 seconds, then it gives up after 64 more.
 * It gives established connections 15 minutes. RFC 9293 §3.8.3 requires at least 100 s for both.
 */
const MAX_RETRANSMISSIONS = 6;

export class TcpEndpoint {
  readonly #side: Side;
  readonly #queue: EventQueue;
  readonly #wire: Wire;
  readonly #listener: TcpListener;
  #state: TcpState;
  #sentSize = 0;
  /** How far the peer's stream has been passed to the listener. */
  #takenSize = 0;
  /** Segments that arrived before an earlier one. */
  readonly #early: Segment[] = [];

  constructor(side: Side, queue: EventQueue, wire: Wire, listener: TcpListener) {
    this.#side = side;
    this.#queue = queue;
    this.#wire = wire;
    this.#listener = listener;
    this.#state = side === 'client' ? 'CLOSED' : 'LISTEN';
    wire.attach(side, (segment) => this.#receive(segment));
  }

  get state(): TcpState {
    return this.#state;
  }

  /** Sends a SYN. */
  connect(): void {
    this.#sendSignals(['syn'], 'tcp-syn');
  }

  /** Sends the pieces as one run of bytes, split at `sizes` and at the maximum segment size. */
  send(written: readonly NamedBytes[], sizes: readonly number[] = []): void {
    const canSend = this.#state === 'ESTABLISHED' || this.#state === 'CLOSE-WAIT';
    if (!canSend) return;
    const bytes = concatBytes(written.map((piece) => piece.bytes));
    const names = new SegmentNames(written);
    let sizeIndex = 0;
    for (let at = 0; at < bytes.length;) {
      const wanted = sizes[sizeIndex++] ?? bytes.length;
      const end = Math.min(bytes.length, at + Math.min(wanted, this.#wire.maxSegmentSize));
      const start = this.#sentSize;
      this.#sentSize += end - at;
      this.#transmit({
        name: names.nameOf(at, end),
        signals: [],
        range: { start, end: this.#sentSize },
        bytes: bytes.subarray(at, end),
        acknowledgesEnd: false,
      });
      at = end;
    }
  }

  /** Ends our half with a FIN. Does nothing if it has ended or never started. */
  end(): void {
    const canEnd = this.#state === 'ESTABLISHED' || this.#state === 'CLOSE-WAIT';
    if (canEnd) this.#sendSignals(['fin', 'ack'], `${this.#side}-tcp-fin`);
  }

  /** Drops the connection with a RST (RFC 9293 §3.10.5), without calling the listener. */
  abort(): void {
    if (this.#state === 'CLOSED' || this.#state === 'LISTEN') return;
    this.#sendSignals(['rst'], `${this.#side}-tcp-reset`);
  }

  #sendSignals(signals: readonly Signal[], name: string): void {
    const acknowledgesEnd = this.#state === 'CLOSE-WAIT';
    this.#state = nextTcpState(this.#state, tcpMove('send', signals));
    const range = { start: this.#sentSize, end: this.#sentSize };
    this.#transmit({ name, signals, range, bytes: NO_BYTES, acknowledgesEnd });
  }

  /** Sends a segment until it is acknowledged. Bare acknowledgements and RST are sent once. */
  #transmit(segment: Segment): void {
    const arrivesAtMs = this.#wire.carry(this.#side, segment);
    const { signals, bytes } = segment;
    const isAwaited = bytes.length > 0 || signals.includes('syn') || signals.includes('fin');
    if (isAwaited) this.#watch(segment, arrivesAtMs, 1);
  }

  #watch(segment: Segment, arrivesAtMs: number | null, copy: number): void {
    const { oneWayDelayMs } = this.#wire;
    // RFC 6298 §2.2 after the first measurement: the round trip, plus 4 times half of it.
    const timeoutMs = Math.max(MIN_TIMEOUT_MS, 3 * 2 * oneWayDelayMs);
    const waitMs = Math.min(MAX_TIMEOUT_MS, timeoutMs * 2 ** (copy - 1));
    const dueAtMs = this.#queue.nowMs + waitMs;
    const isAcknowledged = arrivesAtMs !== null && arrivesAtMs + oneWayDelayMs <= dueAtMs;
    const endsClosing = segment.signals.includes('fin');
    if (isAcknowledged && !endsClosing) return;
    this.#queue.schedule(waitMs, () => {
      if (this.#state === 'CLOSED') return;
      if (isAcknowledged && this.#state !== 'LAST-ACK') return;
      if (copy > MAX_RETRANSMISSIONS) return this.#giveUp();
      const again = this.#wire.carry(this.#side, {
        ...segment,
        name: `${segment.name}-again-${copy}`,
      });
      const earliest = [arrivesAtMs, again].filter((atMs) => atMs !== null);
      this.#watch(segment, earliest.length > 0 ? Math.min(...earliest) : null, copy + 1);
    });
  }

  #giveUp(): void {
    this.#state = 'CLOSED';
    this.#wire.noteGivingUp(this.#side);
    this.#listener.lost();
  }

  /** SYN, ACK and RST act immediately; bytes and FIN only after all bytes before them. */
  #receive(segment: Segment): void {
    if (this.#state === 'CLOSED') return;
    const { signals, range } = segment;
    if (signals.includes('rst')) {
      this.#state = nextTcpState(this.#state, 'receive rst');
      return this.#listener.lost();
    }
    const isInStream = range.end > range.start || signals.includes('fin');
    if (!isInStream) return this.#receiveSignals(segment);
    this.#early.push(segment);
    this.#early.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
    while (this.#takeNext());
  }

  /** Passes on the first waiting segment. Returns false if bytes before it are missing. */
  #takeNext(): boolean {
    const [next] = this.#early;
    if (next === undefined || next.range.start > this.#takenSize) return false;
    this.#early.shift();
    if (next.signals.includes('fin')) this.#receiveSignals(next);
    else if (next.range.end > this.#takenSize) this.#takeBytes(next);
    return true;
  }

  #takeBytes(segment: Segment): void {
    this.#takenSize = segment.range.end;
    // A segment with bytes also acknowledges, which helps if the ACK of our SYN was lost.
    if (this.#state === 'SYN-RECEIVED') this.#receiveSignals({ ...segment, signals: ['ack'] });
    this.#listener.receiveBytes(segment.bytes);
  }

  #receiveSignals({ signals, acknowledgesEnd }: Segment): void {
    const before = this.#state;
    this.#state = nextTcpState(before, tcpMove('receive', signals), acknowledgesEnd);
    if (signals.includes('syn')) this.#answerSyn(signals.includes('ack'), before);
    if (this.#state === 'ESTABLISHED' && before !== 'ESTABLISHED') this.#listener.opened();
    const hasBothEnds = this.#state === 'TIME-WAIT' || this.#state === 'CLOSING';
    if (signals.includes('fin') && hasBothEnds) this.#sendSignals(['ack'], 'tcp-last-ack');
    if (signals.includes('fin') && before !== this.#state) this.#listener.receiveEnd();
  }

  #answerSyn(isAnswer: boolean, before: TcpState): void {
    if (isAnswer) this.#sendSignals(['ack'], 'tcp-ack');
    else if (before === 'LISTEN') this.#sendSignals(['syn', 'ack'], 'tcp-syn-ack');
  }
}
