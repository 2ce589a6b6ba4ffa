/**
 * One side of a connection, followed from moment to moment: the states it goes through and what its
 * code sees.
 */

import { ABNORMAL_CLOSURE, NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import { nextState, type Transition } from '#core/protocol/connection-states.ts';
import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { Side } from '#core/trace/direction.ts';
import { nextTcpState, tcpMove, type TcpState } from '#core/trace/tcp-states.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { PageEvent, SideState, StepCause } from './step.ts';

export class SideTrack {
  readonly #side: Side;
  #tcp: TcpState;
  #readyState: ReadyState;
  #closeReceived: { readonly code: number; readonly reason: string } | null = null;
  readonly #willSendClose: boolean;
  #isFailed = false;
  #hasOpened: boolean;

  /**
   * A trace that starts in the middle starts in an open connection. `willSendClose` says that this
   * side's Close is somewhere in the trace: an answer that is owed may leave a moment after the end
   * of TCP has come.
   */
  constructor(
    side: Side,
    starts: { readonly withSyn: boolean; readonly withHandshake: boolean },
    willSendClose: boolean,
  ) {
    this.#side = side;
    this.#willSendClose = willSendClose;
    this.#tcp = starts.withSyn ? (side === 'client' ? 'CLOSED' : 'LISTEN') : 'ESTABLISHED';
    this.#readyState = starts.withHandshake || starts.withSyn ? 'CONNECTING' : 'OPEN';
    this.#hasOpened = this.#readyState === 'OPEN';
  }

  get state(): SideState {
    return { tcp: this.#tcp, readyState: this.#readyState };
  }

  /** After a Close, a failure or the end nothing more is read. */
  get isReading(): boolean {
    return this.#closeReceived === null && !this.#isFailed && this.#readyState !== 'CLOSED';
  }

  /** Why this side says what it says, other than that its code called for it. */
  get causeOfClose(): StepCause {
    if (this.#isFailed) return 'failure';
    return this.#closeReceived === null ? 'call' : 'answer';
  }

  move(transition: Transition): void {
    this.#readyState = nextState(this.#readyState, transition);
    this.#hasOpened ||= this.#readyState === 'OPEN';
  }

  /**
   * The peer broke a rule. A server's library tells at once; a page hears of it when the connection
   * is closed.
   */
  fail(): PageEvent[] {
    const isOpening = this.#readyState === 'CONNECTING';
    this.#isFailed = true;
    this.move(isOpening ? 'handshake-failed' : 'connection-failed');
    return this.#side === 'server' && !isOpening ? [{ kind: 'error' }] : [];
  }

  /** The peer's first Close decides what is reported (RFC 6455 §7.1.5). */
  receiveClose(code: number | null, reason: string): void {
    this.#closeReceived ??= { code: code ?? NO_STATUS_RECEIVED, reason };
    this.move('close-received');
  }

  /** Bytes acknowledge as well: they open a connection whose last acknowledgement was lost. */
  receiveBytes(): void {
    if (this.#tcp === 'SYN-RECEIVED') this.#tcp = nextTcpState(this.#tcp, 'receive ack');
  }

  /** Returns what code sees where the connection ends by it. */
  sendSignals(signals: readonly Signal[]): PageEvent[] {
    this.#tcp = nextTcpState(this.#tcp, tcpMove('send', signals));
    return signals.includes('rst') ? this.#end() : [];
  }

  /**
   * Takes TCP's signals; returns what code sees where the connection is over for it. That is when
   * the peer's end of TCP comes, since our own follows at once. `acknowledgesFin` says whether a
   * FIN's ACK covers ours.
   */
  receiveSignals(signals: readonly Signal[], acknowledgesFin: boolean): PageEvent[] {
    this.#tcp = nextTcpState(this.#tcp, tcpMove('receive', signals), acknowledgesFin);
    return signals.includes('fin') || signals.includes('rst') ? this.#end() : [];
  }

  /** Its TCP has tried often enough. */
  giveUp(): PageEvent[] {
    this.#tcp = 'CLOSED';
    return this.#end();
  }

  /**
   * A page hears of an error first where its browser failed the connection, or never got one
   * (WHATWG WebSockets).
   */
  #end(): PageEvent[] {
    if (this.#readyState === 'CLOSED') return [];
    const isError =
      this.#side === 'client' && (this.#isFailed || this.#readyState === 'CONNECTING');
    // A server's code never hears of a connection that did not open.
    const isUnheard = this.#side === 'server' && !this.#hasOpened;
    this.move('tcp-closed');
    const received = this.#isFailed ? null : this.#closeReceived;
    const close: PageEvent = {
      kind: 'close',
      code: received?.code ?? ABNORMAL_CLOSURE,
      reason: received?.reason ?? '',
      wasClean: received !== null && this.#willSendClose,
    };
    if (isUnheard) return [];
    return isError ? [{ kind: 'error' }, close] : [close];
  }
}
