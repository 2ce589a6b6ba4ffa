/** Draws from lists and ranges. */

import { SeededRandom } from '#core/simulation/seeded-random.ts';

export class Choices {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
    // Neighbouring seeds begin alike.
    for (let count = 0; count < 3; count++) this.#random.next();
  }

  of<T>(all: readonly T[]): T {
    const chosen = all[this.below(all.length)];
    if (chosen === undefined) throw new Error('expected something to choose from');
    return chosen;
  }

  /** A whole number from 0 on. */
  below(end: number): number {
    return Math.floor(this.#random.next() * end);
  }

  /** Both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  isTrue(share: number): boolean {
    return this.#random.next() < share;
  }

  bytes(length: number): Uint8Array {
    return this.#random.nextBytes(length);
  }
}
