/** When TCP retransmits: the timeout computed from measured round trips (RFC 6298). */

/** The timeout before the first measurement (§2.1), and the minimum afterwards (§2.4). */
const MIN_TIMEOUT_MS = 1000;

/** §2.5 allows a maximum of at least 60 s. Linux has 120 s. */
const MAX_TIMEOUT_MS = 120_000;

/** The timeout for data after a SYN was retransmitted (§5.7). */
const TIMEOUT_AFTER_SLOW_SYN_MS = 3000;

/** G in §2: measurements are taken to be this exact. It covers delayed acknowledgements. */
const CLOCK_GRANULARITY_MS = 100;

/** The parameters of §2.3. */
const ALPHA = 1 / 8;
const BETA = 1 / 4;
const K = 4;

export class RetransmissionTimeout {
  #smoothedMs: number | null = null;
  #variationMs = 0;
  #timeoutMs = MIN_TIMEOUT_MS;

  get currentMs(): number {
    return Math.min(MAX_TIMEOUT_MS, this.#timeoutMs);
  }

  /** A round trip was measured (§2.2, §2.3). This also ends a backoff. */
  measure(roundTripMs: number): void {
    if (this.#smoothedMs === null) {
      this.#smoothedMs = roundTripMs;
      this.#variationMs = roundTripMs / 2;
    } else {
      const difference = Math.abs(this.#smoothedMs - roundTripMs);
      this.#variationMs = (1 - BETA) * this.#variationMs + BETA * difference;
      this.#smoothedMs = (1 - ALPHA) * this.#smoothedMs + ALPHA * roundTripMs;
    }
    const margin = Math.max(CLOCK_GRANULARITY_MS, K * this.#variationMs);
    this.#timeoutMs = Math.max(MIN_TIMEOUT_MS, this.#smoothedMs + margin);
  }

  /** The timer expired: the next timeout is twice as long (§5.5). */
  backOff(): void {
    this.#timeoutMs = this.currentMs * 2;
  }

  /** A SYN or SYN-ACK was retransmitted, and data is sent now (§5.7). */
  startDataAfterSlowSyn(): void {
    this.#timeoutMs = Math.max(this.#timeoutMs, TIMEOUT_AFTER_SLOW_SYN_MS);
  }
}
