/** One side of a connection, followed from moment to moment: the states it goes through and what its code sees. */

import { ABNORMAL_CLOSURE, NO_STATUS_RECEIVED } from '#core/protocol/close-code.ts';
import { nextState, type ReadyState, type Transition } from '#core/protocol/connection-states.ts';
import type { Side } from '#core/trace/direction.ts';
import { nextTcpState, tcpMove, type TcpState } from '#core/trace/tcp-states.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { PageEvent, SideState } from './step.ts';

export class SideTrack {
  #tcp: TcpState;
  #readyState: ReadyState;
  #closeReceived: { readonly code: number; readonly reason: string } | null = null;
  #hasSentClose = false;

  /** A trace that starts in the middle starts in an open connection. */
  constructor(side: Side, starts: { readonly withSyn: boolean; readonly withHandshake: boolean }) {
    this.#tcp = starts.withSyn ? (side === 'client' ? 'CLOSED' : 'LISTEN') : 'ESTABLISHED';
    this.#readyState = starts.withHandshake || starts.withSyn ? 'CONNECTING' : 'OPEN';
  }

  get state(): SideState {
    return { tcp: this.#tcp, readyState: this.#readyState };
  }

  get hasReceivedClose(): boolean {
    return this.#closeReceived !== null;
  }

  move(transition: Transition): void {
    if (transition === 'close-sent') this.#hasSentClose = true;
    this.#readyState = nextState(this.#readyState, transition);
  }

  /** The peer's first Close decides what is reported (RFC 6455 §7.1.5). */
  receiveClose(code: number | null, reason: string): void {
    this.#closeReceived ??= { code: code ?? NO_STATUS_RECEIVED, reason };
    this.move('close-received');
  }

  sendSignals(signals: readonly Signal[]): void {
    this.#tcp = nextTcpState(this.#tcp, tcpMove('send', signals));
  }

  /**
   * Takes TCP's signals; returns the close event where the connection is over for this side's code. That is when
   * the peer's end of TCP comes, since our own follows at once.
   */
  receiveSignals(signals: readonly Signal[]): PageEvent | null {
    const isEnding = signals.includes('fin') || signals.includes('rst');
    this.#tcp = nextTcpState(this.#tcp, tcpMove('receive', signals), this.#tcp === 'FIN-WAIT-1');
    if (!isEnding || this.#readyState === 'CLOSED') return null;
    this.move('tcp-closed');
    const received = this.#closeReceived;
    return {
      kind: 'close',
      code: received?.code ?? ABNORMAL_CLOSURE,
      reason: received?.reason ?? '',
      wasClean: received !== null && this.#hasSentClose && !signals.includes('rst'),
    };
  }
}
