/**
 * One side of a connection, followed from moment to moment: its endpoint (RFC 6455 §7.1), its TCP
 * (RFC 9293 §3.3.2), and when its code hears of what happens.
 */

import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { PageSocket, type EndpointFact } from '#core/page/page-socket.ts';
import { Endpoint, type EndpointEvent, type ReadyState } from '#core/protocol/endpoint.ts';
import type { Side } from '#core/trace/direction.ts';
import { nextTcpState, tcpMove, type TcpState } from '#core/trace/tcp-states.ts';
import type { GivingUp, Signal } from '#core/trace/trace.ts';
import type { PageEvent, SideState, StepCause } from './step.ts';

export type TrackStart = {
  /** A trace that starts in the middle of a connection starts with an open endpoint. */
  readonly hasHandshake: boolean;
  readonly hasSyn: boolean;
  /** How many requests, responses and frames this side sends. */
  readonly unitsToSend: number;
};

export class SideTrack {
  readonly side: Side;
  readonly #endpoint: Endpoint;
  /** What a page sees of a client. If only TCP is lost, browsers fire no `error`. */
  readonly #page = new PageSocket({ firesErrorAtLoss: false });
  #tcp: TcpState;
  #unitsToSend: number;
  #hasOpened: boolean;
  /** A server has one from the request on. */
  #hasWebSocket: boolean;
  #causeOfClose: StepCause = 'call';
  /**
   * TCP's end arrived, or this browser failed, and this side still sends something: an answer to
   * what came before, or the reason.
   */
  #endsAfterSending = false;
  /** What arrived before the server completed the handshake. It is read afterwards. */
  readonly #early: PageEvent[] = [];
  #earlyClose: { readonly code: number | null; readonly reason: string } | null = null;

  constructor(side: Side, { hasHandshake, hasSyn, unitsToSend }: TrackStart) {
    this.side = side;
    this.#hasOpened = !hasHandshake && !hasSyn;
    this.#endpoint = new Endpoint(side, this.#hasOpened ? 'open' : 'connecting');
    this.#hasWebSocket = side === 'client' || this.#hasOpened;
    this.#tcp = hasSyn ? (side === 'client' ? 'CLOSED' : 'LISTEN') : 'ESTABLISHED';
    this.#unitsToSend = unitsToSend;
    if (this.#hasOpened) this.#page.take(OPENED);
  }

  get state(): SideState {
    return { tcp: this.#tcp, readyState: this.#hasWebSocket ? this.readyState : null };
  }

  /** A client's is that of its page. A server that rejects a handshake never was open either. */
  get readyState(): ReadyState {
    if (this.side === 'client') return this.#page.readyState;
    const { readyState } = this.#endpoint;
    return readyState === 'CLOSING' && !this.#hasOpened ? 'CONNECTING' : readyState;
  }

  /**
   * Whether this side reads what arrives. A server that rejected a handshake does: another request
   * may follow on the same connection.
   */
  get isReading(): boolean {
    return this.#causeOfClose === 'call' && this.#endpoint.readyState !== 'CLOSED';
  }

  /** Whether a rule that the peer broke made this side fail. */
  get hasFailed(): boolean {
    return this.#causeOfClose === 'failure';
  }

  /** Why this side would send a Close frame now. */
  get causeOfClose(): StepCause {
    return this.#causeOfClose;
  }

  /** Recorded endpoints may do anything. What the table does not allow changes no state. */
  take(event: EndpointEvent): void {
    if (!this.#endpoint.allows(event)) return;
    this.#endpoint.take(event);
    const fact = FACTS[event];
    if (fact !== undefined) this.#page.take({ kind: fact });
  }

  /** A server received a request. */
  startOpening(): void {
    this.#hasWebSocket = true;
  }

  /** The client accepts a response. Returns what its page hears. */
  openPage(protocol: string, extensions: string): readonly PageEvent[] {
    this.take('response-accepted');
    if (this.#endpoint.readyState !== 'OPEN') return [];
    return this.#page.take({ kind: 'opened', protocol, extensions });
  }

  /**
   * The server opens with the 101 that it sends, the client with one that was not captured. Returns
   * what code hears of what arrived before.
   */
  open(): PageEvent[] {
    this.#hasWebSocket = true;
    this.take(this.side === 'server' ? 'response-sent' : 'response-accepted');
    this.#hasOpened ||= this.#endpoint.readyState === 'OPEN';
    if (this.#hasOpened) this.#page.take(OPENED);
    if (this.#earlyClose !== null) {
      this.receiveClose(this.#earlyClose.code, this.#earlyClose.reason);
    }
    return this.#early.splice(0);
  }

  /**
   * What code hears of a message, Ping or Pong; nothing if it doesn't hear it now. A page hears
   * only messages, and none once it is closing. A server's library hears them until the end.
   */
  hear(event: PageEvent): readonly PageEvent[] {
    if (this.side === 'client') return this.#hearAsPage(event);
    if (this.#endpoint.readyState !== 'CONNECTING') return [event];
    this.#early.push(event);
    return [];
  }

  /** A page socket decides about an unknown message as about any other. */
  #hearAsPage(event: PageEvent): readonly PageEvent[] {
    if (event.kind === 'message') return this.#page.take(event);
    if (event.kind !== 'unknown') return [];
    return this.#page.take(ANY_MESSAGE).length > 0 ? [event] : [];
  }

  /**
   * The peer broke a rule. A server's library reports that immediately, and waits for the client's
   * FIN. A browser sends the reason and closes its socket, so its page hears of the end.
   */
  fail(): readonly PageEvent[] {
    const isOpening = this.#endpoint.readyState === 'CONNECTING';
    this.#causeOfClose = 'failure';
    this.take(isOpening ? 'handshake-failed' : 'connection-failed');
    if (this.side === 'client') return this.#endOnceSent();
    return isOpening ? [] : [{ kind: 'error' }];
  }

  receiveClose(code: number | null, reason: string): void {
    if (!this.#endpoint.allows('close-received')) {
      if (this.side === 'server') this.#earlyClose = { code, reason };
      return;
    }
    this.#earlyClose = null;
    this.#causeOfClose = 'answer';
    this.#endpoint.receiveClose(code, reason);
    this.#page.take({ kind: 'closing-started' });
  }

  /** This side sent a unit. Returns what code hears if it was the last, and TCP has ended. */
  noteSending(): readonly PageEvent[] {
    this.#unitsToSend--;
    return this.#endsAfterSending && this.#unitsToSend === 0 ? this.#end() : [];
  }

  /**
   * Each segment but a SYN or RST acknowledges what its sender has received: the SYN-ACK, and a
   * FIN of ours if `coversFin`.
   */
  receiveAcknowledgement(coversFin: boolean): void {
    const isNew = this.#tcp === 'SYN-RECEIVED' || coversFin;
    if (isNew) this.#tcp = nextTcpState(this.#tcp, 'receive ack');
  }

  /** Returns what code hears if the connection ends with these signals. */
  sendSignals(signals: readonly Signal[]): readonly PageEvent[] {
    this.#tcp = nextTcpState(this.#tcp, tcpMove('send', signals));
    return signals.includes('rst') ? this.#end() : [];
  }

  /**
   * Returns what code hears if the connection ends with these signals. It ends with the peer's FIN,
   * because our own follows immediately. What came before the FIN is answered first.
   */
  receiveSignals(signals: readonly Signal[]): readonly PageEvent[] {
    const move = tcpMove('receive', signals);
    if (move !== 'receive ack') this.#tcp = nextTcpState(this.#tcp, move);
    if (signals.includes('rst')) return this.#end();
    return signals.includes('fin') ? this.#endOnceSent() : [];
  }

  /**
   * Its TCP stops retransmitting, or its application stops waiting. Then TCP still has to end, if
   * it ever opened.
   */
  giveUp(reason: GivingUp['reason']): readonly PageEvent[] {
    if (reason === 'retransmissions' || this.#tcp === 'SYN-SENT') this.#tcp = 'CLOSED';
    if (this.#endpoint.state !== 'close-exchanged') this.#causeOfClose = 'failure';
    return this.#end();
  }

  #endOnceSent(): readonly PageEvent[] {
    this.#endsAfterSending = this.#unitsToSend > 0;
    return this.#endsAfterSending ? [] : this.#end();
  }

  /** A server's code hears only of connections that opened. */
  #end(): readonly PageEvent[] {
    if (this.#endpoint.readyState === 'CLOSED') return [];
    this.take('tcp-closed');
    const report = this.#endpoint.closeReport;
    if (this.side === 'client') return this.#page.take({ kind: 'tcp-closed', report });
    return this.#hasOpened ? [{ kind: 'close', ...report }] : [];
  }
}

/** For a connection whose handshake is not in the trace. */
const OPENED: EndpointFact = { kind: 'opened', protocol: '', extensions: '' };

const ANY_MESSAGE: EndpointFact = { kind: 'message', type: 'binary', data: NO_BYTES };

/** What a page's socket takes of the endpoint's events. It is told of others with their data. */
const FACTS: Readonly<Partial<Record<EndpointEvent, 'closing-started' | 'failed'>>> = {
  'handshake-failed': 'failed',
  'connection-failed': 'failed',
  'close-sent': 'closing-started',
};
