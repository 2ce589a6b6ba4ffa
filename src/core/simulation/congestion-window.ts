/** How many bytes TCP sends before it waits for acknowledgements (RFC 5681, RFC 6928). */

/** Ten segments, but at most 14,600 bytes unless two segments are larger (RFC 6928 §2). */
const INITIAL_SEGMENTS = 10;
const INITIAL_BYTES = 14_600;

export class CongestionWindow {
  readonly #segmentSize: number;
  #size: number;
  /** Below it, slow start; above it, congestion avoidance. */
  #threshold = Infinity;

  /** `segmentSize` is the maximum segment size in bytes. */
  constructor(segmentSize: number) {
    this.#segmentSize = segmentSize;
    this.#size = Math.min(INITIAL_SEGMENTS * segmentSize, Math.max(2 * segmentSize, INITIAL_BYTES));
  }

  /** Bytes that may be in flight. */
  get size(): number {
    return this.#size;
  }

  /** An acknowledgement covered `bytes` that were not acknowledged before (RFC 5681 §3.1). */
  grow(bytes: number): void {
    const isSlowStart = this.#size < this.#threshold;
    const growth = (this.#segmentSize * this.#segmentSize) / this.#size;
    this.#size += isSlowStart ? Math.min(bytes, this.#segmentSize) : Math.max(1, growth);
  }

  /** The retransmission timer expired with `inFlight` bytes unacknowledged (RFC 5681 §3.1). */
  shrink(inFlight: number): void {
    this.#halve(inFlight);
    this.#size = this.#segmentSize;
  }

  /**
   * Three duplicate acknowledgements show a loss, and that three segments have left the network
   * (RFC 5681 §3.2).
   */
  startRecovery(inFlight: number): void {
    this.#halve(inFlight);
    this.#size = this.#threshold + 3 * this.#segmentSize;
  }

  /** Another duplicate acknowledgement: another segment has left the network. */
  extendRecovery(): void {
    this.#size += this.#segmentSize;
  }

  /** Something new was acknowledged. */
  endRecovery(): void {
    this.#size = this.#threshold;
  }

  #halve(inFlight: number): void {
    this.#threshold = Math.max(inFlight / 2, 2 * this.#segmentSize);
  }
}
