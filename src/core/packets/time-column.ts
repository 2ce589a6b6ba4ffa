/** When packets were seen, as a column of numbers: there can be millions. */

import { grown } from '#core/bytes/grown-column.ts';

/** In place of no time, and of a time that doesn't fit. */
const ELSEWHERE = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

const FIRST_CAPACITY = 8;

export class TimeColumn {
  #times = new BigInt64Array(FIRST_CAPACITY);
  /** Of a broken clock, by their index: a capture can name years that have five digits. */
  readonly #others = new Map<number, bigint>();

  /** @param timeNs nanoseconds since 1970; null if there is none */
  set(index: number, timeNs: bigint | null): void {
    while (index >= this.#times.length) this.#times = grown(this.#times, BigInt64Array);
    const fits = timeNs !== null && timeNs > ELSEWHERE && timeNs <= MOST;
    this.#times[index] = fits ? timeNs : ELSEWHERE;
    if (!fits && timeNs !== null) this.#others.set(index, timeNs);
  }

  /** Expects an index that was set. */
  at(index: number): bigint | null {
    const time = this.#times[index]!;
    return time === ELSEWHERE ? (this.#others.get(index) ?? null) : time;
  }
}
