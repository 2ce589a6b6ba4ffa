/**
 * The messages of one direction as a stationary process: the chance of a silence, and how many
 * messages a window of time has. The windows begin at any time, so "evenly" has a random phase.
 */

import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { BURST_GAP_MS, type Pattern } from '#core/traffic/workload/workload.ts';

/** A number of messages, and how often it occurs. */
export type CountShare = { readonly count: number; readonly share: number };

/** How many messages come with a message on average, itself included: large counts have more. */
export function messagesBesideOne(counts: readonly CountShare[]): number {
  const messages = counts.reduce((sum, { count, share }) => sum + count * share, 0);
  const squares = counts.reduce((sum, { count, share }) => sum + count * count * share, 0);
  return messages === 0 ? 1 : Math.max(1, Math.round(squares / messages));
}

/** With more expected bursts in a window, its counts are taken from a normal distribution. */
const MANY_BURSTS = 60;
/** More different counts than this are grouped, because neighbours cost about the same. */
const MANY_COUNTS = 32;
/** Rarer counts are left out. */
const NEGLIGIBLE = 1e-9;

export class MessageArrivals {
  readonly perMs: number;
  readonly #pattern: Pattern;
  readonly #burstSize: number;

  constructor(perMs: number, pattern: Pattern, burstSize: number) {
    this.perMs = perMs;
    this.#pattern = perMs === 0 ? 'random' : pattern;
    this.#burstSize = pattern === 'bursts' ? burstSize : 1;
  }

  get isEven(): boolean {
    return this.#pattern === 'even';
  }

  get isPoisson(): boolean {
    return this.#pattern === 'random';
  }

  /** Infinity if there are none. */
  get meanGapMs(): number {
    return 1 / this.perMs;
  }

  /** Messages in a row, 20 ms apart; 1 unless they come in bursts. */
  get burstSize(): number {
    return this.#burstSize;
  }

  /** From the first message of a burst to its last. */
  get burstMs(): number {
    return (this.#burstSize - 1) * BURST_GAP_MS;
  }

  get burstsPerMs(): number {
    return this.perMs / this.#burstSize;
  }

  /** The probability that a window of this length has no message. */
  quiet(windowMs: number): number {
    if (windowMs <= 0 || this.perMs === 0) return 1;
    if (this.isEven) return Math.max(0, 1 - windowMs * this.perMs);
    const covered = windowMs < BURST_GAP_MS ? windowMs * this.#burstSize : windowMs + this.burstMs;
    return Math.exp(-this.burstsPerMs * covered);
  }

  /** The probability that none follows a message after `fromMs` and until `toMs`. */
  quietAfter(fromMs: number, toMs: number): number {
    if (this.perMs === 0 || toMs <= fromMs) return 1;
    if (this.isEven) {
      const next = (Math.floor(fromMs * this.perMs + 1e-9) + 1) * this.meanGapMs;
      return next <= toMs * (1 + 1e-9) ? 0 : 1;
    }
    const next = Math.floor(fromMs / BURST_GAP_MS) + 1;
    const reaching = next * BURST_GAP_MS <= toMs ? Math.max(0, this.#burstSize - next) : 0;
    return (1 - reaching / this.#burstSize) * this.quiet(toMs - fromMs);
  }

  /** How many messages a window of this length has. The shares add up to 1. */
  countsIn(windowMs: number): readonly CountShare[] {
    const mean = windowMs * this.perMs;
    if (mean === 0) return [{ count: 0, share: 1 }];
    if (this.isEven) return wholeCounts(mean, 1);
    const parts = this.#partsIn(windowMs);
    const bursts = parts.reduce((sum, part) => sum + part, 0);
    return bursts > MANY_BURSTS
      ? normalCounts(mean, varianceOf(parts))
      : compoundCounts(parts, bursts);
  }

  /** Expected bursts of which the window has this many messages, by that number. */
  #partsIn(windowMs: number): number[] {
    const size = this.#burstSize;
    const parts = new Array<number>(size + 1).fill(0);
    const gaps = Math.floor(windowMs / BURST_GAP_MS);
    const rest = windowMs - gaps * BURST_GAP_MS;
    const slot = (messages: number, ms: number) => {
      if (messages > 0 && ms > 0) parts[messages]! += this.burstsPerMs * ms;
    };
    for (let messages = 1; messages < size && messages <= gaps + 1; messages++) {
      slot(messages, messages === gaps + 1 ? rest : BURST_GAP_MS);
    }
    slot(size, windowMs - (size - 1) * BURST_GAP_MS);
    for (let lost = 1; lost < size; lost++) {
      // The first message inside comes within a gap after the window's start.
      slot(Math.min(size - lost, gaps + 1), rest);
      slot(Math.min(size - lost, gaps), BURST_GAP_MS - rest);
    }
    return parts;
  }

  /** A long sample, sorted. The gaps have exactly the distribution that they should have. */
  sample(count: number, seed: number): Float64Array {
    const bursts = Math.ceil(count / this.#burstSize);
    if (this.isEven) return Float64Array.from({ length: count }, (_, n) => n * this.meanGapMs);
    const gaps = Array.from(
      { length: bursts },
      (_, n) => -Math.log(1 - (n + 0.5) / bursts) / this.burstsPerMs,
    );
    const random = new SeededRandom(seed);
    for (let last = gaps.length - 1; last > 0; last--) {
      const other = Math.floor(random.next() * (last + 1));
      [gaps[last], gaps[other]] = [gaps[other]!, gaps[last]!];
    }
    const times: number[] = [];
    let start = 0;
    for (const gap of gaps) {
      start += gap;
      for (let n = 0; n < this.#burstSize; n++) times.push(start + n * BURST_GAP_MS);
    }
    return Float64Array.from(times).sort();
  }
}

/** Panjer's recursion: the distribution of a sum of Poisson numbers of parts. */
function compoundCounts(parts: readonly number[], bursts: number): CountShare[] {
  const shares = [Math.exp(-bursts)];
  let total = shares[0]!;
  const mean = parts.reduce((sum, part, count) => sum + part * count, 0);
  for (let count = 1; total < 1 - NEGLIGIBLE && count < 20 * mean + 200; count++) {
    let share = 0;
    for (let part = 1; part < parts.length && part <= count; part++) {
      share += part * parts[part]! * shares[count - part]!;
    }
    shares.push(share / count);
    total += share / count;
  }
  return grouped(
    shares
      .map((share, count) => ({ count, share: share / total }))
      .filter(({ share }) => share > NEGLIGIBLE),
  );
}

/** The whole numbers around a mean, with shares that have it as their mean. */
function wholeCounts(mean: number, share: number): CountShare[] {
  const least = Math.floor(mean + 1e-9);
  const more = Math.max(0, mean - least);
  return [
    { count: least, share: share * (1 - more) },
    { count: least + 1, share: share * more },
  ].filter((each) => each.share > 0);
}

/** None stays apart, because it is answered differently. */
function grouped(counts: readonly CountShare[]): CountShare[] {
  if (counts.length <= MANY_COUNTS) return [...counts];
  const groups: CountShare[] = [];
  let [share, sum] = [0, 0];
  for (const each of counts) {
    if (each.count === 0) groups.push(each);
    else {
      share += each.share;
      sum += each.share * each.count;
    }
    const isLast = each === counts.at(-1);
    if (share > 0 && (share >= 1 / MANY_COUNTS || isLast)) {
      groups.push(...wholeCounts(sum / share, share));
      [share, sum] = [0, 0];
    }
  }
  return groups;
}

function varianceOf(parts: readonly number[]): number {
  return parts.reduce((sum, part, count) => sum + part * count * count, 0);
}

function normalCounts(mean: number, variance: number): CountShare[] {
  const points = Array.from({ length: 33 }, (_, index) => (index - 16) / 4);
  const weights = points.map((point) => Math.exp((-point * point) / 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = points.map((point) => Math.max(0, mean + point * Math.sqrt(variance)));
  // Counts below 0 don't exist, so the others are smaller for the same mean.
  const sum = counts.reduce((part, count, index) => part + count * weights[index]!, 0);
  return counts.flatMap((count, index) =>
    wholeCounts((count * mean * total) / sum, weights[index]! / total),
  );
}
