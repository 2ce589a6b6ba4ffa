/** Just enough of TCP for two endpoints to open, use and close a connection (RFC 9293 §3.5, §3.6). */

import type { Side } from '#core/trace/direction.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { Wire } from './wire.ts';

/** The states of RFC 9293 §3.3.2, as far as a connection that opens and closes in order goes through them. */
export type TcpState =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';

export type TcpListener = {
  /** The three-way handshake is done on this side. */
  readonly opened: () => void;
  readonly receiveBytes: (bytes: Uint8Array) => void;
  /** The peer will send no more. */
  readonly receiveEnd: () => void;
  /** Both halves have ended on this side. */
  readonly closed: () => void;
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
      receiveSignals: (signals) => this.#receiveSignals(signals),
    });
  }

  get state(): TcpState {
    return this.#state;
  }

  connect(): void {
    this.#state = 'SYN-SENT';
    this.#wire.sendSignals(this.#side, ['syn']);
  }

  send(bytes: Uint8Array): void {
    this.#wire.sendBytes(this.#side, bytes);
  }

  /** Ends our half: a FIN. */
  end(): void {
    if (this.#state === 'ESTABLISHED') this.#state = 'FIN-WAIT-1';
    else if (this.#state === 'CLOSE-WAIT') this.#state = 'LAST-ACK';
    else return;
    this.#wire.sendSignals(this.#side, ['fin', 'ack']);
  }

  #receiveSignals(signals: readonly Signal[]): void {
    if (signals.includes('syn')) this.#receiveSyn(signals.includes('ack'));
    else if (signals.includes('fin')) this.#receiveFin();
    else if (signals.includes('ack')) this.#receiveAck();
  }

  #receiveSyn(isAnswer: boolean): void {
    if (isAnswer) {
      this.#state = 'ESTABLISHED';
      this.#wire.sendSignals(this.#side, ['ack']);
      this.#listener.opened();
    } else {
      this.#state = 'SYN-RECEIVED';
      this.#wire.sendSignals(this.#side, ['syn', 'ack']);
    }
  }

  /**
   * The peer's FIN. Where ours went first (the server's, §7.1.1 of RFC 6455), the peer's FIN acknowledges it as
   * well, and one acknowledgement ends the connection.
   */
  #receiveFin(): void {
    if (this.#state === 'FIN-WAIT-1' || this.#state === 'FIN-WAIT-2') {
      this.#state = 'TIME-WAIT';
      this.#wire.sendSignals(this.#side, ['ack']);
      this.#listener.closed();
    } else {
      this.#state = 'CLOSE-WAIT';
      this.#listener.receiveEnd();
    }
  }

  #receiveAck(): void {
    if (this.#state === 'SYN-RECEIVED') {
      this.#state = 'ESTABLISHED';
      this.#listener.opened();
    } else if (this.#state === 'LAST-ACK') {
      this.#state = 'CLOSED';
      this.#listener.closed();
    }
  }
}
