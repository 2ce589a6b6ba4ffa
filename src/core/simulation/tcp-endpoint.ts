/** Just enough of TCP for two endpoints to open, use and close a connection (RFC 9293 §3.5, §3.6). */

import type { Side } from '#core/trace/direction.ts';
import { nextTcpState, tcpMove, type TcpState } from '#core/trace/tcp-states.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { Wire } from './wire.ts';

export type TcpListener = {
  /** The three-way handshake is done on this side. */
  readonly opened: () => void;
  readonly receiveBytes: (bytes: Uint8Array) => void;
  /** The peer will send no more. */
  readonly receiveEnd: () => void;
};

export class TcpEndpoint {
  readonly #side: Side;
  readonly #wire: Wire;
  readonly #listener: TcpListener;
  #state: TcpState;

  constructor(side: Side, wire: Wire, listener: TcpListener) {
    this.#side = side;
    this.#wire = wire;
    this.#listener = listener;
    this.#state = side === 'client' ? 'CLOSED' : 'LISTEN';
    wire.attach(side, {
      receiveBytes: (bytes) => listener.receiveBytes(bytes),
      receiveSignals: (signals) => this.#receive(signals),
    });
  }

  /** Asks for a connection: SYN. */
  connect(): void {
    this.#sendSignals(['syn']);
  }

  send(bytes: Uint8Array): void {
    this.#wire.sendBytes(this.#side, bytes);
  }

  /** Ends our half: FIN. Does nothing where it has ended, or never began. */
  end(): void {
    const canEnd = this.#state === 'ESTABLISHED' || this.#state === 'CLOSE-WAIT';
    if (canEnd) this.#sendSignals(['fin', 'ack']);
  }

  #sendSignals(signals: readonly Signal[]): void {
    this.#state = nextTcpState(this.#state, tcpMove('send', signals));
    this.#wire.sendSignals(this.#side, signals);
  }

  /** In this simulation the peer acknowledges at once, so its FIN acknowledges ours if ours went first. */
  #receive(signals: readonly Signal[]): void {
    const before = this.#state;
    const acknowledgesFin = before === 'FIN-WAIT-1';
    this.#state = nextTcpState(before, tcpMove('receive', signals), acknowledgesFin);
    if (signals.includes('syn'))
      this.#sendSignals(signals.includes('ack') ? ['ack'] : ['syn', 'ack']);
    if (this.#state === 'ESTABLISHED' && before !== 'ESTABLISHED') this.#listener.opened();
    if (this.#state === 'TIME-WAIT') this.#sendSignals(['ack']);
    if (this.#state === 'CLOSE-WAIT' && before !== 'CLOSE-WAIT') this.#listener.receiveEnd();
  }
}
