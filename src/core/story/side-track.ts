/**
 * One side of a connection, followed from moment to moment: its endpoint (RFC 6455 §7.1), its TCP
 * (RFC 9293 §3.3.2), and when its code hears of what happens.
 */

import { Endpoint, type EndpointEvent } from '#core/protocol/endpoint.ts';
import type { Side } from '#core/trace/direction.ts';
import { nextTcpState, tcpMove, type TcpState } from '#core/trace/tcp-states.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { PageEvent, SideState, StepCause } from './step.ts';

export type TrackStart = {
  /** A trace that starts in the middle of a connection starts with an open endpoint. */
  readonly hasHandshake: boolean;
  readonly hasSyn: boolean;
  /** Whether this side sends a Close frame anywhere in the trace. */
  readonly sendsClose: boolean;
};

export class SideTrack {
  readonly side: Side;
  readonly #endpoint: Endpoint;
  #tcp: TcpState;
  readonly #sendsClose: boolean;
  #hasOpened: boolean;
  #causeOfClose: StepCause = 'call';
  /** The peer's Close frame, if it arrived before the handshake was complete here. */
  #earlyClose: { readonly code: number | null; readonly reason: string } | null = null;

  constructor(side: Side, { hasHandshake, hasSyn, sendsClose }: TrackStart) {
    this.side = side;
    this.#hasOpened = !hasHandshake && !hasSyn;
    this.#endpoint = new Endpoint(side, this.#hasOpened ? 'open' : 'connecting');
    this.#tcp = hasSyn ? (side === 'client' ? 'CLOSED' : 'LISTEN') : 'ESTABLISHED';
    this.#sendsClose = sendsClose;
  }

  get state(): SideState {
    return { tcp: this.#tcp, readyState: this.#endpoint.readyState };
  }

  /**
   * Whether this side reads what arrives. A server that rejected a handshake does: another request
   * may follow on the same connection.
   */
  get isReading(): boolean {
    return this.#causeOfClose === 'call' && this.#endpoint.readyState !== 'CLOSED';
  }

  /** Why this side would send a Close frame now. */
  get causeOfClose(): StepCause {
    return this.#causeOfClose;
  }

  /** Recorded endpoints may do anything. What the table does not allow changes no state. */
  take(event: EndpointEvent): void {
    if (this.#endpoint.allows(event)) this.#endpoint.take(event);
  }

  /** The server opens with the 101 that it sends, the client with the one that it accepts. */
  open(): void {
    this.take(this.side === 'server' ? 'response-sent' : 'response-accepted');
    this.#hasOpened ||= this.#endpoint.readyState === 'OPEN';
  }

  /**
   * The peer broke a rule. A server's library reports that immediately. A page hears of it when the
   * connection is closed.
   */
  fail(): PageEvent[] {
    const isOpening = this.#endpoint.readyState === 'CONNECTING';
    this.#causeOfClose = 'failure';
    this.take(isOpening ? 'handshake-failed' : 'connection-failed');
    return this.side === 'server' && !isOpening ? [{ kind: 'error' }] : [];
  }

  receiveClose(code: number | null, reason: string): void {
    this.#causeOfClose = 'answer';
    if (this.#endpoint.allows('close-received')) this.#endpoint.receiveClose(code, reason);
    else this.#earlyClose = { code, reason };
  }

  /** Bytes acknowledge as well: they open a connection whose last acknowledgement was lost. */
  receiveBytes(): void {
    if (this.#tcp === 'SYN-RECEIVED') this.#tcp = nextTcpState(this.#tcp, 'receive ack');
  }

  /** Returns what code hears if the connection ends with these signals. */
  sendSignals(signals: readonly Signal[]): PageEvent[] {
    this.#tcp = nextTcpState(this.#tcp, tcpMove('send', signals));
    return signals.includes('rst') ? this.#end() : [];
  }

  /**
   * Returns what code hears if the connection ends with these signals. It ends with the peer's FIN,
   * because our own follows immediately. `acknowledgesFin` is whether a FIN's ACK covers ours.
   */
  receiveSignals(signals: readonly Signal[], acknowledgesFin: boolean): PageEvent[] {
    this.#tcp = nextTcpState(this.#tcp, tcpMove('receive', signals), acknowledgesFin);
    return signals.includes('fin') || signals.includes('rst') ? this.#end() : [];
  }

  /** Its TCP stops retransmitting, or its application stops waiting. */
  giveUp(): PageEvent[] {
    this.#tcp = 'CLOSED';
    return this.#end();
  }

  /**
   * A page hears of an error first if its browser failed the connection, or if the connection never
   * opened (WHATWG WebSockets). A server's code hears only of connections that opened.
   */
  #end(): PageEvent[] {
    const { readyState } = this.#endpoint;
    if (readyState === 'CLOSED') return [];
    const isError = this.#causeOfClose === 'failure' || readyState === 'CONNECTING';
    const isHeard = this.side === 'client' || this.#hasOpened;
    this.#completeClosingHandshake();
    this.take('tcp-closed');
    if (!isHeard) return [];
    const close: PageEvent = { kind: 'close', ...this.#endpoint.closeReport };
    return isError && this.side === 'client' ? [{ kind: 'error' }, close] : [close];
  }

  /**
   * Takes the Close frames that came too early or come too late for the endpoint. A peer that sent
   * one was open, even if the trace has no 101. Our answer is decided when the peer's Close
   * arrives, but it may leave a moment after TCP's end arrived.
   */
  #completeClosingHandshake(): void {
    if (this.#earlyClose !== null) {
      this.open();
      const { code, reason } = this.#earlyClose;
      if (this.#endpoint.allows('close-received')) this.#endpoint.receiveClose(code, reason);
    }
    if (this.#sendsClose && this.#endpoint.state === 'close-received') this.take('close-sent');
  }
}
