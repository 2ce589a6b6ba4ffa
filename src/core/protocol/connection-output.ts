/** What a connection has to send, until its caller takes it (RFC 6455 §6.1, §7.1.1). */

/** What to send to the peer, in order. */
export type Output =
  /** The parts belong together. They can be the caller's own bytes. */
  | { readonly kind: 'bytes'; readonly parts: readonly Uint8Array[] }
  /** Ends our half of the TCP connection. */
  | { readonly kind: 'end' }
  /** Closes our TCP socket: ends our half, and reads nothing more. */
  | { readonly kind: 'close' };

export class ConnectionOutput {
  #waiting: Output[] = [];
  #hasEnded = false;
  /** Bytes of messages that wait, and of messages that were too late to be sent. */
  #waitingSize = 0;
  #unsentSize = 0;

  /**
   * The payload bytes of messages that were sent but not taken yet. Messages that are sent after a
   * Close frame count for ever, as in a browser.
   */
  get bufferedAmount(): number {
    return this.#waitingSize + this.#unsentSize;
  }

  /** What was added since the last call. */
  take(): readonly Output[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingSize = 0;
    return waiting;
  }

  /** `messageSize` is how much of a message's payload the bytes contain. */
  write(parts: readonly Uint8Array[], messageSize = 0): void {
    if (this.#hasEnded) return;
    this.#waiting.push({ kind: 'bytes', parts });
    this.#waitingSize += messageSize;
  }

  /** Counts a message that is too late to be sent. */
  drop(messageSize: number): void {
    this.#unsentSize += messageSize;
  }

  /** Only the first end counts. */
  end(kind: 'end' | 'close'): void {
    if (!this.#hasEnded) this.#waiting.push({ kind });
    this.#hasEnded = true;
  }
}
